// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpoints/subscription_queue.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace twinflow::endpoints {

namespace {

/// A token is a counter and, in its lower half, where to look.
std::uint64_t tokenOf(std::uint64_t counter, std::uint32_t index) {
    return counter << 32 | index;
}
std::uint32_t indexOf(std::uint64_t token) {
    return static_cast<std::uint32_t>(token);
}

} // namespace

std::uint64_t SubscriptionQueue::enqueue(BusMessage message) {
    ++m_row.offered;
    ++m_row.accepted;
    message.sequenceNumber = ++m_lastNumber;
    if (m_settings.requiresSession && message.session.empty()) {
        ++m_row.deadLettered;
        m_keeper.onDeadLettered(std::move(message), "Session ID is null.",
                                "Session enabled entity doesn't allow a message whose session identifier is null.");
        return m_lastNumber;
    }
    ++m_row.waiting;
    Slot slot = static_cast<Slot>(m_slots.size());
    if (m_free.empty()) {
        m_slots.emplace_back();
    } else {
        slot = m_free.back();
        m_free.pop_back();
    }
    m_slots[slot] = std::move(message);
    m_slots[slot].state = BusState::active;
    if (m_settings.requiresSession) {
        m_slots[slot].sessionPlace = sessionIndex(m_slots[slot].session);
        ++m_sessions[m_slots[slot].sessionPlace].messages;
    }
    push(slot);
    m_fresh.push_back({m_lastNumber, slot});
    return m_lastNumber;
}

void SubscriptionQueue::deadLetterAtOnce(BusMessage message, std::string_view reason, std::string_view description) {
    ++m_row.offered;
    ++m_row.accepted;
    ++m_row.deadLettered;
    message.sequenceNumber = ++m_lastNumber;
    m_keeper.onDeadLettered(std::move(message), reason, description);
}

void SubscriptionQueue::push(Slot slot) {
    const BusMessage& message = m_slots[slot];
    const Place place{message.sequenceNumber, slot};
    if (!m_settings.requiresSession) {
        m_active.push_back(place);
        std::push_heap(m_active.begin(), m_active.end(), behind);
        return;
    }
    Session& session = m_sessions[message.sessionPlace];
    session.active.push_back(place);
    std::push_heap(session.active.begin(), session.active.end(), behind);
    setReady(message.sessionPlace);
}

const SubscriptionQueue::Place* SubscriptionQueue::first(Places& places) {
    while (!places.empty()) {
        const BusMessage& message = m_slots[places.front().slot];
        if (message.state == BusState::active && message.sequenceNumber == places.front().sequenceNumber)
            return &places.front();
        std::pop_heap(places.begin(), places.end(), behind);
        places.pop_back();
    }
    return nullptr;
}

LockToken SubscriptionQueue::lock(Slot slot, Instant until) {
    BusMessage& message = m_slots[slot];
    message.state = BusState::locked;
    message.lock = tokenOf(++m_lastLock, slot);
    message.lockedUntil = until;
    return message.lock;
}

std::optional<LockToken> SubscriptionQueue::lockFirst(Places& places) {
    const Place* place = first(places);
    if (!place) return std::nullopt;
    const Place taken = *place;
    std::pop_heap(places.begin(), places.end(), behind);
    places.pop_back();
    m_fresh.push_back(taken);
    return lock(taken.slot, m_timeline.now() + m_settings.lockDuration);
}

std::optional<LockToken> SubscriptionQueue::receive() {
    if (m_settings.requiresSession) return std::nullopt;
    return lockFirst(m_active);
}

std::optional<LockToken> SubscriptionQueue::receive(SessionToken token) {
    Session* session = findSession(token);
    if (!session) return std::nullopt;
    const auto lock = lockFirst(session->active);
    if (!lock) return std::nullopt;
    BusMessage& message = *findLocked(*lock);
    message.lockedUntil = session->lockedUntil;
    session->locked.push_back({message.sequenceNumber, indexOf(*lock)});
    return lock;
}

bool SubscriptionQueue::isDeferred(std::uint64_t sequenceNumber, SessionToken session) const {
    const auto place = m_deferred.find(sequenceNumber);
    if (place == m_deferred.end()) return false;
    if (!m_settings.requiresSession) return true;
    return findSession(session) && sessionName(session) == m_slots[place->second].session;
}

