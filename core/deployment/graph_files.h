// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A graph in the official bulk format into a project, and a project's graph out of it.
#pragma once

#include "deployment/deployment.h"

#include <string>
#include <string_view>

namespace twinflow::deployment {

struct GraphImport {
    Deployment deployment; ///< with the new files of models/ and graph/
    std::size_t models = 0;
    std::size_t twins = 0;
    std::size_t relationships = 0;
    Findings findings; ///< lines that are not in it, with their places; warnings of some that are
};

/// Checks each line against the models and the graph that the project has already. Models become files of their own;
/// the good lines of twins and relationships one file graph/<name>.ndjson. A model or twin that is there already stays
/// as it is. Codes: those of readContent() and loadGraph(), graph-model-exists, graph-twin-exists,
/// graph-models-too-many.
GraphImport importGraph(const Deployment& deployment, std::string_view text, const std::string& file);

/// Models and graph of the project in the bulk format; what cannot be in it is added to `findings`.
std::string exportGraph(const Deployment& deployment, Findings& findings);

} // namespace twinflow::deployment
