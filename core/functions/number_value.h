// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A number that comes as a double, as its JSON text would read.
#pragma once

#include "base/value.h"

#include <cmath>

namespace twinflow::functions {

/// Whole ones are integers, as far as a double tells them apart.
inline Value numberValue(double number) {
    constexpr double kExact = 9007199254740992.0; // 2^53
    if (std::abs(number) < kExact && number == std::trunc(number)) return Value(static_cast<std::int64_t>(number));
    return Value(number);
}

} // namespace twinflow::functions
