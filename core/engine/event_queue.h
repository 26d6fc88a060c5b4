// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Events that wait to be routed: what a function writes re-enters here, at the back, instead of recursing into the
// router.
#pragma once

#include "events/notifier.h"

#include <vector>

namespace twinflow::engine {

class EventQueue final : public events::EventTaker {
public:
    void take(const events::EventRef& event) override { m_events.push_back(event); }

    /// Hands everything over in order, including what is added meanwhile.
    void drainTo(events::EventTaker& taker) {
        for (std::size_t i = 0; i < m_events.size(); ++i) {
            const events::EventRef event = std::move(m_events[i]);
            taker.take(event);
        }
        m_events.clear();
    }

private:
    std::vector<events::EventRef> m_events;
};

} // namespace twinflow::engine
