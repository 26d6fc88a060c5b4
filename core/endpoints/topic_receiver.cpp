// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpoints/topic_receiver.h"

#include <algorithm>

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

bool TopicReceiver::begin(LockToken lock, SessionToken session) {
    const BusMessage& message = *m_queue.find(lock);
    ++m_subscriber.row.attempts;
    Delivery delivery{message.event,
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
    const Outcome outcome = m_subscriber.call(delivery).outcome;
    Duration held = m_settings.processingTime;
    if (outcome == Outcome::delivered) {
        ++m_taken;
    } else if (!delivery::isFinal(outcome)) {
        const std::int64_t count = message.deliveryCount + 1;
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
