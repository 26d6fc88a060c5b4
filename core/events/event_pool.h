// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Events are made once and used again: no allocation in a steady run.
#pragma once

#include "events/event.h"

#include <deque>
#include <utility>
#include <vector>

namespace twinflow::events {

class EventPool;

/// A counted reference to a pooled event. One thread. The pool outlives it.
class EventRef {
public:
    EventRef() = default;
    EventRef(const EventRef& other)
        : m_event(other.m_event)
        , m_pool(other.m_pool) {
        if (m_event) ++m_event->users;
    }
    EventRef(EventRef&& other) noexcept
        : m_event(std::exchange(other.m_event, nullptr))
        , m_pool(other.m_pool) {}
    EventRef& operator=(EventRef other) noexcept {
        std::swap(m_event, other.m_event);
        std::swap(m_pool, other.m_pool);
        return *this;
    }
    ~EventRef();

    const Event& operator*() const { return *m_event; }
    const Event* operator->() const { return m_event; }
    explicit operator bool() const { return m_event != nullptr; }

private:
    friend class EventPool;
    EventRef(Event* event, EventPool* pool)
        : m_event(event)
        , m_pool(pool) {}
    Event* m_event = nullptr;
    EventPool* m_pool = nullptr;
};

class EventPool {
public:
    EventPool() = default;
    EventPool(const EventPool&) = delete;
    EventPool& operator=(const EventPool&) = delete;

    /// A cleared event to fill through the second member; buffers keep their capacity.
    std::pair<EventRef, Event*> take();
    std::size_t live() const { return m_events.size() - m_free.size(); } ///< taken and not given back: for tests

private:
    friend class EventRef;
    void giveBack(Event* event) { m_free.push_back(event); }
    std::deque<Event> m_events;
    std::vector<Event*> m_free;
};

inline EventRef::~EventRef() {
    if (m_event && --m_event->users == 0) m_pool->giveBack(m_event);
}

} // namespace twinflow::events
