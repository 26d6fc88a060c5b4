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
    if (m_settings.isQueue()) {
        TopicSubscriptionSettings reader = m_settings.reader;
        reader.name = m_settings.name;
        m_subscriptions.push_back(
            std::make_unique<TopicSubscription>(reader, m_settings, m_timeline, m_dress, m_store));
        return;
    }
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

void ServiceBus::dropDuplicate(const events::Event& event) {
    countUnwanted();
    ++m_dropped;
    for (const auto& subscription : m_subscriptions) subscription->lose(event, Loss::filtered, "Duplicate");
}

bool ServiceBus::isScheduled(const SendOptions& options) const {
    return options.scheduledEnqueueTime && *options.scheduledEnqueueTime > m_timeline.now();
}

Outcome ServiceBus::take(const events::EventRef& event) {
    return send(event, {});
}

Outcome ServiceBus::send(const events::EventRef& event, const SendOptions& options, std::uint64_t* scheduledNumber) {
    if (isTooLarge(*event, m_dress, options.properties.get(), m_settings)) return Outcome::tooLarge;
    if (isDuplicate(*event, options.properties.get())) {
        dropDuplicate(*event);
        return Outcome::delivered;
    }
    if (!isScheduled(options)) {
        distribute(event, options);
        return Outcome::delivered;
    }
    const std::uint64_t number = hold(event, options);
    if (scheduledNumber) *scheduledNumber = number;
    return Outcome::delivered;
}

Outcome ServiceBus::examine(const events::Event& event, const SendOptions& options) const {
    if (condition.down) return Outcome::unavailable;
    const bool tooLarge = isTooLarge(event, m_dress, options.properties.get(), m_settings);
    return tooLarge ? Outcome::tooLarge : Outcome::delivered;
}

Outcome ServiceBus::enter(const events::EventRef& event, const SendOptions& options, std::uint64_t* number) {
    const Outcome outcome = examine(*event, options);
    if (outcome != Outcome::delivered) return outcome;
    const bool duplicate = isDuplicate(*event, options.properties.get());
    if (duplicate) dropDuplicate(*event);
    // Who sent a duplicate is not told so: it has a number that names nothing.
    const std::uint64_t given = duplicate ? ++m_lastNumber : hold(event, options);
    if (number) *number = given;
    return outcome;
}

Outcome ServiceBus::post(const events::EventRef& event, const SendOptions& options, std::uint64_t* number) {
    const Outcome outcome = enter(event, options, number);
    if (outcome == Outcome::delivered) ++m_sent;
    return outcome;
}

Outcome ServiceBus::forward(const Delivery& delivery) {
    if (delivery.forwards >= kMaxForwards) {
        // It is locked: it was delivered just now.
        (void)delivery.actions->deadLetterMessage(
            delivery.lock, "MaxTransferHopCountExceeded",
            "The maximum number of allowed hops when forwarding between queues is 4.", {});
        return Outcome::refused;
    }
    SendOptions options;
    options.properties = withSession(delivery.properties, delivery.session);
    options.timeToLive = delivery.timeToLive;
    options.forwards = static_cast<std::uint8_t>(delivery.forwards + 1);
    const Outcome outcome = enter(delivery.event, options, nullptr);
    if (outcome == Outcome::delivered) ++m_forwarded;
    return outcome;
}

std::uint64_t ServiceBus::hold(const events::EventRef& event, const SendOptions& options) {
    const std::uint64_t number = ++m_lastNumber;
    m_scheduled.emplace(number, Scheduled{event, options, m_timeline.now()});
    ++m_unsubscribed.offered;
    ++m_unsubscribed.accepted;
    ++m_unsubscribed.waiting;
    m_timeline.beginWork(); // a cancelled message leaves its timer behind, which is not to keep a run alive
    m_timeline.at(options.scheduledEnqueueTime.value_or(m_timeline.now()), *this, number, Duty::background);
    return number;
}

std::string_view ServiceBus::twinSession(const events::Event& event) const {
    const bool isWanted = m_settings.sessionIds == SessionIds::twin && event.twin.valid();
    return isWanted ? m_dress.texts().text(event.twin) : std::string_view();
}

