// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/wave.h"

#include <array>

namespace twinflow::simulation {

double sineOfTurn(double turn) {
    // Fold to the quarter turns on both sides of zero, where the series to x^15 is exact enough.
    if (turn > 0.75) {
        turn -= 1;
    } else if (turn > 0.25) {
        turn = 0.5 - turn;
    }
    const double x = turn * 6.283185307179586;
    const double square = x * x;
    double sum = -1.0 / 1307674368000;
    for (const double term :
         std::array{1.0 / 6227020800, -1.0 / 39916800, 1.0 / 362880, -1.0 / 5040, 1.0 / 120, -1.0 / 6, 1.0}) {
        sum = sum * square + term;
    }
    return x * sum;
}

} // namespace twinflow::simulation
