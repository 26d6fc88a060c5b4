// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Cuts the text of a route's condition into tokens.
#pragma once

#include "base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace twinflow::ingress {

struct ConditionToken {
    enum class Kind : std::uint8_t { end, name, text, number, symbol };
    Kind kind = Kind::end;
    std::uint32_t offset = 0;
    std::string_view written; ///< as it stands in the condition
    std::string text;         ///< of a string, its escapes resolved
    double number = 0;

    bool is(std::string_view symbol) const { return kind == Kind::symbol && written == symbol; }
    /// Case does not matter.
    bool isWord(std::string_view word) const;
};

/// All tokens, an `end` last. A hyphen with a letter on both sides belongs to the name (dt-subject); elsewhere it is a
/// minus. Error codes: ingress-condition-character, ingress-condition-string, ingress-condition-number.
Result<std::vector<ConditionToken>> readConditionTokens(std::string_view text);

/// Line and column, both from 1.
Place conditionPlace(std::string_view text, std::uint32_t offset);

} // namespace twinflow::ingress
