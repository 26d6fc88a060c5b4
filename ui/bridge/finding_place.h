// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which service a finding is about, so that a problem can be jumped to and a card can show it.
#pragma once

#include "bridge/service_ref.h"
#include "deployment/check.h"

namespace twinflow::ui {

/// Puts the services' keys (service_ref.h) into the places of findings, as long as lines and columns are those of
/// `checked`'s own source.
void nameServices(const deployment::Deployment& checked, std::vector<deployment::Finding>& findings);

/// By the key, or by the name that the finding has for a place; none when it is about a file or about no service.
ServiceRef refOfFinding(const deployment::Deployment& deployment, const Error& finding);

} // namespace twinflow::ui
