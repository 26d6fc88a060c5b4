// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The queue behind a topic subscription as its receivers see it: peek-lock, deferral, sessions, time to live.
#pragma once

#include "base/timeline.h"
#include "endpoints/attempt_log.h"
#include "endpoints/bus_properties.h"
#include "endpoints/message_actions.h"
#include "metrics/ledger.h"

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace twinflow::endpoints {

enum class BusState : std::uint8_t { gone, active, locked, deferred };

struct BusMessage {
    events::EventRef event;
    std::shared_ptr<const BusProperties> properties; ///< none: the event's own
    std::string_view session;                        ///< empty: none; lives as long as event and properties
    std::uint64_t sequenceNumber = 0;                ///< in its subscription, from 1
    Instant enqueued{};
    Instant expires{};
    Duration timeToLive{};           ///< that it brought with it; 0: none
    std::uint8_t forwards = 0;       ///< how often it was forwarded on its way here
    std::uint32_t deliveryCount = 0; ///< deliveries that ended without success
    BusState state = BusState::gone;
    bool wasDeferred = false; ///< an abandoned or lost lock brings it back to the deferred ones
    bool failed = false;      ///< counts as retrying
    bool timed = false;       ///< the end of its life is among the deadlines
    std::uint64_t lock = 0;   ///< token, when locked
    Instant lockedUntil{};
    std::uint32_t sessionPlace = 0; ///< where its queue keeps its session, with sessions
    AttemptLog attempts;
};

using SessionToken = std::uint64_t;

/// What a receiver's wish came to.
enum class Settlement : std::uint8_t { done, lockLost };

/// What the queue tells whoever keeps it.
class QueueKeeper {
public:
    virtual ~QueueKeeper() = default;
    virtual void onCompleted(BusMessage message) = 0;
    virtual void onDeadLettered(BusMessage message, std::string_view reason, std::string_view description) = 0;
    /// Its life was over, and the subscription keeps no such message.
    virtual void onExpired(const BusMessage& message) = 0;
    /// Time made messages active again.
    virtual void onAvailable() = 0;
};

struct QueueSettings {
    std::uint32_t maxDeliveryCount = 10;
    Duration lockDuration{};
    bool requiresSession = false;
    bool deadLetterExpired = false;
};

/// Active messages are received in the order of their sequence numbers; one that comes back takes its old place. With
/// sessions a message is received under its session's lock, and all locks of a session end with it. Locks run out and
/// messages expire exactly when they must, on the timeline; call settleTime() after a series of calls. Counts pending
/// messages, completed, dead-lettered and expired ones in the row. One thread.
class SubscriptionQueue final : private TimerTarget {
public:
    SubscriptionQueue(Timeline& timeline, const QueueSettings& settings, QueueKeeper& keeper, metrics::LedgerRow& row)
        : m_timeline(timeline)
        , m_settings(settings)
        , m_keeper(keeper)
        , m_row(row) {}

    /// Gives the sequence number. A message without a session that needs one is dead-lettered.
    std::uint64_t enqueue(BusMessage message);
    /// A message that never becomes active: filters failed, headers too large.
    void deadLetterAtOnce(BusMessage message, std::string_view reason, std::string_view description);

    /// Locks the next active message; with sessions use the other.
    std::optional<LockToken> receive();
    std::optional<LockToken> receive(SessionToken session);
    /// Whether receiveDeferred() would give it.
    bool isDeferred(std::uint64_t sequenceNumber, SessionToken session = 0) const;
    /// Locks a deferred message; with sessions under the lock of its own.
    std::optional<LockToken> receiveDeferred(std::uint64_t sequenceNumber, SessionToken session = 0);
    /// The message under a lock; null when the lock is lost.
    const BusMessage* find(LockToken lock) const;

    Settlement complete(LockToken lock);
    /// `why` goes into the message's attempts.
    Settlement abandon(LockToken lock, std::string_view why);
    Settlement defer(LockToken lock);
    Settlement deadLetter(LockToken lock, std::string_view reason, std::string_view description);
    /// Counts from now on again; of a session's message use renewSession().
    Settlement renew(LockToken lock);
    /// The message has these application properties from now on.
    Settlement change(LockToken lock, const PropertyChanges& changes);
    /// Notes a failed attempt while the receiver still holds the message.
    void noteFailure(LockToken lock, std::string_view why);

    /// The session of that name, also one without messages; none when another holds it.
    std::optional<SessionToken> acceptSession(std::string_view name);
    /// The free session with the oldest active message.
    std::optional<SessionToken> acceptNextSession();
    bool holds(SessionToken session) const { return findSession(session) != nullptr; }
    Settlement renewSession(SessionToken session);
    /// Abandons nothing: messages still locked become active, their delivery count one higher.
    Settlement releaseSession(SessionToken session);
    Settlement setSessionState(SessionToken session, std::string state);
    /// None when the lock is lost.
    std::optional<std::string> sessionState(SessionToken session) const;
    std::string_view sessionName(SessionToken session) const;

    /// Arms what the calls so far left to time.
    void settleTime();

    /// All messages, by sequence number from `from` on, at most `limit`.
    std::vector<const BusMessage*> peek(std::uint64_t from, std::size_t limit) const;
    std::size_t deferred() const { return m_deferred.size(); }
    std::size_t size() const { return m_slots.size() - m_free.size(); }
    /// Sessions that it remembers; beyond some thousand none without messages, lock or state.
    std::size_t sessions() const { return m_sessionNames.size(); }

private:
    using Slot = std::uint32_t;
    struct Place {
        std::uint64_t sequenceNumber;
        Slot slot;
    };
    /// A heap of places, the lowest number in front; places of messages that left are passed over.
    using Places = std::vector<Place>;
    struct Session {
        std::string name;
        Places active;
        std::uint64_t lock = 0; ///< 0: free
        Instant lockedUntil{};
        std::string state;
        std::vector<Place> locked;
        std::uint64_t ready = 0;  ///< its number in m_ready, 0 when it is not in there
        std::size_t messages = 0; ///< active, locked and deferred ones
    };
    enum class Limit : std::uint8_t { lock, life, session };
    struct Deadline {
        Instant due;
        std::uint64_t order;
        Limit limit;
        std::uint32_t slot; ///< or the session's index
        std::uint64_t id;   ///< sequence number, or the session's token
    };
    static constexpr std::size_t kFewSessions = 1024;
    static bool behind(const Place& a, const Place& b) { return a.sequenceNumber > b.sequenceNumber; }
    static bool later(const Deadline& a, const Deadline& b) {
        return a.due != b.due ? a.due > b.due : a.order > b.order;
    }

    void onTimer(std::uint64_t token) override;
    void pass(const Deadline& deadline);

    BusMessage* findLocked(LockToken lock);
    const Session* findSession(SessionToken session) const;
    Session* findSession(SessionToken session);
    std::uint32_t sessionIndex(std::string_view name);
    std::optional<LockToken> lockFirst(Places& places);
    LockToken lock(Slot slot, Instant until);
    /// The first active message of a heap, stale places dropped; none when it is empty.
    const Place* first(Places& places);
    void push(Slot slot);
    /// Ends a lock without success: to its place, to the deferred ones, to the dead letters, or out of time.
    void comeBack(Slot slot, std::string_view why);
    void expire(Slot slot);
    BusMessage leave(Slot slot);
    void leaveSession(const BusMessage& message);
    void markFailed(BusMessage& message);
    void setReady(std::uint32_t session);
    void freeSession(std::uint32_t session, std::string_view why);
    /// Lets go of sessions that hold nothing, when they may be many: senders choose the names.
    void forgetIdleSessions();
    void addDeadline(Deadline deadline);
    bool isCurrent(const Deadline& deadline) const;
    /// Lets go of deadlines that nothing waits for any more, when they are the most of all.
    void compactDeadlines();
    void arm();

    Timeline& m_timeline;
    const QueueSettings m_settings;
    QueueKeeper& m_keeper;
    metrics::LedgerRow& m_row;
    std::vector<BusMessage> m_slots;
    std::vector<Slot> m_free;
    Places m_active; // without sessions
    std::map<std::uint64_t, Slot> m_deferred;
    std::deque<Session> m_sessions;
    std::map<std::string, std::uint32_t, std::less<>> m_sessionNames;
    std::vector<std::uint32_t> m_freeSessions;                 // places in m_sessions
    std::size_t m_manySessions = kFewSessions;                 // so many names are worth a look at which are idle
    std::set<std::pair<std::uint64_t, std::uint32_t>> m_ready; // free sessions by their first active message
    std::vector<Place> m_fresh;                                // messages whose deadlines are not set yet
    std::vector<Deadline> m_deadlines;                         // a heap, earliest in front
    std::uint64_t m_lastNumber = 0;
    std::uint64_t m_lastLock = 0;
    std::uint64_t m_lastOrder = 0;
    std::uint64_t m_timer = 0; // the timer that counts; older ones are ignored
    Instant m_timerDue = Instant::max();
};

} // namespace twinflow::endpoints
