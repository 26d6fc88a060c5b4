// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/json_escape.h"

#include <cstdint>

namespace twinflow {

namespace {

void appendUtf8(std::string& out, std::uint32_t code) {
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xc0 | (code >> 6));
        out += static_cast<char>(0x80 | (code & 0x3f));
    } else if (code < 0x10000) {
        out += static_cast<char>(0xe0 | (code >> 12));
        out += static_cast<char>(0x80 | ((code >> 6) & 0x3f));
        out += static_cast<char>(0x80 | (code & 0x3f));
    } else {
        out += static_cast<char>(0xf0 | (code >> 18));
        out += static_cast<char>(0x80 | ((code >> 12) & 0x3f));
        out += static_cast<char>(0x80 | ((code >> 6) & 0x3f));
        out += static_cast<char>(0x80 | (code & 0x3f));
    }
}

/// Four hexadecimal digits.
bool readUnit(const char* at, const char* end, std::uint32_t& unit) {
    if (end - at < 4) return false;
    unit = 0;
    for (int i = 0; i < 4; ++i) {
        const char c = at[i];
        const std::uint32_t digit = c >= '0' && c <= '9'   ? static_cast<std::uint32_t>(c - '0')
                                    : c >= 'a' && c <= 'f' ? static_cast<std::uint32_t>(c - 'a' + 10)
                                    : c >= 'A' && c <= 'F' ? static_cast<std::uint32_t>(c - 'A' + 10)
                                                           : 16;
        if (digit == 16) return false;
        unit = unit * 16 + digit;
    }
    return true;
}

} // namespace

const char* appendEscape(std::string& out, const char* at, const char* end) {
    if (end - at < 2) return nullptr;
    const char c = at[1];
    at += 2;
    switch (c) {
    case '"':
    case '\\':
    case '/':
        out += c;
        return at;
    case 'b':
        out += '\b';
        return at;
    case 'f':
        out += '\f';
        return at;
    case 'n':
        out += '\n';
        return at;
    case 'r':
        out += '\r';
        return at;
    case 't':
        out += '\t';
        return at;
    case 'u':
        break;
    default:
        return nullptr;
    }
    std::uint32_t code = 0;
    if (!readUnit(at, end, code) || (code >= 0xdc00 && code < 0xe000)) return nullptr;
    at += 4;
    if (code >= 0xd800 && code < 0xdc00) {
        std::uint32_t low = 0;
        if (end - at < 6 || at[0] != '\\' || at[1] != 'u' || !readUnit(at + 2, end, low)) return nullptr;
        if (low < 0xdc00 || low >= 0xe000) return nullptr;
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
        at += 6;
    }
    appendUtf8(out, code);
    return at;
}

} // namespace twinflow
