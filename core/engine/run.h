// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// One run of a deployment: compiled once, then driven step by step by whoever shows or paces it.
#pragma once

#include "base/result.h"
#include "deployment/deployment.h"
#include "endpoints/message_life.h"
#include "engine/options.h"
#include "engine/snapshot.h"
#include "simulation/expectations.h"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace twinflow::engine {

/// A message at an endpoint, with its event written out.
struct MessageEntry {
    endpoints::MessageLife life;
    bool partitioned = false; ///< its number is that of a partition
    std::string type;
    std::string subject;
    std::string cloudEvent; ///< JSON text; a function's message as its receiver has it
};

/// The control plane. Everything happens inside the calls, on the caller's thread (destinations may write on one of
/// their own).
class Run {
public:
    /// Compiles `deployment`, which is not needed afterwards. What cannot be joined is refused, one thing at a time;
    /// check() finds more. Error codes: engine-scenario-unknown, engine-start, engine-unknown, engine-coupling,
    /// engine-subscription-shared, engine-history-hub, and those of models, graph, functions, routes, downstream and
    /// simulation.
    static Result<std::unique_ptr<Run>> compile(const deployment::Deployment& deployment, const RunOptions& options);
    ~Run();

    /// Fires at most `steps` timers not later than `limit`, and routes what they bring. When sending ends it settles:
    /// fires until nothing waits. Finished or failed: does nothing more.
    Phase advance(std::size_t steps, Instant limit = Instant::max());
    /// Fires timers until a device message or an event has moved, at least one: a step that somebody can see.
    Phase step();
    /// Fires all timers not later than `instant`; then it is now, unless the run ended before.
    Phase runUntil(Instant instant);
    /// When the next timer is due; none when nothing waits.
    std::optional<Instant> nextDue() const;
    /// Messages from devices that no scenario speaks for, as if they were sent now, one after the other; what they
    /// bring is routed before this returns. What the hub refuses is an incident. Many at a time are faster. Error
    /// codes: engine-unknown (the hub), engine-ended.
    Result<void> receive(std::string_view hub, std::span<ingress::DeviceMessage> messages);
    /// Goes on by `after` where that can be done between two events: routes and functions. `before` is the design that
    /// it went by until now. Gives the names of what differs otherwise and waits for the next run. What cannot be
    /// compiled is refused, and nothing changes. Error codes: those of compile().
    Result<std::vector<std::string>> change(const deployment::Deployment& before, const deployment::Deployment& after);
    /// Devices stop; what is on its way settles.
    void stopSending();
    /// The first failure of a destination, when failed.
    std::optional<Error> failure() const;

    Phase phase() const;
    Instant now() const;
    /// Share of the sending that is done, 0 to 1: of the messages when their number is given, else of the time.
    double progress() const;
    std::uint64_t messages() const;
    RunSnapshot snapshot() const;
    const simulation::Scenario& scenario() const;
    /// What the scenario expects and what came of it, when finished. Nothing when it was not run as written
    /// (options.events or duration, stopped by hand, or changed): an hour's counts say nothing about ten minutes.
    std::vector<simulation::Verdict> expectations() const;
    /// A hash over all bytes that destinations wrote, in order, a destination after the other by name; when finished.
    std::string outputDigest() const;
    /// The subscriber of that name, or the only one where it is empty. Error code: engine-subscriber-unknown.
    Result<std::string> subscriberOf(std::string_view endpoint, std::string_view subscriber) const;
    /// Whether there is an endpoint that can schedule messages. Error codes: engine-subscriber-unknown,
    /// engine-schedules-nothing.
    Result<void> schedulesAt(std::string_view endpoint) const;
    /// Messages of a subscriber that is there, by number; looking changes nothing.
    std::vector<MessageEntry> peek(std::string_view endpoint, const endpoints::PeekRequest& request) const;
    /// Lines that functions logged last, by function.
    std::vector<std::pair<std::string, std::vector<std::string>>> logs() const;

    struct Parts; ///< of the engine's own files

private:
    explicit Run(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

} // namespace twinflow::engine
