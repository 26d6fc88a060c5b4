// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "options.h"

#include <charconv>

namespace twinflow::cli {

CLI::Validator wholeNumber(std::uint64_t least) {
    const auto judge = [least](const std::string& text) -> std::string {
        std::uint64_t number = 0;
        const char* end = text.data() + text.size();
        const auto [read, failure] = std::from_chars(text.data(), end, number);
        if (failure == std::errc() && read == end && number >= least) return {};
        return "'" + text + "' is no whole number from " + std::to_string(least) + " on.";
    };
    return CLI::Validator(judge, "");
}

CLI::Validator share() {
    const auto judge = [](const std::string& text) -> std::string {
        double number = 0;
        const char* end = text.data() + text.size();
        const auto [read, failure] = std::from_chars(text.data(), end, number);
        if (failure == std::errc() && read == end && number >= 0 && number <= 1) return {}; // NaN is neither
        return "'" + text + "' is no number from 0 to 1.";
    };
    return CLI::Validator(judge, "");
}

void addSeed(CLI::App& command, std::uint64_t& seed) {
    command.add_option("--seed", seed, "Seed of all chance: the same seed gives the same bytes")
        ->type_name("S")
        ->check(wholeNumber())
        ->capture_default_str();
}

} // namespace twinflow::cli
