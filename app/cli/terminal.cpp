// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "terminal.h"

#include <array>
#include <cmath>
#include <cstdlib>

#ifdef _WIN32
#include <io.h>
#else
#include <sys/ioctl.h>
#include <unistd.h>
#endif

namespace twinflow::cli {

Terminal Terminal::of(std::FILE* stream) {
    Terminal terminal;
#ifdef _WIN32
    terminal.isTerminal = _isatty(_fileno(stream)) != 0;
#else
    terminal.isTerminal = isatty(fileno(stream)) != 0;
    winsize size{};
    if (terminal.isTerminal && ioctl(fileno(stream), TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        terminal.width = size.ws_col;
#endif
    const char* noColour = std::getenv("NO_COLOR");
    const char* kind = std::getenv("TERM");
    terminal.colour = terminal.isTerminal && !(noColour && *noColour) && !(kind && std::string_view(kind) == "dumb");
    return terminal;
}

std::string grouped(std::uint64_t number) {
    std::string text = std::to_string(number);
    for (int at = static_cast<int>(text.size()) - 3; at > 0; at -= 3) text.insert(static_cast<std::size_t>(at), " ");
    return text;
}

std::string counted(std::uint64_t number, std::string_view what) {
    return grouped(number) + " " + std::string(what) + (number == 1 ? "" : "s");
}

namespace {

std::string threeDigits(double number) {
    std::array<char, 32> text{};
    const int decimals = number >= 99.95 ? 0 : number >= 9.995 ? 1 : 2;
    std::snprintf(text.data(), text.size(), "%.*f", decimals, number);
    return text.data();
}

std::string scaled(double number, double step, const std::array<const char*, 5>& units) {
    std::size_t unit = 0;
    while (number >= 0.9995 * step && unit + 1 < units.size()) {
        number /= step;
        ++unit;
    }
    return threeDigits(number) + " " + units[unit];
}

} // namespace

std::string shortNumber(double number) {
    if (number < 999.5)
        return number == std::floor(number) ? std::to_string(static_cast<long>(number)) : threeDigits(number);
    return scaled(number, 1000, {"", "k", "M", "G", "T"});
}

std::string shortBytes(std::uint64_t bytes) {
    if (bytes < 1000) return std::to_string(bytes) + " B";
    return scaled(static_cast<double>(bytes), 1000, {"B", "kB", "MB", "GB", "TB"});
}

std::string shortSeconds(double seconds) {
    if (seconds == 0) return "0";
    if (seconds < 1e-3) return threeDigits(seconds * 1e6) + " us";
    if (seconds < 1) return threeDigits(seconds * 1e3) + " ms";
    if (seconds < 60) return threeDigits(seconds) + " s";
    const auto whole = static_cast<long>(std::lround(seconds));
    const auto two = [](long big, const char* bigUnit, long small, const char* smallUnit) {
        return std::to_string(big) + " " + bigUnit + (small > 0 ? " " + std::to_string(small) + " " + smallUnit : "");
    };
    if (whole < 3600) return two(whole / 60, "min", whole % 60, "s");
    if (whole < 86400) return two(whole / 3600, "h", whole / 60 % 60, "min");
    return two(whole / 86400, "d", whole / 3600 % 24, "h");
}

std::string_view shortType(std::string_view type) {
    constexpr std::string_view kPrefix = "Microsoft.DigitalTwins.";
    return type.starts_with(kPrefix) ? type.substr(kPrefix.size()) : type;
}

std::size_t displayWidth(std::string_view text) {
    std::size_t width = 0;
    for (const char c : text) width += (static_cast<unsigned char>(c) & 0xc0) != 0x80;
    return width;
}

std::string fitted(std::string_view text, std::size_t width) {
    if (displayWidth(text) <= width || width < 3) return std::string(text);
    // Goes character by character, so that none is cut.
    std::string result;
    const std::size_t total = displayWidth(text);
    const std::size_t head = (width - 1) / 2;
    const std::size_t tail = total - (width - 1 - head);
    std::size_t at = 0;
    bool elided = false;
    for (std::size_t i = 0; i < text.size(); ++at) {
        std::size_t length = 1;
        while (i + length < text.size() && (static_cast<unsigned char>(text[i + length]) & 0xc0) == 0x80) ++length;
        if (at < head || at >= tail) {
            result += text.substr(i, length);
        } else if (!elided) {
            result += "…";
            elided = true;
        }
        i += length;
    }
    return result;
}

} // namespace twinflow::cli
