// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the command's exit status says to scripts.
#pragma once

#include "base/error.h"

namespace twinflow::cli {

constexpr int kFine = 0;
constexpr int kFindings = 1; ///< errors or warnings, failed expectations, a run that could not end well
constexpr int kWrongUse = 2; ///< arguments that make no sense, or that name what is not there

/// kWrongUse or kFindings.
int statusOf(const Error& error);

/// Tells it on the standard error; gives its status.
int fail(const Error& error);

} // namespace twinflow::cli
