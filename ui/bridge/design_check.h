// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// All that is wrong with a design: with its files as they were read, and with what they mean.
#pragma once

#include "deployment/check.h"

#include <memory>
#include <vector>

namespace twinflow::ui {

/// Findings of the load hold for deployment.json as it was read; scenarios are read again, since their texts change.
/// What is checked is the text as it would be saved over `base` (null: over the deployment's own source), so that
/// places are right in it.
std::vector<deployment::Finding> findAll(deployment::Deployment deployment,
                                         const std::shared_ptr<const JsonDocument>& base, const Findings& ofFiles);

} // namespace twinflow::ui
