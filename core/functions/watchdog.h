// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Stops calls that take too long or too much memory. The only place in core that looks at real time: a script that
// loops cannot be stopped by a clock that waits for it.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace twinflow::functions {

class Watch;

/// One thread for all functions. It looks at the running calls in beats of a fraction of the shortest timeout, and
/// sleeps while none runs.
class Watchdog {
public:
    /// Gives the bytes that the process has in use.
    using Memory = std::function<std::uint64_t()>;

    /// The process's watchdog; its thread lives as long as someone holds it.
    static std::shared_ptr<Watchdog> shared();
    explicit Watchdog(Memory memory);
    ~Watchdog();
    Watchdog(const Watchdog&) = delete;
    Watchdog& operator=(const Watchdog&) = delete;

    /// No call has run for a while: the thread waits for the next to begin. For tests.
    bool asleep() const { return m_asleep; }

private:
    friend class Watch;
    void add(Watch& watch);
    void remove(Watch& watch);
    void setBeat();
    void run();
    bool look();
    void wake();

    const Memory m_memory;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<Watch*> m_watches;
    std::chrono::nanoseconds m_beat{};
    bool m_stopping = false;
    std::atomic<bool> m_asleep = false;
    std::thread m_thread; // last: it uses the others
};

/// The watch over one function's calls. begin() and end() are called by the function's thread and cost two atomic
/// operations.
class Watch {
public:
    using Stop = std::function<void()>;
    enum class Ended : std::uint8_t { byItself, tooLong, tooMuchMemory };

    /// `stop` is called in the watchdog's thread when a call has run for `timeout` or a little longer, or when the
    /// process has grown by more than `memory` bytes since the call was first seen. The watchdog looks in beats: what a
    /// call takes in its first beat is not noticed.
    Watch(std::shared_ptr<Watchdog> watchdog, std::chrono::nanoseconds timeout, std::uint64_t memory, Stop stop);
    ~Watch();
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;

    void begin();
    /// When the call was stopped, `stop` has returned, and it will not be called before the next begin().
    Ended end();

private:
    friend class Watchdog;
    enum Phase : std::uint64_t { idle, running, stopping, stopped };
    static std::uint64_t state(std::uint64_t call, Phase phase) { return call << 2 | phase; }
    bool runs() const { return (m_state & 3) == running; }
    void look(std::chrono::steady_clock::time_point now, std::uint64_t memory);

    std::shared_ptr<Watchdog> m_watchdog;
    const std::chrono::nanoseconds m_timeout;
    const std::uint64_t m_memory;
    const Stop m_stop;
    std::uint64_t m_call = 0;
    std::atomic<std::uint64_t> m_state = 0;
    // The watchdog's own:
    std::uint64_t m_seen = 0;
    std::chrono::steady_clock::time_point m_since;
    std::uint64_t m_memoryBefore = 0;
    Ended m_why = Ended::tooLong; // written before the state says stopped
};

} // namespace twinflow::functions
