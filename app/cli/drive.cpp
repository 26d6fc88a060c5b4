// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "drive.h"

#include "progress.h"

#include "engine/pacer.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <thread>

namespace twinflow::cli {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kSteps = 2000;                    // between two looks at the clock
constexpr Duration kNap = std::chrono::milliseconds(5); // at most, so that Ctrl-C and progress are seen

std::atomic<int> interrupts{0};
static_assert(std::atomic<int>::is_always_lock_free); // it is written by a signal handler

void onInterrupt(int) {
    if (++interrupts > 1) std::_Exit(130);
}

std::string detailText(const engine::Run& run, double seconds) {
    const std::string instant = formatInstant(run.now(), 0);
    if (run.phase() == engine::Phase::settling) return "settling, " + instant;
    return grouped(run.messages()) + " messages, " +
           shortNumber(static_cast<double>(run.messages()) / std::max(seconds, 1e-3)) + "/s, " + instant;
}

} // namespace

Driven drive(engine::Run& run, double speed, bool quiet, Instant until) {
    const auto begun = Clock::now();
    const auto elapsed = [&]() -> Duration { return Clock::now() - begun; };
    engine::Pacer pacer(run.now(), speed);
    pacer.resume({}, run.now());
    Progress progress(run.scenario().title.empty() ? run.scenario().name : run.scenario().title, quiet);
    interrupts = 0;
    std::signal(SIGINT, onInterrupt);
    bool stopped = false;
    while (run.phase() <= engine::Phase::settling) {
        if (interrupts > 0 && !stopped) {
            run.stopSending();
            stopped = true;
        }
        // What is on its way settles at full speed: nobody wants to wait for a ladder of 24 hours.
        if (run.phase() == engine::Phase::settling && pacer.speed() != engine::Pacer::kMax)
            pacer.setSpeed(engine::Pacer::kMax, elapsed(), run.now());
        const Instant limit = std::min(pacer.limit(elapsed()), until);
        run.advance(kSteps, limit);
        progress.show(run.progress(), detailText(run, toSeconds(elapsed())));
        const auto due = run.nextDue();
        if (run.now() >= until && (!due || *due > until)) break;
        if (run.now() >= limit) std::this_thread::sleep_for(due ? std::min(kNap, pacer.until(*due, elapsed())) : kNap);
    }
    std::signal(SIGINT, SIG_DFL);
    return {toSeconds(elapsed()), interrupts > 0};
}

} // namespace twinflow::cli
