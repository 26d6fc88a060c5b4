// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Texts with holes: filled("type = '%' AND subject = '%'", type, twin).
#pragma once

#include <charconv>
#include <concepts>
#include <initializer_list>
#include <string>
#include <string_view>

namespace twinflow::bench {

/// What goes into a hole, as text.
class Filling {
public:
    Filling(std::string_view text)
        : m_text(text) {}
    Filling(const std::string& text)
        : m_text(text) {}
    Filling(const char* text)
        : m_text(text) {}
    Filling(std::unsigned_integral auto number)
        : m_text(m_digits, std::to_chars(m_digits, m_digits + sizeof m_digits, number).ptr) {}
    Filling(const Filling&) = delete; // the text may lie within
    Filling& operator=(const Filling&) = delete;

    std::string_view text() const { return m_text; }

private:
    char m_digits[20];
    std::string_view m_text;
};

/// Appends the pattern with the fillings in place of each %, in order; there are as many of the one as of the other.
void appendFilled(std::string& out, std::string_view pattern, std::initializer_list<Filling> fillings);

template <typename... Parts>
void appendFilled(std::string& out, std::string_view pattern, const Parts&... parts) {
    appendFilled(out, pattern, {Filling(parts)...});
}

template <typename... Parts>
std::string filled(std::string_view pattern, const Parts&... parts) {
    std::string text;
    appendFilled(text, pattern, {Filling(parts)...});
    return text;
}

/// With leading zeros; longer numbers stay as they are.
std::string padded(unsigned number, unsigned digits);
std::string paddedHex(unsigned long long number, unsigned digits);

} // namespace twinflow::bench
