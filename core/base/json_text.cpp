// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/json_text.h"

#include <array>
#include <charconv>
#include <cmath>

namespace twinflow {

namespace {

template <typename Number, typename... Format>
void appendChars(std::string& out, Number number, Format... format) {
    std::array<char, 32> digits{};
    const auto result = std::to_chars(digits.data(), digits.data() + digits.size(), number, format...);
    out.append(digits.data(), result.ptr);
}

} // namespace

void appendJsonString(std::string& out, std::string_view text) {
    static constexpr char kHex[] = "0123456789abcdef";
    out += '"';
    std::size_t done = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c >= 0x20 && c != '"' && c != '\\') continue;
        out.append(text, done, i - done);
        done = i + 1;
        switch (c) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        case '\b':
            out += "\\b";
            break;
        case '\f':
            out += "\\f";
            break;
        default:
            out += "\\u00";
            out += kHex[c >> 4];
            out += kHex[c & 15];
        }
    }
    out.append(text, done);
    out += '"';
}

void appendJsonNumber(std::string& out, double number) {
    constexpr double kPlain = 1e15; // whole numbers below it are written out: 100000, not 1e+05
    if (!std::isfinite(number)) {
        out += "null";
    } else if (number == std::trunc(number) && std::abs(number) < kPlain) {
        appendChars(out, number, std::chars_format::fixed);
    } else {
        appendChars(out, number);
    }
}

void appendJsonNumber(std::string& out, std::int64_t number) {
    appendChars(out, number);
}
void appendJsonNumber(std::string& out, std::uint64_t number) {
    appendChars(out, number);
}

} // namespace twinflow
