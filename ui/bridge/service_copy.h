// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Services as a text that another window, or a person, can read: what copying and pasting are made of.
#pragma once

#include "base/result.h"
#include "bridge/service_ref.h"

#include <span>
#include <string>
#include <vector>

namespace twinflow::ui {

/// The services and routes with the couplings from them to whatever takes, and the scripts of functions.
std::string servicesText(const deployment::Deployment& deployment, std::span<const ServiceRef> refs);

/// Adds what the text holds under free names; a script with a path that is taken by another text gets a free one. What
/// refers to something outside keeps its name, and couplings are there for takers that are. Gives what was added. Error
/// codes: json-syntax, copy-nothing.
Result<std::vector<ServiceRef>> addServices(deployment::Deployment& deployment, std::string_view text);

} // namespace twinflow::ui
