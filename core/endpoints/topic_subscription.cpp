// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpoints/topic_subscription.h"

#include "endpoints/dead_letter_blob.h"

#include <algorithm>
#include <utility>

namespace twinflow::endpoints {

namespace {

/// A message leaves the queue for good.
void leavePending(metrics::LedgerRow& row, const TopicMessage& message) {
    --(message.deliveryCount == 0 ? row.waiting : row.retrying);
}

} // namespace

TopicSubscription::TopicSubscription(std::string givenName, Consumer& givenConsumer, const EndpointSettings& settings,
                                     Timeline& timeline, const events::Dress& dress, DeadLetterStore* store)
    : Subscriber(std::move(givenName), givenConsumer)
    , m_settings(settings)
    , m_timeline(timeline)
    , m_dress(dress)
    , m_store(store) {}

void TopicSubscription::enqueue(const events::EventRef& event, std::uint64_t sequenceNumber) {
    ++row.offered;
    ++row.accepted;
    ++row.waiting;
    m_active.pushBack({event, sequenceNumber, m_timeline.now(), 0});
}

void TopicSubscription::deliver() {
    while (!m_active.empty()) {
        TopicMessage message = m_active.takeFront();
        ++row.attempts;
        const delivery::Outcome outcome =
            call({message.event, EndpointKind::serviceBus, m_settings.schema, m_settings.name,
                  message.deliveryCount + 1, message.sequenceNumber, 0, 0, message.enqueued});
        switch (outcome) {
        case delivery::Outcome::delivered:
            leavePending(row, message);
            ++row.delivered;
            break;
        case delivery::Outcome::refused:
            leavePending(row, message);
            ++message.deliveryCount;
            deadLetter(message, delivery::reasonText(delivery::Reason::refused));
            break;
        case delivery::Outcome::unavailable:
        case delivery::Outcome::busy:
            abandon(std::move(message));
            break;
        }
    }
}

void TopicSubscription::abandon(TopicMessage message) {
    leavePending(row, message);
    ++message.deliveryCount;
    if (message.deliveryCount >= m_settings.maxDeliveryCount) {
        deadLetter(message, "MaxDeliveryCountExceeded");
        return;
    }
    ++row.retrying;
    // The service has it active again at once, which would use up its deliveries in an instant: one second more each
    // time instead, as far as the lock would have lasted.
    const Duration delay = std::min<Duration>(std::chrono::seconds(message.deliveryCount), m_settings.lockDuration);
    const Instant due = std::min(m_timeline.now() + delay, message.enqueued + m_settings.timeToLive);
    const std::uint64_t number = message.sequenceNumber;
    m_abandoned.emplace(number, std::move(message));
    m_timeline.at(due, *this, number);
}

void TopicSubscription::onTimer(std::uint64_t token) {
    const auto place = m_abandoned.find(token);
    TopicMessage message = std::move(place->second);
    m_abandoned.erase(place);
    if (message.enqueued + m_settings.timeToLive <= m_timeline.now()) {
        // Dead-lettering on expiry is off in a subscription by default.
        leavePending(row, message);
        ++row.expired;
        return;
    }
    m_active.pushBack(std::move(message));
    deliver();
}

void TopicSubscription::deadLetter(const TopicMessage& message, std::string_view reason) {
    const Instant now = m_timeline.now();
    ++row.deadLettered;
    deadLetters.add({message.event, name, reason, message.deliveryCount, now});
    if (!m_store) return;
    std::string content;
    m_dress.appendCloudEvent(content, *message.event, hopOf(m_settings.name));
    addTopicFate(content, reason, message.deliveryCount);
    m_store->keep(topicDeadLetterPath(m_settings.name, name, m_dress.id(*message.event), now), content);
}

} // namespace twinflow::endpoints