std::optional<LockToken> SubscriptionQueue::receiveDeferred(std::uint64_t sequenceNumber, SessionToken token) {
    if (!isDeferred(sequenceNumber, token)) return std::nullopt;
    const auto place = m_deferred.find(sequenceNumber);
    const Slot slot = place->second;
    Instant until = m_timeline.now() + m_settings.lockDuration;
    if (Session* session = findSession(token)) {
        until = session->lockedUntil;
        session->locked.push_back({sequenceNumber, slot});
    }
    m_deferred.erase(place);
    m_fresh.push_back({sequenceNumber, slot});
    return lock(slot, until);
}

BusMessage* SubscriptionQueue::findLocked(LockToken lock) {
    const Slot slot = indexOf(lock);
    if (slot >= m_slots.size()) return nullptr;
    BusMessage& message = m_slots[slot];
    return message.state == BusState::locked && message.lock == lock ? &message : nullptr;
}

const BusMessage* SubscriptionQueue::find(LockToken lock) const {
    return const_cast<SubscriptionQueue*>(this)->findLocked(lock);
}

void SubscriptionQueue::markFailed(BusMessage& message) {
    if (std::exchange(message.failed, true)) return;
    --m_row.waiting;
    ++m_row.retrying;
}

void SubscriptionQueue::leaveSession(const BusMessage& message) {
    if (!m_settings.requiresSession) return;
    Session& session = m_sessions[message.sessionPlace];
    std::erase_if(session.locked, [&](const Place& place) { return place.sequenceNumber == message.sequenceNumber; });
}

BusMessage SubscriptionQueue::leave(Slot slot) {
    BusMessage message = std::exchange(m_slots[slot], BusMessage{});
    --(message.failed ? m_row.retrying : m_row.waiting);
    if (m_settings.requiresSession) --m_sessions[message.sessionPlace].messages;
    m_free.push_back(slot);
    return message;
}

Settlement SubscriptionQueue::complete(LockToken lock) {
    const BusMessage* message = findLocked(lock);
    if (!message) return Settlement::lockLost;
    leaveSession(*message);
    BusMessage done = leave(indexOf(lock));
    ++m_row.delivered;
    m_keeper.onCompleted(std::move(done));
    return Settlement::done;
}

Settlement SubscriptionQueue::deadLetter(LockToken lock, std::string_view reason, std::string_view description) {
    BusMessage* message = findLocked(lock);
    if (!message) return Settlement::lockLost;
    leaveSession(*message);
    ++message->deliveryCount;
    ++m_row.deadLettered;
    m_keeper.onDeadLettered(leave(indexOf(lock)), reason, description);
    return Settlement::done;
}

Settlement SubscriptionQueue::abandon(LockToken lock, std::string_view why) {
    const BusMessage* message = findLocked(lock);
    if (!message) return Settlement::lockLost;
    leaveSession(*message);
    comeBack(indexOf(lock), why);
    return Settlement::done;
}

Settlement SubscriptionQueue::defer(LockToken lock) {
    BusMessage* message = findLocked(lock);
    if (!message) return Settlement::lockLost;
    leaveSession(*message);
    message->state = BusState::deferred;
    message->wasDeferred = true;
    m_deferred.emplace(message->sequenceNumber, indexOf(lock));
    return Settlement::done;
}

Settlement SubscriptionQueue::renew(LockToken lock) {
    BusMessage* message = findLocked(lock);
    if (!message || m_settings.requiresSession) return Settlement::lockLost;
    message->lockedUntil = m_timeline.now() + m_settings.lockDuration;
    m_fresh.push_back({message->sequenceNumber, indexOf(lock)});
    return Settlement::done;
}

Settlement SubscriptionQueue::change(LockToken lock, const PropertyChanges& changes) {
    BusMessage* message = findLocked(lock);
    if (!message) return Settlement::lockLost;
    if (changes.empty()) return Settlement::done;
    const auto changed = withChanges(message->properties.get(), changes);
    if (const auto session = sessionOf(*changed)) message->session = *session; // the text of the old ones goes
    message->properties = changed;
    return Settlement::done;
}

void SubscriptionQueue::noteFailure(LockToken lock, std::string_view why) {
    BusMessage* message = findLocked(lock);
    if (!message) return;
    message->attempts.add(message->deliveryCount + 1, m_timeline.now(), why);
    markFailed(*message);
}

