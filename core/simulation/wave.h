// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A sine that is the same on every system.
#pragma once

namespace twinflow::simulation {

/// The sine of `turn` whole turns, 0 <= turn < 1, to about 1e-11. Payloads are compared byte by byte between systems,
/// and the last bits of std::sin are each library's own; additions and multiplications of IEEE doubles are not.
double sineOfTurn(double turn);

} // namespace twinflow::simulation
