// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// From one unit to another of the same quantity, by the names of DTDL's units: degreeFahrenheit, kilopascal.
#pragma once

#include "base/result.h"

#include <string_view>

namespace twinflow::functions {

/// value -> (value - before) * times / over + after. Kept apart, as round numbers then stay round: 32 degrees
/// Fahrenheit are 0 degrees Celsius, not nearly so.
struct Conversion {
    double before = 0;
    double times = 1;
    double over = 1;
    double after = 0;

    double operator()(double value) const { return (value - before) * times / over + after; }
};

/// Error code: functions-unit (a name that is no unit, no factor known for it, or units of two quantities).
Result<Conversion> conversion(std::string_view from, std::string_view to);

} // namespace twinflow::functions
