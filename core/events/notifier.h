// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Turns changes of the graph into events.
#pragma once

#include "base/time.h"
#include "events/event_pool.h"
#include "twins/change.h"

#include <cstdint>

namespace twinflow::events {

/// Takes each event as it is made.
class EventTaker {
public:
    virtual ~EventTaker() = default;
    virtual void take(const EventRef& event) = 0;
};

/// What the changes of this moment stem from: set before a function or device writes, so that events know their cause.
struct Cause {
    std::uint64_t message = 0; ///< device message, 0 for none
    Instant origin{};
    std::uint8_t hops = 0;
};

class Notifier final : public twins::ChangeListener {
public:
    Notifier(EventPool& pool, EventTaker& taker)
        : m_pool(pool)
        , m_taker(taker) {}

    void setMoment(Instant now, const Cause& cause) {
        m_now = now;
        m_cause = cause;
    }
    void onChange(const twins::Change& change) override;
    /// Events made so far.
    std::uint64_t count() const { return m_count; }

private:
    EventPool& m_pool;
    EventTaker& m_taker;
    Instant m_now{};
    Cause m_cause;
    std::uint64_t m_count = 0;
};

} // namespace twinflow::events
