// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which service a finding is about, so that a problem can be jumped to and a card can show it.
#pragma once

#include "bridge/service_ref.h"
#include "deployment/check.h"

namespace twinflow::ui {

/// From the finding's place in deployment.json or its name; none when it is about a file or about no service.
ServiceRef refOfFinding(const deployment::Deployment& deployment, const Error& finding);

} // namespace twinflow::ui
