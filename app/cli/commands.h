// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The commands of `twinflow`: what each is asked, and what it answers as exit status.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace twinflow::cli {

struct RunArguments {
    std::string folder;
    std::string scenario;
    std::optional<std::uint64_t> events;
    std::string duration;
    std::uint64_t seed = 1;
    std::string speed = "max";
    unsigned threads = 2;
    std::string report;
    std::string out;
    bool json = false;
    bool quiet = false;
};

struct CheckArguments {
    std::string folder;
    bool json = false;
};

struct NewArguments {
    std::string folder;
    std::string name;
};

struct TraceArguments {
    std::string folder;
    std::string scenario;
    std::optional<std::uint64_t> events;
    std::uint64_t seed = 1;
    std::optional<std::uint64_t> message;
    std::string device;
    std::string twin;
    std::string event;
    std::string service;
    std::string whyNot;
    bool problems = false;
    std::size_t last = 1;
    bool full = false;
    bool json = false;
    bool quiet = false;
};

int runCommand(const RunArguments& arguments);
int checkCommand(const CheckArguments& arguments);
int newCommand(const NewArguments& arguments);
int traceCommand(const TraceArguments& arguments);

} // namespace twinflow::cli
