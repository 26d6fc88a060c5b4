// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the studio edits: the deployment and its picture, as a value that is cheap to keep many of.
#pragma once

#include "bridge/layout.h"
#include "deployment/deployment.h"

#include <memory>

namespace twinflow::ui {

/// Two designs that share a pointer are equal there, so that undo knows what a step has changed without comparing.
struct Design {
    std::shared_ptr<const deployment::Deployment> deployment = std::make_shared<const deployment::Deployment>();
    std::shared_ptr<const Layout> layout = std::make_shared<const Layout>();

    bool isSame(const Design& other) const { return deployment == other.deployment && layout == other.layout; }
};

} // namespace twinflow::ui
