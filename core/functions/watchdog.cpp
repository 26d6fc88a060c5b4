// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "functions/watchdog.h"

#include "functions/process_memory.h"

#include <algorithm>

namespace twinflow::functions {

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::nanoseconds kShortestBeat = 1ms;
constexpr std::chrono::nanoseconds kLongestBeat = 25ms;
constexpr int kQuietBeats =
    20; // before it goes to sleep, so that calls with small pauses between them need not wake it

} // namespace

std::shared_ptr<Watchdog> Watchdog::shared() {
    static std::mutex mutex;
    static std::weak_ptr<Watchdog> current;
    const std::lock_guard lock(mutex);
    auto watchdog = current.lock();
    if (!watchdog) {
        watchdog = std::make_shared<Watchdog>(residentBytes);
        current = watchdog;
    }
    return watchdog;
}

Watchdog::Watchdog(Memory memory)
    : m_memory(std::move(memory))
    , m_beat(kLongestBeat)
    , m_thread([this] { run(); }) {}

Watchdog::~Watchdog() {
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_changed.notify_all();
    m_thread.join();
}

void Watchdog::add(Watch& watch) {
    const std::lock_guard lock(m_mutex);
    m_watches.push_back(&watch);
    setBeat();
}

void Watchdog::remove(Watch& watch) {
    const std::lock_guard lock(m_mutex);
    std::erase(m_watches, &watch);
    setBeat();
}

void Watchdog::setBeat() {
    m_beat = kLongestBeat;
    for (const Watch* watch : m_watches) m_beat = std::min(m_beat, std::max(watch->m_timeout / 4, kShortestBeat));
}

void Watchdog::run() {
    std::unique_lock lock(m_mutex);
    int quiet = 0;
    while (!m_stopping) {
        quiet = look() ? 0 : quiet + 1;
        if (quiet < kQuietBeats) {
            m_changed.wait_for(lock, m_beat);
            continue;
        }
        m_asleep = true;
        // A call that began before it could see m_asleep is seen by this look; a later one wakes us.
        if (look()) m_asleep = false;
        m_changed.wait(lock, [this] { return m_stopping || !m_asleep; });
        quiet = 0;
    }
}

bool Watchdog::look() {
    if (std::none_of(m_watches.begin(), m_watches.end(), [](const Watch* watch) { return watch->runs(); }))
        return false;
    const auto now = std::chrono::steady_clock::now();
    const std::uint64_t memory = m_memory();
    for (Watch* watch : m_watches) watch->look(now, memory);
    return true;
}

void Watchdog::wake() {
    {
        const std::lock_guard lock(m_mutex);
        m_asleep = false;
    }
    m_changed.notify_all();
}

Watch::Watch(std::shared_ptr<Watchdog> watchdog, std::chrono::nanoseconds timeout, std::uint64_t memory, Stop stop)
    : m_watchdog(std::move(watchdog))
    , m_timeout(timeout)
    , m_memory(memory)
    , m_stop(std::move(stop)) {
    m_watchdog->add(*this);
}

Watch::~Watch() {
    m_watchdog->remove(*this);
}

void Watch::begin() {
    m_state = state(++m_call, running);
    if (m_watchdog->m_asleep) m_watchdog->wake();
}

Watch::Ended Watch::end() {
    std::uint64_t expected = state(m_call, running);
    if (m_state.compare_exchange_strong(expected, state(m_call, idle))) return Ended::byItself;
    while (m_state != state(m_call, stopped)) std::this_thread::yield();
    m_state = state(m_call, idle);
    return m_why;
}

void Watch::look(std::chrono::steady_clock::time_point now, std::uint64_t memory) {
    std::uint64_t current = m_state;
    if ((current & 3) != running) return;
    if (current != m_seen) {
        m_seen = current;
        m_since = now;
        m_memoryBefore = memory;
        return;
    }
    const bool tooLong = now - m_since >= m_timeout;
    if (!tooLong && memory <= m_memoryBefore + m_memory) return;
    const std::uint64_t call = current >> 2;
    if (!m_state.compare_exchange_strong(current, state(call, stopping))) return;
    m_why = tooLong ? Ended::tooLong : Ended::tooMuchMemory;
    m_stop();
    m_state = state(call, stopped);
}

} // namespace twinflow::functions
