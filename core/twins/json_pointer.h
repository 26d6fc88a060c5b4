// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// JSON pointers (RFC 6901) below a property: their tokens and the values that they lead to.
#pragma once

#include "base/json_document.h"
#include "base/value.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace twinflow::twins {

/// The next token of a pointer that starts with '/', unescaped; `pointer` keeps the rest.
std::string takeToken(std::string_view& pointer);

/// The position that a token names in an array of `size` items, `size` for "-"; more than `size` when it names none.
std::size_t arrayPosition(std::string_view token, std::size_t size);

/// The member or item that a token names, or none.
JsonNode* childOf(JsonNode& node, std::string_view token);
const JsonNode* childOf(const JsonNode& node, std::string_view token);

/// A value as a tree of its own, to be looked into or changed.
JsonNode nodeOf(const Value& value);

/// What `pointer` leads to inside an object or array; null when it leads nowhere.
Value valueInside(const Value& whole, std::string_view pointer);

} // namespace twinflow::twins
