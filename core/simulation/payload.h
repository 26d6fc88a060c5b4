// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Payloads made from generators, appended as text without a document in between.
#pragma once

#include "base/random.h"
#include "simulation/recordings.h"
#include "simulation/scenario.h"

#include <span>
#include <string>
#include <vector>

namespace twinflow::simulation {

/// When a message is made.
struct Moment {
    Instant now;
    Duration elapsed; ///< since the traffic began
    Instant clock;    ///< what the device takes for now
};

/// One traffic line's body, prepared for all its devices: keys are escaped and recordings looked up once.
class PayloadMaker {
public:
    /// `body` and `recordings` outlive the maker. A member whose recording is absent, whose choice is empty, or that
    /// follows nothing is left out. `every` is the time between two ticks, for lags.
    PayloadMaker(const std::vector<PayloadMember>& body, const Recordings& recordings, Duration every);

    /// How many numbers a device keeps from tick to tick.
    std::size_t stateSize() const { return m_stateSize; }
    /// Sets a device's numbers before its first tick: where a walk and a counter start, at which row a replay does.
    void begin(std::span<double> state, Random& random) const;
    /// Appends one JSON object. Every generator advances at every tick, in a message or not.
    void append(std::string& out, std::span<double> state, Random& random, const Moment& moment);

private:
    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
    struct Part {
        const PayloadMember* member = nullptr;
        const Recording* recording = nullptr; ///< of a replay
        std::string path;                     ///< JSON pointer
        std::string key;                      ///< with quotes and colon
        std::size_t state = 0;                ///< index of its first number, if it keeps some
        std::size_t followed = kNone;         ///< the part that it follows
        std::size_t lag = 0;                  ///< in ticks
        double weights = 0;                   ///< their sum, of a choice
        std::size_t last = 0;                 ///< of an object: behind its last part
        double value = 0;                     ///< of this tick: the number, or the index of a choice
        bool present = true;                  ///< in this message
    };

    void addMembers(const std::vector<PayloadMember>& members, const std::string& parent, const Recordings& recordings);
    void connect(Duration every);
    void orderFrom(std::size_t part, std::vector<bool>& visited);
    double next(const Part& part, std::span<double> state, Random& random, const Moment& moment);
    void appendParts(std::string& out, std::size_t from, std::size_t to, const Moment& moment) const;
    void appendValue(std::string& out, std::size_t part, const Moment& moment) const;

    std::vector<Part> m_parts;        // as they are written; those of an object behind it
    std::vector<std::size_t> m_order; // in which they get their values: what is followed first
    std::size_t m_stateSize = 0;
};

} // namespace twinflow::simulation