void ServiceBus::distribute(const events::EventRef& event, const SendOptions& options) {
    const std::uint64_t number = ++m_lastNumber;
    m_history.add({event, m_timeline.now(), number, 0});
    if (m_subscriptions.empty()) countUnwanted();
    const SentMessage sent{
        event, options.properties, twinSession(*event), m_timeline.now(), options.timeToLive, options.forwards};
    for (const auto& subscription : m_subscriptions) subscription->offer(sent);
    for (const auto& subscription : m_subscriptions) subscription->deliver();
}

void ServiceBus::onTimer(std::uint64_t number) {
    const auto place = m_scheduled.find(number);
    if (place == m_scheduled.end()) return; // cancelled
    const Scheduled scheduled = std::move(place->second);
    m_scheduled.erase(place);
    m_timeline.endWork();
    // Until now one message at the door; from now on a copy a subscription, counted there.
    --m_unsubscribed.offered;
    --m_unsubscribed.accepted;
    --m_unsubscribed.waiting;
    distribute(scheduled.event, scheduled.options);
}

bool ServiceBus::cancelScheduled(std::uint64_t number) {
    const auto place = m_scheduled.find(number);
    if (place == m_scheduled.end() || !isScheduled(place->second.options)) return false;
    m_scheduled.erase(place);
    m_timeline.endWork();
    --m_unsubscribed.waiting;
    ++m_unsubscribed.dropped;
    ++m_cancelled;
    return true;
}

bool ServiceBus::resubmit(std::string_view subscription, std::uint64_t sequenceNumber) {
    TopicSubscription* const from = find(subscription);
    if (!from || condition.down) return false;
    auto letter = from->deadLetters.take(sequenceNumber);
    if (!letter) return false;
    SendOptions options;
    options.properties = letter->properties; // a session that is not in them is what the topic gives again
    options.timeToLive = letter->timeToLive;
    if (send(letter->event, options) != Outcome::delivered) { // it grew too large where it was
        from->deadLetters.add(std::move(*letter));
        return false;
    }
    ++m_resubmitted;
    return true;
}

std::size_t ServiceBus::resubmitAll(std::string_view subscription) {
    std::vector<std::pair<const TopicSubscription*, std::uint64_t>> letters;
    for (const auto& each : m_subscriptions) {
        if (!subscription.empty() && each->name != subscription) continue;
        for (const DeadLetter& letter : each->deadLetters.letters())
            letters.emplace_back(each.get(), letter.sequenceNumber);
    }
    std::size_t sent = 0;
    for (const auto& [from, number] : letters) sent += resubmit(from->name, number) ? 1 : 0;
    return sent;
}

std::vector<std::pair<std::string_view, std::uint64_t>> ServiceBus::counts() const {
    std::uint64_t locksLost = 0;
    std::uint64_t deferred = 0;
    for (const auto& subscription : m_subscriptions) {
        locksLost += subscription->locksLost();
        deferred += subscription->queue().deferred();
    }
    return {{"duplicates", m_dropped}, {"scheduled", m_scheduled.size()}, {"cancelled", m_cancelled},
            {"locksLost", locksLost},  {"resubmitted", m_resubmitted},    {"deferred", deferred},
            {"sent", m_sent},          {"forwarded", m_forwarded}};
}

void ServiceBus::peekScheduled(std::vector<MessageLife>& lives, const PeekRequest& request) const {
    for (auto each = m_scheduled.lower_bound(request.from); each != m_scheduled.end(); ++each) {
        if (lives.size() == request.limit) return;
        const auto& [number, scheduled] = *each;
        MessageLife life;
        life.event = scheduled.event;
        life.properties = scheduled.options.properties;
        life.state = LifeState::scheduled;
        life.sequenceNumber = number;
        const std::string_view own = twinSession(*scheduled.event);
        life.session = life.properties ? sessionOf(*life.properties).value_or(own) : own;
        life.enqueued = scheduled.sent;
        life.nextAttempt = scheduled.options.scheduledEnqueueTime;
        lives.push_back(std::move(life));
    }
}

std::vector<MessageLife> ServiceBus::peek(const PeekRequest& request) const {
    std::vector<MessageLife> lives;
    if (request.scheduled || request.subscriber.empty()) { // they lie in the topic itself
        peekScheduled(lives, request);
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
