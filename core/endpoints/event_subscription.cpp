// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpoints/event_subscription.h"

#include "base/random.h"
#include "endpoints/dead_letter_blob.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace twinflow::endpoints {

using delivery::Outcome;
using namespace std::chrono_literals;

namespace {

EventSubscriptionSettings effective(EventSubscriptionSettings settings, const EndpointSettings& topic) {
    if (settings.maxDeliveryAttempts == 0) settings.maxDeliveryAttempts = topic.retry.maxAttempts;
    if (settings.eventTimeToLive == Duration{}) settings.eventTimeToLive = topic.retry.timeToLive;
    return settings;
}

} // namespace

Duration probationAfter(Outcome outcome) {
    switch (outcome) {
    case Outcome::busy:
    case Outcome::timedOut:
        return 10s;
    case Outcome::unavailable:
    case Outcome::failed:
        return 30s;
    default:
        return 5min;
    }
}

Duration leastWait(Outcome outcome) {
    switch (outcome) {
    case Outcome::busy:
        return 30s;
    case Outcome::timedOut:
        return 2min;
    case Outcome::unauthorized:
    case Outcome::notFound:
        return 5min;
    default:
        return 10s;
    }
}

bool endsAttempts(Outcome outcome, GridHandler handler) {
    if (delivery::isFinal(outcome) || outcome == Outcome::forbidden) return true;
    return handler == GridHandler::webhook && (outcome == Outcome::unauthorized || outcome == Outcome::notFound);
}

EventSubscription::EventSubscription(const EventSubscriptionSettings& settings, const EndpointSettings& topic,
                                     Timeline& timeline, const events::Dress& dress, DeadLetterStore* store)
    : Subscriber(settings.name)
    , m_settings(effective(settings, topic))
    , m_topic(topic)
    , m_timeline(timeline)
    , m_dress(dress)
    , m_store(store)
    , m_filter(m_settings) {}

void EventSubscription::offer(const events::EventRef& event, GridEvent& view) {
    ++row.offered;
    if (!m_filter.wantsAll() && !m_filter.wants(view)) {
        ++row.filtered;
        lose(*event, Loss::filtered);
        return;
    }
    ++row.accepted;
    const Instant now = m_timeline.now();
    Push push;
    push.event = event;
    push.published = now;
    if (isOnProbation()) {
        ++row.waiting;
        const auto place = m_pushes.emplace(++m_lastPush, std::move(push)).first;
        wait(place, LifeState::probation, m_probationEnds);
        return;
    }
    const Reply reply = attempt(event, now, 1);
    if (reply.outcome == Outcome::delivered) {
        ++row.delivered;
        m_arrived.add({event, now, 1, {}});
        return;
    }
    ++row.waiting;
    fail(m_pushes.emplace(++m_lastPush, std::move(push)).first, reply);
}

Reply EventSubscription::attempt(const events::EventRef& event, Instant published, std::uint32_t number) {
    ++row.attempts;
    const Reply reply =
        call({event, EndpointKind::eventGrid, m_topic.schema, m_topic.name, number, 0, 0, 0, published});
    if (reply.outcome == Outcome::delivered) {
        m_failuresInRow = 0;
        m_probation = {};
    } else {
        noteFailure(reply.outcome);
    }
    return reply;
}

void EventSubscription::noteFailure(Outcome outcome) {
    if (delivery::isFinal(outcome)) return; // the event is bad, not its taker
    ++m_failuresInRow;
    if (!m_settings.delaysDelivery || m_failuresInRow < kProbationAfter) return;
    m_probation = std::clamp(m_probation * 2, probationAfter(outcome), kLongestProbation);
    m_probationEnds = m_timeline.now() + m_probation;
    ++m_probations;
}

void EventSubscription::fail(Pushes::iterator place, Reply reply) {
    const Outcome outcome = reply.outcome;
    Push& push = place->second;
    --pendingCount(push);
    ++push.attempts;
    ++row.retrying;
    push.lastAttempt = m_timeline.now();
    push.lastReply = reply;
    push.failures.add(push.attempts, m_timeline.now(), delivery::outcomeText(outcome));
    if (endsAttempts(outcome, m_settings.handler)) {
        // Seen in the service's blobs for 400; the others are named by its pattern.
        giveUp(place, std::string("UndeliverableDueToHttp").append(delivery::outcomeText(outcome)), false);
    } else if (push.attempts >= m_settings.maxDeliveryAttempts) {
        giveUp(place, std::string(delivery::reasonText(delivery::Reason::attemptsExhausted)), false);
    } else {
        const Instant end = push.published + std::max(m_settings.eventTimeToLive, kSchedule);
        wait(place, LifeState::retrying, std::min(m_timeline.now() + waitAfter(push), end));
    }
}

