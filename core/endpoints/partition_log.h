// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// One partition of an Event Hub: events in the order in which they came, numbered.
#pragma once

#include "base/time.h"
#include "endpoints/ring.h"
#include "events/event_pool.h"

#include <cstdint>

namespace twinflow::endpoints {

struct Record {
    events::EventRef event;
    Instant enqueued{};
};

/// Holds the records begin() <= sequence number < end(); numbers start at 0 and are never used again.
class PartitionLog {
public:
    void append(const events::EventRef& event, Instant now) { m_records.pushBack({event, now}); }
    void dropOldest() {
        m_records.takeFront();
        ++m_begin;
    }

    bool empty() const { return m_records.empty(); }
    std::size_t size() const { return m_records.size(); }
    std::uint64_t begin() const { return m_begin; }
    std::uint64_t end() const { return m_begin + m_records.size(); }
    const Record& at(std::uint64_t sequenceNumber) const {
        return m_records[static_cast<std::size_t>(sequenceNumber - m_begin)];
    }
    const Record& oldest() const { return m_records.front(); }

    /// In the service a byte position, for readers a number that rises. A record counts as 256 bytes here: its true
    /// size is not known before its text is made.
    static std::uint64_t offset(std::uint64_t sequenceNumber) { return 256 * sequenceNumber; }

private:
    Ring<Record> m_records;
    std::uint64_t m_begin = 0;
};

} // namespace twinflow::endpoints
