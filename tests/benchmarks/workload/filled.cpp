// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "workload/filled.h"

#include <cassert>

namespace twinflow::bench {

void appendFilled(std::string& out, std::string_view pattern, std::initializer_list<Filling> fillings) {
    for (const Filling& filling : fillings) {
        const std::size_t hole = pattern.find('%');
        assert(hole != std::string_view::npos);
        out.append(pattern.substr(0, hole)).append(filling.text());
        pattern.remove_prefix(hole + 1);
    }
    assert(pattern.find('%') == std::string_view::npos);
    out.append(pattern);
}

namespace {

std::string padded(unsigned long long number, unsigned digits, int base) {
    char text[20];
    const std::string_view known(text, std::to_chars(text, text + sizeof text, number, base).ptr);
    return std::string(digits > known.size() ? digits - known.size() : 0, '0').append(known);
}

} // namespace

std::string padded(unsigned number, unsigned digits) {
    return padded(number, digits, 10);
}

std::string paddedHex(unsigned long long number, unsigned digits) {
    return padded(number, digits, 16);
}

} // namespace twinflow::bench
