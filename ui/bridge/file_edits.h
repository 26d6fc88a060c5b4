// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The text files of a deployment, whichever list they are in.
#pragma once

#include "deployment/deployment.h"

#include <string_view>

namespace twinflow::ui {

/// Of models, graph, scripts and scenarios; null where there is none of that path.
const deployment::ProjectFile* findProjectFile(const deployment::Deployment& deployment, std::string_view path);
/// Puts another text into a file that is there; what was read from it is read anew.
void setFileText(deployment::Deployment& deployment, std::string_view path, std::string text);
/// A model of its own in a new file under models/, named after `name` as far as the language takes that, with a free
/// file name and id. Gives its path.
std::string addModel(deployment::Deployment& deployment, std::string_view name);
/// A scenario in a new file under scenarios/: all groups of devices send once in ten seconds for ten minutes. Gives its
/// path.
std::string addScenario(deployment::Deployment& deployment, std::string_view name);
/// Nothing where there is no such file.
void removeFile(deployment::Deployment& deployment, std::string_view path);

} // namespace twinflow::ui
