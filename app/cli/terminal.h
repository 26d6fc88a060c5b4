// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the command prints on: width, colour, and text that fits.
#pragma once

#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

namespace twinflow::cli {

/// Colour only on a terminal, and not where NO_COLOR asks for none (no-color.org).
struct Terminal {
    bool isTerminal = false;
    bool colour = false;
    int width = 100;

    static Terminal of(std::FILE* stream);

    std::string bold(std::string_view text) const { return styled("1", text); }
    std::string dim(std::string_view text) const { return styled("2", text); }
    std::string good(std::string_view text) const { return styled("32", text); }
    std::string attention(std::string_view text) const { return styled("33", text); }
    std::string bad(std::string_view text) const { return styled("31", text); }

private:
    std::string styled(const char* code, std::string_view text) const {
        if (!colour || text.empty()) return std::string(text);
        return "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m";
    }
};

/// 1234567 as "1 234 567".
std::string grouped(std::uint64_t number);
/// "1 twin", "1 200 twins".
std::string counted(std::uint64_t number, std::string_view what);
/// Three significant digits with an SI prefix: 6.12 k, 1.50 M.
std::string shortNumber(double number);
/// 90.4 MB, 512 B.
std::string shortBytes(std::uint64_t bytes);
/// 1.52 ms, 10.0 s, 2 h 5 min: for people, three digits.
std::string shortSeconds(double seconds);
/// "Twin.Update" of "Microsoft.DigitalTwins.Twin.Update": the prefix says nothing to a reader.
std::string_view shortType(std::string_view type);
/// Characters as a terminal counts them, for UTF-8 text without wide or combining characters.
std::size_t displayWidth(std::string_view text);
/// Cut in the middle with an ellipsis when longer than `width`.
std::string fitted(std::string_view text, std::size_t width);

} // namespace twinflow::cli
