// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Writing JSON text by hand: values, events, documents. Only saved designs and reports are written by nlohmann/json.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace twinflow {

/// Appends `text` with quotes and escapes. The text must be UTF-8; control characters become \u00XX.
void appendJsonString(std::string& out, std::string_view text);
/// The shortest text that reads back as the same double, whole numbers below 1e15 without an exponent; what JSON cannot
/// hold (NaN, infinity) becomes null.
void appendJsonNumber(std::string& out, double number);
void appendJsonNumber(std::string& out, std::int64_t number);
void appendJsonNumber(std::string& out, std::uint64_t number);

} // namespace twinflow
