// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpoints/topic_subscription.h"

#include "endpoints/dead_letter_blob.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace twinflow::endpoints {

namespace {

TopicSubscriptionSettings effective(TopicSubscriptionSettings settings, const EndpointSettings& topic) {
    if (settings.maxDeliveryCount == 0) settings.maxDeliveryCount = topic.maxDeliveryCount;
    if (settings.lockDuration == Duration{}) settings.lockDuration = topic.lockDuration;
    if (settings.timeToLive == Duration{}) settings.timeToLive = topic.timeToLive;
    settings.timeToLive = std::min(settings.timeToLive, topic.timeToLive);
    return settings;
}

LifeState lifeState(const BusMessage& message) {
    switch (message.state) {
    case BusState::gone:
        return LifeState::delivered;
    case BusState::locked:
        return LifeState::locked;
    case BusState::deferred:
        return LifeState::deferred;
    case BusState::active:
        break;
    }
    return message.failed ? LifeState::retrying : LifeState::waiting;
}

MessageLife lifeOf(const BusMessage& message, const std::string& subscriber) {
    MessageLife life;
    life.event = message.event;
    life.properties = message.properties;
    life.subscriber = subscriber;
    life.state = lifeState(message);
    life.sequenceNumber = message.sequenceNumber;
    life.session = message.session;
    life.enqueued = message.enqueued;
    if (message.state == BusState::locked) life.lockedUntil = message.lockedUntil;
    if (message.state != BusState::gone) life.expires = message.expires;
    life.deliveries = message.deliveryCount;
    life.attempts = message.attempts.attempts();
    return life;
}

} // namespace

TopicSubscription::TopicSubscription(const TopicSubscriptionSettings& settings, const EndpointSettings& topic,
                                     Timeline& timeline, const events::Dress& dress, DeadLetterStore* store)
    : Subscriber(settings.name)
    , m_settings(effective(settings, topic))
    , m_topic(topic)
    , m_timeline(timeline)
    , m_dress(dress)
    , m_store(store)
    , m_rules(m_settings.rules)
    , m_queue(timeline,
              {m_settings.maxDeliveryCount, m_settings.lockDuration, m_settings.requiresSession,
               m_settings.deadLetteringOnMessageExpiration},
              *this, row) {}

void TopicSubscription::attach(Consumer& taker) {
    assert(!m_receiver);
    consumer = &taker;
    m_receiver.emplace(*this, m_topic, m_settings, m_timeline, m_dress, m_queue);
    deliver();
}

void TopicSubscription::offer(const SentMessage& sent) {
    const Duration life =
        sent.timeToLive == Duration{} ? m_settings.timeToLive : std::min(sent.timeToLive, m_settings.timeToLive);
    const auto copy = [&](std::shared_ptr<const BusProperties> properties) {
        BusMessage message;
        message.event = sent.event;
        message.session = sent.session;
        message.enqueued = sent.enqueued;
        message.expires = sent.enqueued + life;
        message.timeToLive = sent.timeToLive;
        message.forwards = sent.forwards;
        if (properties) message.session = sessionOf(*properties).value_or(message.session);
        message.properties = std::move(properties);
        return message;
    };
    if (m_rules.selectAll()) {
        m_queue.enqueue(copy(sent.properties));
        return;
    }
    TopicRules::Selection selection =
        m_rules.select(*sent.event, m_dress, hopOf(m_topic.name), sent.properties, sent.session);
    for (RuleCopy& selected : selection.copies) {
        if (selected.headerTooLarge) {
            m_queue.deadLetterAtOnce(copy(std::move(selected.properties)), "HeaderSizeExceeded",
                                     "The size quota for this stream has been exceeded.");
        } else {
            m_queue.enqueue(copy(std::move(selected.properties)));
        }
    }
    const bool failed = !selection.failure.empty() && m_settings.deadLetteringOnFilterEvaluationExceptions;
    if (failed) m_queue.deadLetterAtOnce(copy(sent.properties), "FilterEvaluationException", selection.failure);
    if (selection.copies.empty() && !failed) {
        ++row.offered;
        ++row.filtered;
        lose(*sent.event, Loss::filtered);
    }
}

void TopicSubscription::deliver() {
    if (m_receiver) m_receiver->pump();
    m_queue.settleTime();
}

void TopicSubscription::onAvailable() {
    if (m_receiver) m_receiver->pump();
}

void TopicSubscription::onCompleted(BusMessage message) {
    message.state = BusState::gone;
    m_completed.add(std::move(message));
}

void TopicSubscription::onDeadLettered(BusMessage message, std::string_view reason, std::string_view description) {
    lose(*message.event, Loss::deadLettered, reason);
    const Instant now = m_timeline.now();
    if (m_store) {
        BusProperties properties = message.properties ? *message.properties : BusProperties{};
        if (!reason.empty()) properties.user["DeadLetterReason"] = Value(reason);
        if (!description.empty()) properties.user["DeadLetterErrorDescription"] = Value(description);
        Delivery delivery{message.event,
                          EndpointKind::serviceBus,
                          m_topic.schema,
                          m_topic.name,
                          message.deliveryCount,
                          message.sequenceNumber,
                          0,
                          0,
                          message.enqueued,
                          &properties,
                          message.session};
        std::string content;
        appendMessage(content, delivery, m_dress);
        const std::string id = m_dress.id(*message.event);
        m_store->keep(topicDeadLetterPath(m_topic.name, name, id, message.sequenceNumber, now), content);
    }
    DeadLetter letter;
    letter.event = std::move(message.event);
    letter.subscriber = name;
    letter.reason = reason;
    letter.description = description;
    letter.attempts = message.deliveryCount;
    letter.at = now;
    letter.sequenceNumber = message.sequenceNumber;
    letter.enqueued = message.enqueued;
    letter.timeToLive = message.timeToLive;
    letter.session = message.session;
    letter.properties = std::move(message.properties);
    letter.failures = std::move(message.attempts);
    deadLetters.add(std::move(letter));
}

void TopicSubscription::onExpired(const BusMessage& message) {
    lose(*message.event, Loss::expired, "TTLExpiredException");
}

void TopicSubscription::peek(std::vector<MessageLife>& lives, const PeekRequest& request) const {
    if (request.deadLetters) {
        deadLetters.peek(lives, request);
        return;
    }
    if (request.settled) {
        const Ring<BusMessage>& completed = m_completed.items();
        for (std::size_t i = 0; i < completed.size(); ++i) {
            if (completed[i].sequenceNumber >= request.from) lives.push_back(lifeOf(completed[i], name));
        }
    }
    for (const BusMessage* message : m_queue.peek(request.from, request.limit)) lives.push_back(lifeOf(*message, name));
    orderLives(lives, request.limit);
}

} // namespace twinflow::endpoints
