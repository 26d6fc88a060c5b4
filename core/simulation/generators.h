// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How the members of a payload get their values, tick by tick; every device has its own seeded stream.
#pragma once

#include "base/time.h"
#include "base/value.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace twinflow::simulation {

struct PayloadMember;

/// A number or a truth value.
struct Constant {
    Value value{0.0};
    bool operator==(const Constant&) const = default;
};
struct Text {
    std::string value;
    bool operator==(const Text&) const = default;
};
/// One of some texts, numbers and truth values.
struct Choice {
    std::vector<Value> of;
    std::vector<double> weights; ///< one each, or none: all alike
    bool operator==(const Choice&) const = default;
};
/// Its phase counts from 1970-01-01T00:00:00Z, so that all devices share day and night. `noise` is the deviation of
/// what is added, here and below.
struct Sine {
    double mean = 0;
    double amplitude = 1;
    Duration period = std::chrono::hours(24);
    double noise = 0;
    bool operator==(const Sine&) const = default;
};
/// Moves by up to ±step at every tick and stays within low..high.
struct Walk {
    double start = 0;
    double step = 1;
    double low = 0;
    double high = 100;
    bool operator==(const Walk&) const = default;
};
/// Grows by low..high at every tick.
struct Counter {
    double start = 0;
    double low = 0;
    double high = 1;
    bool operator==(const Counter&) const = default;
};
/// One level after the other, each for so long, and around; counted from the start of the run.
struct Steps {
    std::vector<double> levels;
    Duration every = std::chrono::minutes(10);
    double noise = 0;
    bool operator==(const Steps&) const = default;
};
/// A value by hour and weekday, UTC. The first period that holds counts.
struct Schedule {
    struct Period {
        std::uint8_t days = kAllDays;         ///< a bit each, Monday first
        Duration from{};                      ///< after midnight
        Duration to = std::chrono::hours(24); ///< not later than `from`: past midnight, into the day after
        double value = 0;
        bool operator==(const Period&) const = default;
    };
    static constexpr std::uint8_t kAllDays = 0x7f;

    std::vector<Period> periods;
    double otherwise = 0;
    double noise = 0;
    bool operator==(const Schedule&) const = default;
};
/// Another number of the same message, before it is rounded: value * factor + offset, as it was `lag` ago (in whole
/// ticks).
struct Follow {
    std::string member; ///< beside it, or a JSON pointer from the body's root
    double factor = 1, offset = 0, noise = 0;
    Duration lag{};
    bool operator==(const Follow&) const = default;
};
/// Where in the body a member at `path` finds what it follows.
inline std::string followedPath(const std::string& path, const std::string& member) {
    return member.starts_with('/') ? member : path.substr(0, path.rfind('/') + 1) + member;
}
/// A recorded column with interpolation between rows. Unless they go `together`, each device begins at a row of its
/// own.
struct Replay {
    std::string file;   ///< CSV with a header, or NDJSON (.ndjson, .jsonl), relative to the project folder
    std::string column; ///< name in the header; NDJSON: a member's name or a JSON pointer
    std::string time;   ///< the column that says when each row was recorded; empty: a row `rowEvery`
    Duration rowEvery = std::chrono::hours(1);
    double speed = 1; ///< recorded time that passes in one unit of virtual time
    Duration skip{};  ///< recorded time that is left out at the beginning
    bool loop = true; ///< else the last value stays
    bool together = false;
    double scale = 1, offset = 0, noise = 0;
    bool operator==(const Replay&) const = default;
};
/// The device's own clock.
struct Timestamp {
    enum class Form : std::uint8_t { iso8601, seconds, milliseconds };
    Form form = Form::iso8601;
    bool operator==(const Timestamp&) const = default;
};
/// Members inside a member.
struct Object {
    std::vector<PayloadMember> members;
    bool operator==(const Object& other) const;
};

using Generator =
    std::variant<Constant, Text, Choice, Sine, Walk, Counter, Steps, Schedule, Follow, Replay, Timestamp, Object>;

struct PayloadMember {
    std::string name;
    Generator generator;
    std::optional<int> decimals; ///< numbers are rounded to so many
    double probability = 1;      ///< of being in a message
    bool operator==(const PayloadMember&) const = default;
};

inline bool Object::operator==(const Object& other) const {
    return members == other.members;
}

} // namespace twinflow::simulation
