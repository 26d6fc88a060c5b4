// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Writing JSON text by hand where it is hot; documents use nlohmann/json.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace twinflow {

/// Appends `text` with quotes and escapes. The text must be UTF-8; control characters become \u00XX.
void appendJsonString(std::string& out, std::string_view text);
/// The shortest text that reads back as the same double; what JSON cannot hold (NaN, infinity) becomes null.
void appendJsonNumber(std::string& out, double number);
void appendJsonNumber(std::string& out, std::int64_t number);
void appendJsonNumber(std::string& out, std::uint64_t number);

} // namespace twinflow