void SubscriptionQueue::comeBack(Slot slot, std::string_view why) {
    BusMessage& message = m_slots[slot];
    ++message.deliveryCount;
    if (!why.empty()) message.attempts.add(message.deliveryCount, m_timeline.now(), why);
    markFailed(message);
    if (!message.wasDeferred && message.expires <= m_timeline.now()) {
        expire(slot);
    } else if (message.deliveryCount >= m_settings.maxDeliveryCount) {
        ++m_row.deadLettered;
        m_keeper.onDeadLettered(leave(slot), "MaxDeliveryCountExceeded",
                                "Message could not be consumed after maximum delivery attempts.");
    } else if (message.wasDeferred) {
        message.state = BusState::deferred;
        m_deferred.emplace(message.sequenceNumber, slot);
    } else {
        message.state = BusState::active;
        push(slot);
    }
}

void SubscriptionQueue::expire(Slot slot) {
    BusMessage message = leave(slot);
    if (!m_settings.deadLetterExpired) {
        ++m_row.expired;
        m_keeper.onExpired(message);
        return;
    }
    ++m_row.deadLettered;
    m_keeper.onDeadLettered(std::move(message), "TTLExpiredException", "The message expired and was dead lettered.");
}

// Sessions

std::uint32_t SubscriptionQueue::sessionIndex(std::string_view name) {
    if (const auto known = m_sessionNames.find(name); known != m_sessionNames.end()) return known->second;
    auto index = static_cast<std::uint32_t>(m_sessions.size());
    if (m_freeSessions.empty()) {
        m_sessions.emplace_back();
    } else {
        index = m_freeSessions.back();
        m_freeSessions.pop_back();
    }
    m_sessions[index].name = name;
    m_sessionNames.emplace(std::string(name), index);
    return index;
}

void SubscriptionQueue::forgetIdleSessions() {
    if (m_sessionNames.size() < m_manySessions) return;
    std::erase_if(m_sessionNames, [this](const auto& known) {
        Session& session = m_sessions[known.second];
        if (session.lock != 0 || session.messages != 0 || !session.state.empty()) return false;
        assert(session.ready == 0);
        session = Session{};
        m_freeSessions.push_back(known.second);
        return true;
    });
    m_manySessions = std::max(kFewSessions, 2 * m_sessionNames.size());
}

void SubscriptionQueue::setReady(std::uint32_t index) {
    Session& session = m_sessions[index];
    const Place* place = session.lock == 0 ? first(session.active) : nullptr;
    const std::uint64_t ready = place ? place->sequenceNumber : 0;
    if (session.ready == ready) return;
    if (session.ready != 0) m_ready.erase({session.ready, index});
    if (ready != 0) m_ready.emplace(ready, index);
    session.ready = ready;
}

const SubscriptionQueue::Session* SubscriptionQueue::findSession(SessionToken token) const {
    const std::uint32_t index = indexOf(token);
    if (index >= m_sessions.size()) return nullptr;
    const Session& session = m_sessions[index];
    return token != 0 && session.lock == token ? &session : nullptr;
}

SubscriptionQueue::Session* SubscriptionQueue::findSession(SessionToken token) {
    return const_cast<Session*>(std::as_const(*this).findSession(token));
}

std::optional<SessionToken> SubscriptionQueue::acceptSession(std::string_view name) {
    if (!m_settings.requiresSession || name.empty()) return std::nullopt;
    const std::uint32_t index = sessionIndex(name);
    Session& session = m_sessions[index];
    if (session.lock != 0) return std::nullopt;
    session.lock = tokenOf(++m_lastLock, index);
    setReady(index);
    renewSession(session.lock);
    return session.lock;
}

std::optional<SessionToken> SubscriptionQueue::acceptNextSession() {
    if (m_ready.empty()) return std::nullopt;
    return acceptSession(m_sessions[m_ready.begin()->second].name);
}

Settlement SubscriptionQueue::renewSession(SessionToken token) {
    Session* session = findSession(token);
    if (!session) return Settlement::lockLost;
    session->lockedUntil = m_timeline.now() + m_settings.lockDuration;
    for (const Place& place : session->locked) m_slots[place.slot].lockedUntil = session->lockedUntil;
    addDeadline({session->lockedUntil, 0, Limit::session, indexOf(token), token});
    return Settlement::done;
}

Settlement SubscriptionQueue::releaseSession(SessionToken token) {
    if (!findSession(token)) return Settlement::lockLost;
    freeSession(indexOf(token), "SessionReleased");
    return Settlement::done;
}

void SubscriptionQueue::freeSession(std::uint32_t index, std::string_view why) {
    Session& session = m_sessions[index];
    session.lock = 0;
    for (const Place& place : std::exchange(session.locked, {})) comeBack(place.slot, why);
    setReady(index);
}

