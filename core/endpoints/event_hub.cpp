// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpoints/event_hub.h"

#include "base/random.h"

#include <algorithm>
#include <cassert>

namespace twinflow::endpoints {

namespace {

/// An event that waited, or whose attempts failed so far, leaves that state.
void leavePending(metrics::LedgerRow& row, const Cursor& cursor) {
    --(cursor.attempts == 0 ? row.waiting : row.retrying);
}

void advance(Cursor& cursor) {
    ++cursor.next;
    cursor.attempts = 0;
}

} // namespace

Duration pauseAfter(std::uint32_t failures) {
    constexpr std::chrono::seconds kLongest{60};
    return std::min(kLongest, std::chrono::seconds(1U << std::min(failures - 1, 6U)));
}

EventHub::EventHub(EndpointSettings settings, Timeline& timeline, const events::Dress& dress, DeadLetterStore* store)
    : EndpointBase(std::move(settings), timeline, dress, store)
    , m_partitions(m_settings.partitions)
    , m_unread(m_settings.retention) {
    assert(m_settings.partitions > 0);
}

void EventHub::subscribe(std::string name, Consumer& consumer) {
    auto group = std::make_unique<ConsumerGroup>(std::move(name), consumer, m_partitions.size());
    for (std::size_t i = 0; i < m_partitions.size(); ++i) group->cursors[i].next = m_partitions[i].log.end();
    m_groups.push_back(std::move(group));
}

std::uint32_t EventHub::partitionOf(const events::Event& event) const {
    return static_cast<std::uint32_t>(stableHash(m_dress.texts().text(event.twin)) % m_partitions.size());
}

void EventHub::take(const events::EventRef& event) {
    const std::uint32_t number = partitionOf(*event);
    m_partitions[number].log.append(event, m_timeline.now());
    timeRetention(number);
    if (m_groups.empty()) {
        ++m_unsubscribed.offered;
        ++m_unsubscribed.accepted;
        ++m_unsubscribed.waiting;
        m_unread.add(m_timeline.now());
        timeUnread();
    }
    for (const auto& group : m_groups) {
        ++group->row.offered;
        ++group->row.accepted;
        ++group->row.waiting;
    }
    for (std::size_t i = 0; i < m_groups.size(); ++i) read(i, number);
    trim(number);
}

void EventHub::read(std::size_t group, std::uint32_t partition) {
    ConsumerGroup& reader = *m_groups[group];
    Cursor& cursor = reader.cursors[partition];
    if (cursor.state == CursorState::paused) return; // its timer goes on
    const PartitionLog& log = m_partitions[partition].log;
    while (cursor.next < log.end()) {
        const Record& record = log.at(cursor.next);
        ++reader.row.attempts;
        const delivery::Outcome outcome =
            reader.call({record.event, EndpointKind::eventHub, m_settings.schema, m_settings.name, cursor.attempts + 1,
                         cursor.next, PartitionLog::offset(cursor.next), partition, record.enqueued});
        if (outcome == delivery::Outcome::unavailable || outcome == delivery::Outcome::busy) {
            pause(group, partition);
            return;
        }
        leavePending(reader.row, cursor);
        ++(outcome == delivery::Outcome::delivered ? reader.row.delivered : reader.row.dropped);
        advance(cursor);
        cursor.failures = 0;
    }
}

void EventHub::pause(std::size_t group, std::uint32_t partition) {
    ConsumerGroup& reader = *m_groups[group];
    Cursor& cursor = reader.cursors[partition];
    leavePending(reader.row, cursor);
    ++reader.row.retrying;
    ++cursor.attempts;
    ++cursor.failures;
    cursor.state = CursorState::paused;
    m_timeline.after(pauseAfter(cursor.failures), *this, group * m_partitions.size() + partition);
}

void EventHub::onTimer(std::uint64_t token) {
    const std::size_t group = token / m_partitions.size();
    const auto partition = static_cast<std::uint32_t>(token % m_partitions.size());
    m_groups[group]->cursors[partition].state = CursorState::ready;
    read(group, partition);
    trim(partition);
}

void EventHub::trim(std::uint32_t partition) {
    PartitionLog& log = m_partitions[partition].log;
    if (log.size() <= kPartitionHistory) return;
    std::uint64_t readByAll = log.end();
    for (const auto& group : m_groups) readByAll = std::min(readByAll, group->cursors[partition].next);
    while (log.size() > kPartitionHistory && log.begin() < readByAll) log.dropOldest();
}

void EventHub::applyRetention(std::uint32_t token) {
    if (token < m_partitions.size()) {
        m_partitions[token].retentionTimed = false;
        expireLog(token);
        timeRetention(token);
        return;
    }
    m_unreadTimed = false;
    const std::uint64_t expired = m_unread.expire(m_timeline.now());
    m_unsubscribed.waiting -= expired;
    m_unsubscribed.expired += expired;
    timeUnread();
}

void EventHub::expireLog(std::uint32_t partition) {
    PartitionLog& log = m_partitions[partition].log;
    while (!log.empty() && log.oldest().enqueued + m_settings.retention <= m_timeline.now()) {
        for (const auto& group : m_groups) {
            Cursor& cursor = group->cursors[partition];
            if (cursor.next != log.begin()) continue;
            leavePending(group->row, cursor);
            ++group->row.expired;
            advance(cursor);
        }
        log.dropOldest();
    }
}

void EventHub::timeRetention(std::uint32_t number) {
    Partition& partition = m_partitions[number];
    if (partition.retentionTimed || partition.log.empty()) return;
    partition.retentionTimed = true;
    m_timeline.at(partition.log.oldest().enqueued + m_settings.retention, m_retentionTimer, number, Duty::background);
}

void EventHub::timeUnread() {
    if (m_unreadTimed || m_unread.empty()) return;
    m_unreadTimed = true;
    m_timeline.at(m_unread.nextExpiry(), m_retentionTimer, m_partitions.size(), Duty::background);
}

std::vector<const Subscriber*> EventHub::subscribers() const {
    std::vector<const Subscriber*> all;
    for (const auto& group : m_groups) all.push_back(group.get());
    return all;
}

std::vector<KeptMessage> EventHub::lastMessages(std::size_t limit) const {
    std::vector<KeptMessage> messages;
    for (std::uint32_t i = 0; i < m_partitions.size(); ++i) {
        const PartitionLog& log = m_partitions[i].log;
        for (std::uint64_t n = log.end() - std::min<std::uint64_t>(limit, log.size()); n < log.end(); ++n) {
            messages.push_back({log.at(n).event, log.at(n).enqueued, n, i});
        }
    }
    std::stable_sort(messages.begin(), messages.end(),
                     [](const KeptMessage& a, const KeptMessage& b) { return a.enqueued < b.enqueued; });
    if (messages.size() > limit) messages.erase(messages.begin(), messages.end() - static_cast<std::ptrdiff_t>(limit));
    return messages;
}

} // namespace twinflow::endpoints
