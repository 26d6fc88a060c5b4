// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers of scenarios: doubles, and the integers that a double cannot hold.
#pragma once

#include "base/value.h"

namespace twinflow::simulation {

/// The number as a double where that loses nothing, so that 1 and 1.0 are the same.
inline Value exactNumber(const Value& number) {
    constexpr double kEnd = 0x1p63; // of what an integer holds
    const double real = number.number();
    const bool isExact =
        number.kind() != Value::Kind::integer || (real < kEnd && static_cast<std::int64_t>(real) == number.integer());
    return isExact ? Value(real) : number;
}

} // namespace twinflow::simulation
