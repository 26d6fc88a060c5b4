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

} // namespace twinflow::ui
