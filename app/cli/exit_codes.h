// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the command's exit status says to scripts.
#pragma once

namespace twinflow::cli {

constexpr int kFine = 0;
constexpr int kFindings = 1; ///< findings, failed expectations, a run that could not end well
constexpr int kWrongUse = 2; ///< arguments that make no sense

} // namespace twinflow::cli
