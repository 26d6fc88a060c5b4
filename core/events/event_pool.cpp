// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/event_pool.h"

namespace twinflow::events {

std::pair<EventRef, Event*> EventPool::take() {
    if (m_free.empty()) m_free.push_back(&m_events.emplace_back());
    Event* const event = m_free.back();
    m_free.pop_back();
    event->clear();
    event->users = 1;
    return {EventRef(event, this), event};
}

} // namespace twinflow::events
