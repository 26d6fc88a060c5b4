// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpoints/service_bus.h"

#include "endpoints/message_size.h"

#include <algorithm>
#include <utility>

namespace twinflow::endpoints {

using delivery::Outcome;

ServiceBus::ServiceBus(EndpointSettings settings, Timeline& timeline, const events::Dress& dress,
                       DeadLetterStore* store)
    : EndpointBase(std::move(settings), timeline, dress, store)
    , m_duplicates(m_settings.duplicateDetectionHistoryTimeWindow) {
    for (const TopicSubscriptionSettings& each : m_settings.subscriptions)
        m_subscriptions.push_back(std::make_unique<TopicSubscription>(each, m_settings, m_timeline, m_dress, m_store));
}

TopicSubscription* ServiceBus::find(std::string_view name) const {
    for (const auto& subscription : m_subscriptions) {
        if (subscription->name == name) return subscription.get();
    }
    return nullptr;
}

void ServiceBus::subscribe(std::string name, Consumer& consumer) {
    TopicSubscription* subscription = find(name);
    if (!subscription) {
        TopicSubscriptionSettings settings;
        settings.name = std::move(name);
        m_subscriptions.push_back(
            std::make_unique<TopicSubscription>(settings, m_settings, m_timeline, m_dress, m_store));
        subscription = m_subscriptions.back().get();
    }
    subscription->attach(consumer);
}

bool ServiceBus::isDuplicate(const events::Event& event, const BusProperties* properties) {
    if (!m_settings.requiresDuplicateDetection) return false;
    const MessageView message(event, m_dress, 0, properties, {});
    const auto id = message.system(SystemProperty::messageId);
    return id && id->isText() && !m_duplicates.isNew(id->text(), m_timeline.now());
}

Outcome ServiceBus::take(const events::EventRef& event) {
    return send(event, {});
}

Outcome ServiceBus::send(const events::EventRef& event, const SendOptions& options, std::uint64_t* scheduledNumber) {
    // A twin is at most 32 KB, so an update need not be written out to be measured.
    const bool tooLarge =
        !event->isUpdate() && messageBytes(*event, m_dress) > std::size_t{m_settings.maxMessageKilobytes} * 1024;
    if (tooLarge) return Outcome::tooLarge;
    if (isDuplicate(*event, options.properties.get())) {
        countUnwanted();
        ++m_dropped;
        for (const auto& subscription : m_subscriptions) subscription->lose(*event, Loss::filtered, "Duplicate");
        return Outcome::delivered;
    }
    if (options.scheduledEnqueueTime && *options.scheduledEnqueueTime > m_timeline.now()) {
        const std::uint64_t number = ++m_lastNumber;
        if (scheduledNumber) *scheduledNumber = number;
        m_scheduled.emplace(number, Scheduled{event, options, m_timeline.now()});
        ++m_unsubscribed.offered;
        ++m_unsubscribed.accepted;
        ++m_unsubscribed.waiting;
        m_timeline.at(*options.scheduledEnqueueTime, *this, number);
        return Outcome::delivered;
    }
    distribute(event, options);
    return Outcome::delivered;
}

void ServiceBus::distribute(const events::EventRef& event, const SendOptions& options) {
    const std::uint64_t number = ++m_lastNumber;
    m_history.add({event, m_timeline.now(), number, 0});
    if (m_subscriptions.empty()) countUnwanted();
    SentMessage sent{event, options.properties, {}, m_timeline.now(), options.timeToLive};
    if (m_settings.sessionIds == SessionIds::twin) sent.session = m_dress.texts().text(event->twin);
    for (const auto& subscription : m_subscriptions) subscription->offer(sent);
    for (const auto& subscription : m_subscriptions) subscription->deliver();
}

void ServiceBus::onTimer(std::uint64_t number) {
    const auto place = m_scheduled.find(number);
    if (place == m_scheduled.end()) return; // cancelled
    const Scheduled scheduled = std::move(place->second);
    m_scheduled.erase(place);
    // Until now one message at the door; from now on a copy a subscription, counted there.
    --m_unsubscribed.offered;
    --m_unsubscribed.accepted;
    --m_unsubscribed.waiting;
    distribute(scheduled.event, scheduled.options);
}

bool ServiceBus::cancelScheduled(std::uint64_t number) {
    if (m_scheduled.erase(number) == 0) return false;
    --m_unsubscribed.waiting;
    ++m_unsubscribed.dropped;
    ++m_cancelled;
    return true;
}

bool ServiceBus::resubmit(std::string_view subscription, std::uint64_t sequenceNumber) {
    TopicSubscription* const from = find(subscription);
    if (!from) return false;
    const auto letter = from->deadLetters.take(sequenceNumber);
    if (!letter) return false;
    ++m_resubmitted;
    SendOptions options;
    options.properties = letter->properties;
    send(letter->event, options);
    return true;
}

std::vector<std::pair<std::string_view, std::uint64_t>> ServiceBus::counts() const {
    std::uint64_t locksLost = 0;
    for (const auto& subscription : m_subscriptions) locksLost += subscription->locksLost();
    return {{"duplicates", m_dropped},
            {"scheduled", m_scheduled.size()},
            {"cancelled", m_cancelled},
            {"locksLost", locksLost},
            {"resubmitted", m_resubmitted}};
}

std::vector<MessageLife> ServiceBus::peek(const PeekRequest& request) const {
    std::vector<MessageLife> lives;
    if (request.subscriber.empty()) { // the topic itself: what is scheduled
        for (const auto& [number, scheduled] : m_scheduled) {
            if (number < request.from) continue;
            if (lives.size() == request.limit) break;
            MessageLife life;
            life.event = scheduled.event;
            life.state = LifeState::scheduled;
            life.sequenceNumber = number;
            life.enqueued = scheduled.sent;
            life.nextAttempt = scheduled.options.scheduledEnqueueTime;
            lives.push_back(std::move(life));
        }
    } else if (const TopicSubscription* subscription = find(request.subscriber)) {
        subscription->peek(lives, request);
    }
    return lives;
}

std::vector<const Subscriber*> ServiceBus::subscribers() const {
    std::vector<const Subscriber*> all;
    for (const auto& subscription : m_subscriptions) all.push_back(subscription.get());
    return all;
}

} // namespace twinflow::endpoints
