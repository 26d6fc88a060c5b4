// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong with a deployment before it runs, each with a way out.
#pragma once

#include "base/result.h"
#include "deployment/deployment.h"

#include <functional>
#include <optional>

namespace twinflow::deployment {

/// A finding; `fix`, where there is one, gives the deployment with this one thing mended, and `fixText` says what it
/// does.
struct Finding {
    Error error;
    Sentence fixText;
    std::function<Deployment(const Deployment&)> fix;
};

/// All findings, in the order of the flow (models, twins, devices, hubs, functions, routes, endpoints, downstream,
/// scenarios), each rule in its own file under checks/.
std::vector<Finding> check(const Deployment& deployment);

} // namespace twinflow::deployment
