// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpoints/topic_receiver.h"

#include "base/random.h"
#include "endpoints/message_size.h"

#include <algorithm>
#include <set>

namespace twinflow::endpoints {

using delivery::Outcome;

void TopicReceiver::pump() {
    if (m_settings.requiresSession) {
        pumpSessions();
        return;
    }
    while (m_busy < m_settings.maxConcurrentCalls) {
        const auto lock = m_queue.receive();
        if (!lock) return;
        begin(*lock, 0);
    }
}

void TopicReceiver::pumpSessions() {
    for (bool more = true; more;) {
        more = false;
        for (Held& held : m_sessions) {
            while (!held.working) {
                const auto lock = m_queue.receive(held.session);
                if (!lock) break;
                held.working = begin(*lock, held.session);
            }
        }
        std::erase_if(m_sessions, [this](const Held& held) {
            if (!held.working) m_queue.releaseSession(held.session);
            return !held.working;
        });
        while (m_sessions.size() < m_settings.maxConcurrentCalls) {
            const auto session = m_queue.acceptNextSession();
            if (!session) break;
            m_sessions.push_back({*session, false});
            more = true;
        }
    }
}

TopicReceiver::TopicReceiver(Subscriber& subscriber, const EndpointSettings& topic,
                             const TopicSubscriptionSettings& settings, Timeline& timeline, const events::Dress& dress,
                             SubscriptionQueue& queue)
    : m_subscriber(subscriber)
    , m_topic(topic)
    , m_settings(settings)
    , m_timeline(timeline)
    , m_dress(dress)
    , m_queue(queue)
    , m_id(stableHash(topic.name + '/' + settings.name)) {}

Delivery TopicReceiver::deliveryOf(const BusMessage& message, const events::EventRef& event) {
    Delivery delivery{event,
                      EndpointKind::serviceBus,
                      m_topic.schema,
                      m_topic.name,
                      message.deliveryCount + 1,
                      message.sequenceNumber,
                      0,
                      0,
                      message.enqueued};
    delivery.properties = message.properties.get();
    delivery.session = message.session;
    delivery.lock = {m_id, message.lock};
    delivery.lockedUntil = message.lockedUntil;
    delivery.expires = message.expires;
    delivery.timeToLive = message.timeToLive;
    delivery.forwards = message.forwards;
    delivery.actions = this;
    return delivery;
}

bool TopicReceiver::begin(LockToken lock, SessionToken session) {
    ++m_subscriber.row.attempts;
    const BusMessage& message = *m_queue.find(lock);
    const events::EventRef event = message.event; // a taker that settles it has it until its call is over
    const std::shared_ptr<const BusProperties> properties = message.properties;
    const std::int64_t count = message.deliveryCount + 1;
    m_session = session;
    const Outcome outcome = m_subscriber.call(deliveryOf(message, event)).outcome;
    m_session = 0;
    if (outcome == Outcome::delivered) ++m_taken;
    if (!m_queue.find(lock)) return false; // settled
    Duration held = m_settings.processingTime;
    if (!delivery::isFinal(outcome) && outcome != Outcome::delivered) {
        m_queue.noteFailure(lock, delivery::outcomeText(outcome));
        held += std::min<Duration>(m_settings.retryDelay * count, m_settings.lockDuration);
    }
    const Instant now = m_timeline.now();
    const Work work{
        lock, session, outcome, now + m_settings.autoRenew, now + held, m_settings.processingTime > Duration{}};
    if (held == Duration{}) {
        settle(work);
        return false;
    }
    m_busy += work.busy ? 1 : 0;
    m_work.emplace(++m_lastWork, work);
    m_timeline.at(nextStep(work), *this, m_lastWork);
    return true;
}

Instant TopicReceiver::nextStep(const Work& work) const {
    constexpr std::chrono::seconds kBefore{10}; // as the clients do: ten seconds before, of short locks at half
    const BusMessage* message = m_queue.find(work.lock);
    if (!message) return work.ends;
    const Duration left = message->lockedUntil - m_timeline.now();
    const Instant renewal = message->lockedUntil - std::min<Duration>(left / 2, kBefore);
    const bool renews = renewal < work.ends && renewal <= work.renewUntil && renewal > m_timeline.now();
    return renews ? renewal : work.ends;
}

Settlement TopicReceiver::renew(const Work& work) {
    return work.session != 0 ? m_queue.renewSession(work.session) : m_queue.renew(work.lock);
}

void TopicReceiver::settle(const Work& work) {
    Settlement settled = Settlement::done;
    if (work.outcome == Outcome::delivered) {
        settled = m_queue.complete(work.lock);
    } else if (delivery::isFinal(work.outcome)) {
        settled = m_queue.deadLetter(work.lock, delivery::reasonText(delivery::Reason::refused),
                                     "The taker refused the message for good.");
    } else {
        settled = m_queue.abandon(work.lock, {}); // the attempt was noted when it failed
    }
    if (settled == Settlement::lockLost) ++m_locksLost;
}

Result<void> TopicReceiver::said(Settlement settled) const {
    if (settled == Settlement::done) return {};
    const bool sessions = m_settings.requiresSession;
    return refuse(
        fault(sessions ? "SessionLockLost" : "MessageLockLost",
              "The message is not locked any more in '{0}' of '{1}': it was settled before, or its lock ran out.",
              m_settings.name, m_topic.name)
            .withHint(say("Settle each message once, while it is locked.")));
}

Result<void> TopicReceiver::change(const LockId& lock, const PropertyChanges& changes) {
    const BusMessage* message = isOurs(lock) ? m_queue.find(lock.token) : nullptr;
    if (!message) return said(Settlement::lockLost);
    if (changes.empty()) return {};
    const auto changed = withChanges(message->properties.get(), changes);
    if (isTooLarge(*message->event, m_dress, changed.get(), m_topic)) {
        return refuse(fault("MessageSizeExceeded",
                            "With these properties the message would be larger than what '{0}' takes: {1} KB, and "
                            "64 KB of them for its properties.",
                            m_topic.name, m_topic.maxMessageKilobytes)
                          .withHint(say("Keep properties small; what is large belongs into a message of its own.")));
    }
    return said(m_queue.change(lock.token, changes));
}

Result<void> TopicReceiver::completeMessage(const LockId& lock) {
    return said(isOurs(lock) ? m_queue.complete(lock.token) : Settlement::lockLost);
}

Result<void> TopicReceiver::abandonMessage(const LockId& lock, const PropertyChanges& changes) {
    if (auto changed = change(lock, changes); !changed) return changed;
    return said(m_queue.abandon(lock.token, "Abandoned"));
}

Result<void> TopicReceiver::deferMessage(const LockId& lock, const PropertyChanges& changes) {
    if (auto changed = change(lock, changes); !changed) return changed;
    return said(m_queue.defer(lock.token));
}

Result<void> TopicReceiver::deadLetterMessage(const LockId& lock, std::string_view reason, std::string_view description,
                                              const PropertyChanges& changes) {
    if (auto changed = change(lock, changes); !changed) return changed;
    return said(m_queue.deadLetter(lock.token, reason, description));
}

Result<Instant> TopicReceiver::renewMessageLock(const LockId& lock) {
    if (m_settings.requiresSession) {
        return refuse(fault("InvalidOperation",
                            "A message of a session in '{0}' of '{1}' is locked as long as its session is.",
                            m_settings.name, m_topic.name)
                          .withHint(say("The taker renews the session's lock by itself: see 'autoRenew'.")));
    }
    if (auto renewed = said(isOurs(lock) ? m_queue.renew(lock.token) : Settlement::lockLost); !renewed)
        return refuse(std::move(renewed.error()));
    return m_queue.find(lock.token)->lockedUntil;
}

Result<void> TopicReceiver::receiveDeferredMessages(std::span<const std::uint64_t> numbers,
                                                    const std::function<void(const Delivery&)>& show) {
    std::set<std::uint64_t> seen;
    for (const std::uint64_t number : numbers) {
        if (seen.insert(number).second && m_queue.isDeferred(number, m_session)) continue;
        return refuse(
            fault("MessageNotFound", "There is no deferred message {0} in '{1}' of '{2}' to be received.", number,
                  m_settings.name, m_topic.name)
                .withHint(say("A message is received by its number once, after it was deferred; with sessions "
                              "only while its session is held.")));
    }
    for (const std::uint64_t number : numbers) {
        const BusMessage& message = *m_queue.find(*m_queue.receiveDeferred(number, m_session));
        show(deliveryOf(message, message.event));
    }
    return {};
}

void TopicReceiver::onTimer(std::uint64_t number) {
    const auto place = m_work.find(number);
    const Work work = place->second;
    if (m_timeline.now() < work.ends) {
        renew(work); // lost: the taker works on, and cannot settle in the end
        m_timeline.at(nextStep(work), *this, number);
        m_queue.settleTime();
        return;
    }
    m_work.erase(place);
    m_busy -= work.busy ? 1 : 0;
    settle(work);
    if (work.session != 0) {
        const auto held = std::find_if(m_sessions.begin(), m_sessions.end(),
                                       [&](const Held& each) { return each.session == work.session; });
        held->working = false;
    }
    pump();
    m_queue.settleTime();
}

} // namespace twinflow::endpoints
