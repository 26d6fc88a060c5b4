// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpoints/event_hub.h"

#include "base/random.h"
#include "endpoints/message_size.h"

#include <algorithm>
#include <cassert>
#include <limits>

namespace twinflow::endpoints {

namespace {

// A throughput unit, and the largest event of each tier.
constexpr std::uint64_t kEventsIn = 1000;
constexpr std::uint64_t kBytesIn = 1'000'000;
constexpr std::uint64_t kEventsOut = 4096;
constexpr std::uint64_t kBytesOut = 2'000'000;
constexpr std::size_t kMostBytesBasic = 256 * 1024;
constexpr std::size_t kMostBytesStandard = 1024 * 1024;

/// The timer of the readers that wait for throughput; the others' tokens are places of groups and partitions.
constexpr std::uint64_t kServe = std::numeric_limits<std::uint64_t>::max();

/// An event that waited, or whose attempts failed so far, leaves that state.
void leavePending(metrics::LedgerRow& row, const Cursor& cursor) {
    --(cursor.attempts == 0 ? row.waiting : row.retrying);
}

void advance(Cursor& cursor) {
    ++cursor.next;
    cursor.attempts = 0;
    cursor.failed.clear();
}

} // namespace

Duration pauseAfter(std::uint32_t failures) {
    constexpr std::chrono::seconds kLongest{60};
    return std::min(kLongest, std::chrono::seconds(1U << std::min(failures - 1, 6U)));
}

EventHub::EventHub(EndpointSettings settings, Timeline& timeline, const events::Dress& dress, DeadLetterStore* store)
    : EndpointBase(std::move(settings), timeline, dress, store)
    , m_partitions(m_settings.partitions)
    , m_unread(m_settings.retention)
    , m_eventsIn(m_settings.throughputUnits * kEventsIn)
    , m_bytesIn(m_settings.throughputUnits * kBytesIn)
    , m_eventsOut(m_settings.throughputUnits * kEventsOut)
    , m_bytesOut(m_settings.throughputUnits * kBytesOut) {
    assert(m_settings.partitions > 0);
    for (const ConsumerGroupSettings& group : m_settings.consumerGroups) makeGroup(group.name);
}

void EventHub::subscribe(std::string name, Consumer& consumer) {
    const auto known =
        std::find_if(m_groups.begin(), m_groups.end(), [&](const auto& group) { return group->name == name; });
    const auto index = static_cast<std::size_t>(known - m_groups.begin());
    if (index == m_groups.size()) makeGroup(std::move(name));
    m_groups[index]->consumer = &consumer;
    for (std::uint32_t i = 0; i < m_partitions.size(); ++i) {
        read(index, i);
        trim(i);
    }
}

void EventHub::makeGroup(std::string name) {
    auto group = std::make_unique<ConsumerGroup>(std::move(name), m_partitions.size());
    for (std::size_t i = 0; i < m_partitions.size(); ++i) group->cursors[i].next = m_partitions[i].log.end();
    m_groups.push_back(std::move(group));
}

std::uint32_t EventHub::partitionOf(const events::Event& event) const {
    return static_cast<std::uint32_t>(stableHash(m_dress.texts().text(event.twin)) % m_partitions.size());
}

delivery::Outcome EventHub::take(const events::EventRef& event) {
    // A twin is at most 32 KB, so an update need not be written out to be measured, unless its size counts as a rate.
    if (m_settings.throughputUnits > 0 || !event->isUpdate()) {
        const std::size_t bytes = messageBytes(*event, m_dress);
        const std::size_t most = m_settings.tier == HubTier::basic ? kMostBytesBasic : kMostBytesStandard;
        if (bytes > most) return delivery::Outcome::tooLarge;
        const Instant now = m_timeline.now();
        if (!m_eventsIn.allows(1, now) || !m_bytesIn.allows(bytes, now)) {
            ++m_throttled;
            return delivery::Outcome::busy;
        }
        m_eventsIn.take(1);
        m_bytesIn.take(bytes);
    }
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
    return delivery::Outcome::delivered;
}

void EventHub::read(std::size_t group, std::uint32_t partition) {
    ConsumerGroup& reader = *m_groups[group];
    Cursor& cursor = reader.cursors[partition];
    if (!reader.consumer || cursor.state != CursorState::ready) return; // a timer goes on
    const PartitionLog& log = m_partitions[partition].log;
    while (cursor.next < log.end()) {
        const Record& record = log.at(cursor.next);
        if (!mayGive(group, partition, record)) return;
        ++reader.row.attempts;
        const delivery::Outcome outcome =
            reader
                .call({record.event, EndpointKind::eventHub, m_settings.schema, m_settings.name, cursor.attempts + 1,
                       cursor.next, PartitionLog::offset(cursor.next), partition, record.enqueued})
                .outcome;
        if (outcome != delivery::Outcome::delivered && !delivery::isFinal(outcome)) {
            pause(group, partition, outcome);
            return;
        }
        leavePending(reader.row, cursor);
        ++(outcome == delivery::Outcome::delivered ? reader.row.delivered : reader.row.dropped);
        advance(cursor);
        cursor.failures = 0;
    }
}

bool EventHub::mayGive(std::size_t group, std::uint32_t partition, const Record& record) {
    if (m_settings.throughputUnits == 0) return true;
    const std::size_t bytes = messageBytes(*record.event, m_dress);
    const Instant allowed = allowedAt(bytes);
    const bool isItsTurn = m_queued.empty() || m_serving;
    if (isItsTurn && allowed == m_timeline.now()) {
        m_eventsOut.take(1);
        m_bytesOut.take(bytes);
        return true;
    }
    ++m_held;
    Cursor& cursor = m_groups[group]->cursors[partition];
    cursor.state = CursorState::throttled;
    cursor.pausedUntil = allowed;
    if (isItsTurn && !m_serving) m_timeline.at(allowed, *this, kServe);
    m_queued.pushBack({group, partition});
    return false;
}

Instant EventHub::allowedAt(std::size_t bytes) {
    const Instant now = m_timeline.now();
    const bool hasEvents = m_eventsOut.allows(1, now);
    if (m_bytesOut.allows(bytes, now) && hasEvents) return now;
    return std::max(m_eventsOut.readyAt(1, now), m_bytesOut.readyAt(bytes, now));
}

void EventHub::serve() {
    m_serving = true;
    while (!m_queued.empty()) {
        const auto [group, partition] = m_queued.front();
        Cursor& cursor = m_groups[group]->cursors[partition];
        const PartitionLog& log = m_partitions[partition].log;
        if (cursor.next < log.end()) { // else all that it waited for expired
            const Instant allowed = allowedAt(messageBytes(*log.at(cursor.next).event, m_dress));
            if (allowed > m_timeline.now()) {
                m_timeline.at(allowed, *this, kServe);
                break;
            }
        }
        m_queued.takeFront();
        cursor.state = CursorState::ready;
        read(group, partition);
        trim(partition);
    }
    m_serving = false;
}

void EventHub::pause(std::size_t group, std::uint32_t partition, delivery::Outcome outcome) {
    ConsumerGroup& reader = *m_groups[group];
    Cursor& cursor = reader.cursors[partition];
    leavePending(reader.row, cursor);
    ++reader.row.retrying;
    ++cursor.attempts;
    ++cursor.failures;
    cursor.failed.add(cursor.attempts, m_timeline.now(), delivery::outcomeText(outcome));
    cursor.state = CursorState::paused;
    cursor.pausedUntil =
        m_timeline.now() + reader.consumer->waitBefore(cursor.attempts).value_or(pauseAfter(cursor.failures));
    m_timeline.at(cursor.pausedUntil, *this, group * m_partitions.size() + partition);
}

void EventHub::onTimer(std::uint64_t token) {
    if (token == kServe) {
        serve();
        return;
    }
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
            group->lose(*log.oldest().event, Loss::expired, delivery::reasonText(delivery::Reason::timeToLiveExceeded));
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

std::vector<std::pair<std::string_view, std::uint64_t>> EventHub::counts() const {
    return {{"throttled", m_throttled}, {"readsHeld", m_held}};
}

std::vector<GroupPosition> EventHub::positions(std::string_view name) const {
    std::vector<GroupPosition> positions;
    for (const auto& group : m_groups) {
        if (group->name != name) continue;
        for (std::size_t i = 0; i < m_partitions.size(); ++i)
            positions.push_back({group->cursors[i].next, m_partitions[i].log.end()});
    }
    return positions;
}

std::vector<MessageLife> EventHub::peek(const PeekRequest& request) const {
    std::vector<MessageLife> lives;
    for (const auto& group : m_groups) {
        if (group->name != request.subscriber || request.deadLetters) continue;
        for (std::uint32_t i = 0; i < m_partitions.size(); ++i) {
            const PartitionLog& log = m_partitions[i].log;
            const Cursor& cursor = group->cursors[i];
            const std::uint64_t first = request.settled ? log.begin() : std::max(log.begin(), cursor.next);
            const std::uint64_t begin = std::max(first, request.from);
            for (std::uint64_t n = begin; n < log.end() && n - begin < request.limit; ++n)
                lives.push_back(lifeOf(*group, i, n));
        }
    }
    orderLives(lives, request.limit);
    return lives;
}

MessageLife EventHub::lifeOf(const ConsumerGroup& group, std::uint32_t partition, std::uint64_t number) const {
    const Record& record = m_partitions[partition].log.at(number);
    const Cursor& cursor = group.cursors[partition];
    MessageLife life;
    life.event = record.event;
    life.subscriber = group.name;
    life.sequenceNumber = number;
    life.partition = partition;
    life.enqueued = record.enqueued;
    life.expires = record.enqueued + m_settings.retention;
    if (number < cursor.next) {
        life.state = LifeState::delivered;
    } else if (number == cursor.next && cursor.attempts > 0) {
        life.state = LifeState::retrying;
        life.deliveries = cursor.attempts;
        life.attempts = cursor.failed.attempts();
        life.nextAttempt = cursor.pausedUntil;
    }
    return life;
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
