// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// An Event Hub: partitioned logs with a retention, read by consumer groups at their own pace.
#pragma once

#include "endpoints/allowance.h"
#include "endpoints/consumer_group.h"
#include "endpoints/endpoint_base.h"
#include "endpoints/partition_log.h"
#include "endpoints/unread_tally.h"

#include <memory>

namespace twinflow::endpoints {

struct GroupPosition {
    std::uint64_t next = 0; ///< sequence number that is read next
    std::uint64_t end = 0;  ///< of the newest event, plus one
    std::uint64_t lag() const { return end - next; }
};

/// Events of one twin go to one partition and reach each group in their order. A group that starts later begins with
/// the next event. A consumer that cannot take an event holds up its group in that partition only; one that refuses an
/// event loses it, since a reader of a hub has no other way past it.
class EventHub final : public EndpointBase, private TimerTarget {
public:
    EventHub(EndpointSettings settings, Timeline& timeline, const events::Dress& dress, DeadLetterStore* store);

    void subscribe(std::string name, Consumer& consumer) override;
    std::vector<std::pair<std::string_view, std::uint64_t>> counts() const override;
    std::vector<MessageLife> peek(const PeekRequest& request) const override;
    std::vector<KeptMessage> lastMessages(std::size_t limit) const override;

    /// Where a group is in each partition; empty for an unknown one.
    std::vector<GroupPosition> positions(std::string_view group) const;

    const PartitionLog& log(std::uint32_t partition) const { return m_partitions[partition].log; }
    const ConsumerGroup& group(std::size_t index) const { return *m_groups[index]; }
    std::uint32_t partitionOf(const events::Event& event) const;

private:
    struct Partition {
        PartitionLog log;
        bool retentionTimed = false; ///< a timer waits for the oldest record's end
    };
    /// A timer of its own kind: the token is a partition, or their number for what nobody reads.
    class RetentionTimer final : public TimerTarget {
    public:
        explicit RetentionTimer(EventHub& hub)
            : m_hub(hub) {}
        void onTimer(std::uint64_t token) override { m_hub.applyRetention(static_cast<std::uint32_t>(token)); }

    private:
        EventHub& m_hub;
    };

    delivery::Outcome take(const events::EventRef& event) override;
    std::vector<const Subscriber*> subscribers() const override;
    /// A pause of a group in a partition is over, or the first in the queue may read.
    void onTimer(std::uint64_t token) override;
    /// Calls the consumer with one event after the other until there is none or it cannot take one.
    void read(std::size_t group, std::uint32_t partition);
    /// Takes its size off what may be given, or puts the reader into the queue.
    bool mayGive(std::size_t group, std::uint32_t partition, const Record& record);
    /// When an event of such a size may be given, if nothing else is.
    Instant allowedAt(std::size_t bytes);
    /// Lets the queue read as far as it may; who is held up again goes to its end.
    void serve();
    void makeGroup(std::string name);
    void pause(std::size_t group, std::uint32_t partition, delivery::Outcome outcome);
    MessageLife lifeOf(const ConsumerGroup& group, std::uint32_t partition, std::uint64_t number) const;
    /// Lets go of events that all groups have read, but for the history.
    void trim(std::uint32_t partition);
    void applyRetention(std::uint32_t token);
    void expireLog(std::uint32_t partition);
    void timeRetention(std::uint32_t partition);
    void timeUnread();

    std::vector<Partition> m_partitions;
    std::vector<std::unique_ptr<ConsumerGroup>> m_groups;
    UnreadTally m_unread;
    bool m_unreadTimed = false;
    Allowance m_eventsIn;
    Allowance m_bytesIn;
    Allowance m_eventsOut;
    Allowance m_bytesOut;
    std::uint64_t m_throttled = 0; ///< events that it was too busy to take
    std::uint64_t m_held = 0;      ///< reads that had to wait
    struct Reader {
        std::size_t group = 0;
        std::uint32_t partition = 0;
    };
    Ring<Reader> m_queued; ///< readers that are throttled, who waits longest in front; one timer for all
    bool m_serving = false;
    RetentionTimer m_retentionTimer{*this};
};

/// Seconds 1, 2, 4, … 60 after the first, second, … failure in a row: our model of a trigger's retry, which the service
/// leaves to its readers.
Duration pauseAfter(std::uint32_t failures);

} // namespace twinflow::endpoints
