// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a deployment's models and graph files hold.
#pragma once

#include "deployment/deployment.h"
#include "models/model_set.h"
#include "twins/bulk_import.h"
#include "twins/graph.h"

namespace twinflow::deployment {

/// Models from models/ and from the Models sections of graph/. Findings carry the place in the file; codes are those of
/// JsonDocument, models and twins::visitBulk.
struct Content {
    models::ModelSet models;
    Findings modelFindings;
    Findings lineFindings; ///< of graph/: its sections, and lines that are no entities
};

/// The models' files and lines as they are, in that order; codes as above.
std::vector<JsonDocument> modelDocuments(const Deployment& deployment, Findings& modelFindings, Findings& lineFindings);

/// Lines of twins and relationships are not read yet.
Content readContent(const Deployment& deployment);

/// Puts all twins of all files, then all relationships, into the graph, line by line, so that no more than a line is
/// held as a tree. Codes: those of twins::visitBulk for `lineFindings`, those of twins::importLine for `graphFindings`;
/// both in order of the files.
void loadGraph(const Deployment& deployment, twins::Graph& graph, Findings& lineFindings, Findings& graphFindings);

} // namespace twinflow::deployment
