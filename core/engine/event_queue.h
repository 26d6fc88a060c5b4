// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Events that wait to be routed: what a function writes re-enters here, at the back, instead of recursing into the
// router.
#pragma once

#include "base/timeline.h"
#include "events/notifier.h"

#include <algorithm>
#include <deque>
#include <vector>

namespace twinflow::engine {

class EventQueue final : public events::EventTaker, public TimerTarget {
public:
    explicit EventQueue(Timeline& timeline)
        : m_timeline(timeline) {}

    void take(const events::EventRef& event) override {
        if (m_lag == Duration{} && m_late.empty()) {
            m_events.push_back(event);
            return;
        }
        m_lastDue = std::max(m_lastDue, m_timeline.now() + m_lag); // nothing overtakes
        m_late.push_back(event);
        m_timeline.at(m_lastDue, *this, 0);
    }

    /// Events reach the routes so much later from now on: a graph that lags.
    void setLag(Duration lag) { m_lag = lag; }
    void onTimer(std::uint64_t) override {
        m_events.push_back(m_late.front());
        m_late.pop_front();
    }
    std::uint64_t late() const { return m_late.size(); }

    /// Hands everything over in order, including what is added meanwhile.
    void drainTo(events::EventTaker& taker) {
        for (std::size_t i = 0; i < m_events.size(); ++i) {
            const events::EventRef event = std::move(m_events[i]);
            taker.take(event);
        }
        m_events.clear();
    }

private:
    Timeline& m_timeline;
    std::vector<events::EventRef> m_events;
    Duration m_lag{};
    std::deque<events::EventRef> m_late; // in order; a timer each
    Instant m_lastDue{};
};

} // namespace twinflow::engine