Settlement SubscriptionQueue::setSessionState(SessionToken token, std::string state) {
    Session* session = findSession(token);
    if (!session) return Settlement::lockLost;
    session->state = std::move(state);
    return Settlement::done;
}

std::optional<std::string> SubscriptionQueue::sessionState(SessionToken token) const {
    const Session* session = findSession(token);
    if (!session) return std::nullopt;
    return session->state;
}

std::string_view SubscriptionQueue::sessionName(SessionToken token) const {
    const Session* session = findSession(token);
    return session ? std::string_view(session->name) : std::string_view();
}

// Time

void SubscriptionQueue::addDeadline(Deadline deadline) {
    deadline.order = ++m_lastOrder;
    m_deadlines.push_back(deadline);
    std::push_heap(m_deadlines.begin(), m_deadlines.end(), later);
}

void SubscriptionQueue::settleTime() {
    for (const Place& place : m_fresh) {
        BusMessage& message = m_slots[place.slot];
        if (message.sequenceNumber != place.sequenceNumber) continue;
        if (message.state == BusState::locked && !m_settings.requiresSession)
            addDeadline({message.lockedUntil, 0, Limit::lock, place.slot, place.sequenceNumber});
        if (!std::exchange(message.timed, true))
            addDeadline({message.expires, 0, Limit::life, place.slot, place.sequenceNumber});
    }
    m_fresh.clear();
    forgetIdleSessions();
    compactDeadlines();
    arm();
}

bool SubscriptionQueue::isCurrent(const Deadline& deadline) const {
    if (deadline.limit == Limit::session) {
        const Session* session = findSession(deadline.id);
        return session && session->lockedUntil == deadline.due;
    }
    const BusMessage& message = m_slots[deadline.slot];
    if (message.sequenceNumber != deadline.id) return false;
    return deadline.limit == Limit::life || (message.state == BusState::locked && message.lockedUntil == deadline.due);
}

void SubscriptionQueue::compactDeadlines() {
    constexpr std::size_t kFew = 1024;
    if (m_deadlines.size() < kFew || m_deadlines.size() < 4 * (size() + m_sessionNames.size())) return;
    std::erase_if(m_deadlines, [this](const Deadline& deadline) { return !isCurrent(deadline); });
    std::make_heap(m_deadlines.begin(), m_deadlines.end(), later);
}

void SubscriptionQueue::arm() {
    if (m_deadlines.empty() || m_deadlines.front().due >= m_timerDue) return;
    m_timerDue = m_deadlines.front().due;
    m_timeline.at(m_timerDue, *this, ++m_timer, Duty::background);
}

void SubscriptionQueue::onTimer(std::uint64_t token) {
    if (token != m_timer) return; // an earlier deadline came in between
    m_timerDue = Instant::max();
    while (!m_deadlines.empty() && m_deadlines.front().due <= m_timeline.now()) {
        const Deadline deadline = m_deadlines.front();
        std::pop_heap(m_deadlines.begin(), m_deadlines.end(), later);
        m_deadlines.pop_back();
        pass(deadline);
    }
    m_keeper.onAvailable();
    settleTime();
}

void SubscriptionQueue::pass(const Deadline& deadline) {
    if (!isCurrent(deadline)) return;
    if (deadline.limit == Limit::session) {
        freeSession(deadline.slot, "SessionLockLost");
        return;
    }
    if (deadline.limit == Limit::lock) {
        comeBack(deadline.slot, "MessageLockLost");
        return;
    }
    const BusMessage& message = m_slots[deadline.slot];
    // A locked message may still be completed; it expires when its lock ends.
    if (message.state != BusState::active) return;
    const std::uint32_t session = message.sessionPlace;
    expire(deadline.slot);
    if (m_settings.requiresSession) setReady(session);
}

std::vector<const BusMessage*> SubscriptionQueue::peek(std::uint64_t from, std::size_t limit) const {
    std::vector<const BusMessage*> found;
    for (const BusMessage& message : m_slots) {
        if (message.state != BusState::gone && message.sequenceNumber >= from) found.push_back(&message);
    }
    std::sort(found.begin(), found.end(),
              [](const BusMessage* a, const BusMessage* b) { return a->sequenceNumber < b->sequenceNumber; });
    if (found.size() > limit) found.resize(limit);
    return found;
}

} // namespace twinflow::endpoints