Duration EventSubscription::waitAfter(const Push& push) const {
    const Duration step = std::max(m_topic.retry.delayAfter(push.attempts), leastWait(push.lastReply.outcome));
    // The trace of an event at this subscription is made of the run's seed, and so is what is drawn from it.
    const std::uint64_t seed = stableHash(m_dress.traceparent(*push.event, hopOf(m_topic.name) ^ stableHash(name)));
    const double unit = Random(mix64(seed) + push.attempts).unit();
    return step + Duration(static_cast<std::int64_t>(static_cast<double>(step.count()) * m_settings.jitter * unit));
}

void EventSubscription::wait(Pushes::iterator place, LifeState state, Instant until) {
    place->second.state = state;
    place->second.next = until;
    m_timeline.at(until, *this, place->first);
}

void EventSubscription::onTimer(std::uint64_t number) {
    const auto place = m_pushes.find(number);
    Push& push = place->second;
    if (push.state == LifeState::givenUp) {
        writeDeadLetter(place);
        return;
    }
    const Duration age = m_timeline.now() - push.published;
    if (age >= m_settings.eventTimeToLive) {
        giveUp(place, std::string(delivery::reasonText(delivery::Reason::timeToLiveExceeded)), true);
        return;
    }
    if (isOnProbation()) {
        wait(place, LifeState::probation, m_probationEnds);
        return;
    }
    const Reply reply = attempt(push.event, push.published, push.attempts + 1);
    if (reply.outcome != Outcome::delivered) {
        fail(place, reply);
        return;
    }
    --pendingCount(push);
    ++row.delivered;
    m_arrived.add({std::move(push.event), push.published, push.attempts + 1, std::move(push.failures)});
    m_pushes.erase(place);
}

void EventSubscription::giveUp(Pushes::iterator place, std::string reason, bool expired) {
    Push& push = place->second;
    if (!m_store) {
        --pendingCount(push);
        ++(expired ? row.expired : row.dropped);
        lose(*push.event, expired ? Loss::expired : Loss::dropped, reason);
        m_pushes.erase(place);
        return;
    }
    push.reason = std::move(reason);
    const Instant last = push.attempts == 0 ? m_timeline.now() : push.lastAttempt;
    wait(place, LifeState::givenUp, std::max(m_timeline.now(), last + kDeadLetterDelay));
}

void EventSubscription::writeDeadLetter(Pushes::iterator place) {
    Push& push = place->second;
    --pendingCount(push);
    ++row.deadLettered;
    lose(*push.event, Loss::deadLettered, push.reason);
    const Instant now = m_timeline.now();
    const bool cloudEvent = m_topic.schema == EventGridSchema::cloudEvents;
    std::string content = "[";
    appendMessage(content, {push.event, EndpointKind::eventGrid, m_topic.schema, m_topic.name}, m_dress);
    addEventGridFate(content,
                     {push.reason, push.attempts, push.lastReply.outcome, push.lastReply.httpStatus, push.published,
                      push.lastAttempt},
                     cloudEvent);
    content += ']';
    m_store->keep(eventGridDeadLetterPath(m_topic.name, name, place->first, now), content);
    DeadLetter letter;
    letter.sequenceNumber = push.event->number;
    letter.event = std::move(push.event);
    letter.subscriber = name;
    letter.reason = std::move(push.reason);
    letter.attempts = push.attempts;
    letter.at = now;
    letter.enqueued = push.published;
    letter.failures = std::move(push.failures);
    deadLetters.add(std::move(letter));
    m_pushes.erase(place);
}

MessageLife EventSubscription::lifeOf(const Push& push) const {
    MessageLife life;
    life.event = push.event;
    life.subscriber = name;
    life.state = push.state;
    life.sequenceNumber = push.event->number;
    life.enqueued = push.published;
    life.nextAttempt = push.next;
    life.expires = push.published + m_settings.eventTimeToLive;
    life.deliveries = push.attempts;
    life.attempts = push.failures.attempts();
    life.reason = push.reason;
    return life;
}

void EventSubscription::peek(std::vector<MessageLife>& lives, const PeekRequest& request) const {
    if (request.deadLetters) {
        deadLetters.peek(lives, request);
        return;
    }
    if (request.settled) {
        const Ring<Arrived>& arrived = m_arrived.items();
        for (std::size_t i = 0; i < arrived.size(); ++i) {
            const Arrived& one = arrived[i];
            if (one.event->number < request.from) continue;
            MessageLife life;
            life.event = one.event;
            life.subscriber = name;
            life.state = LifeState::delivered;
            life.sequenceNumber = one.event->number;
            life.enqueued = one.published;
            life.deliveries = one.attempts;
            life.attempts = one.failures.attempts();
            lives.push_back(std::move(life));
        }
    }
    std::vector<const Push*> pushes; // there may be many, and pushes are in the order of their failures
    for (const auto& [number, push] : m_pushes) {
        if (push.event->number >= request.from) pushes.push_back(&push);
    }
    std::stable_sort(pushes.begin(), pushes.end(),
                     [](const Push* a, const Push* b) { return a->event->number < b->event->number; });
    if (pushes.size() > request.limit) pushes.resize(request.limit);
    for (const Push* push : pushes) lives.push_back(lifeOf(*push));
    orderLives(lives, request.limit);
}

} // namespace twinflow::endpoints
