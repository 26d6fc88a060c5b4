// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a function of a live run was called with of late, so that it can be tried with the same.
#pragma once

#include "bridge/chain_sampler.h"
#include "engine/function_trial.h"

#include <string>
#include <vector>

namespace twinflow::ui {

constexpr std::size_t kMostTrialMessages = 30;

/// What the function got: the newest first, each once, at most kMostTrialMessages.
std::vector<engine::TrialMessage> trialMessages(const Chains& chains, const std::string& function);

} // namespace twinflow::ui
