// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpoints/event_subscription.h"

#include "endpoints/dead_letter_blob.h"

#include <utility>

namespace twinflow::endpoints {

EventSubscription::EventSubscription(std::string givenName, Consumer& givenConsumer, const EndpointSettings& settings,
                                     Timeline& timeline, const events::Dress& dress, DeadLetterStore* store)
    : Subscriber(std::move(givenName), givenConsumer)
    , m_settings(settings)
    , m_timeline(timeline)
    , m_dress(dress)
    , m_store(store)
    , m_lane(timeline, settings.retry, *this, row) {}

void EventSubscription::offer(const events::EventRef& event) {
    ++row.offered;
    m_lane.offer({event, m_timeline.now()});
}

delivery::Outcome EventSubscription::attempt(const Push& push, std::uint32_t attempt) {
    push.lastAttempt = m_timeline.now();
    push.lastOutcome = call(
        {push.event, EndpointKind::eventGrid, m_settings.schema, m_settings.name, attempt, 0, 0, 0, push.published});
    return push.lastOutcome;
}

bool EventSubscription::deadLetter(const Push& push, delivery::Reason reason, std::uint32_t attempts) {
    if (!m_store) return false;
    const bool cloudEvent = m_settings.schema == EventGridSchema::cloudEvents;
    std::string content = "[";
    appendMessage(content, {push.event, EndpointKind::eventGrid, m_settings.schema, m_settings.name}, m_dress);
    addEventGridFate(content, {reason, attempts, push.lastOutcome, push.published, push.lastAttempt}, cloudEvent);
    content += ']';
    const Instant now = m_timeline.now();
    m_store->keep(eventGridDeadLetterPath(m_settings.name, name, push.event->number, now), content);
    deadLetters.add({push.event, name, eventGridReason(reason), attempts, now});
    return true;
}

} // namespace twinflow::endpoints
