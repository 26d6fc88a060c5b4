// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Options that several commands have.
#pragma once

#include <CLI/CLI.hpp>

#include <cstdint>

namespace twinflow::cli {

/// Written in digits, from `least` on: CLI11 alone takes -1 for the largest number of an unsigned option.
CLI::Validator wholeNumber(std::uint64_t least = 0);

/// A number from 0 to 1; CLI11 alone takes nan.
CLI::Validator share();

/// --seed.
void addSeed(CLI::App& command, std::uint64_t& seed);

} // namespace twinflow::cli
