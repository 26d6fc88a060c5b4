// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a part of a route's condition comes to, and the functions of that language.
#pragma once

#include "ingress/condition.h"

#include <string>
#include <vector>

namespace twinflow::ingress {

struct ConditionValue {
    enum class Kind : std::uint8_t { undefined, null, boolean, number, text, array, object };
    Kind kind = Kind::undefined;
    bool boolean = false;
    double number = 0;
    std::string text;

    ConditionValue() = default;
    explicit ConditionValue(Kind bare)
        : kind(bare) {}
    explicit ConditionValue(bool value)
        : kind(Kind::boolean)
        , boolean(value) {}
    explicit ConditionValue(double value)
        : kind(Kind::number)
        , number(value) {}
    explicit ConditionValue(std::string value)
        : kind(Kind::text)
        , text(std::move(value)) {}
};

/// There are as many arguments as the function takes; one of another kind than it works on makes the result undefined.
ConditionValue call(ConditionFunction function, const std::vector<ConditionValue>& arguments);

} // namespace twinflow::ingress
