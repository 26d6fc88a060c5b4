// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the parser says when it refuses or doubts a filter: one function a kind of mistake.
#pragma once

#include "base/error.h"
#include "query/token.h"

#include <string_view>

namespace twinflow::query {

/// Case does not matter: and, AND.
bool isWord(const Token& token, std::string_view upperCase);

// Refusals. Each names the token that it stands at; the caller adds the place.
Error operandMissing(const Token& found);
Error operatorMissing(std::string_view operand, const Token& found);
Error argumentMissing(Operator function, const Token& found);
Error bracketMissing(const Token& found);
Error memberMissing(const Token& found);
Error trailingText(const Token& found);
Error notRefused();
Error listRefused(const Token& found);
Error arrayIndexRefused(std::string_view field);
Error functionUnknown(std::string_view name);
Error constantWithin(std::string_view constant);
Error fieldRefused(std::string_view name);
Error tooDeep(std::size_t limit);

// Warnings.
Error fieldUnknown(std::string_view name);
Error legacyField();
Error emptyFilter();

} // namespace twinflow::query
