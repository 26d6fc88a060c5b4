// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingress/cloud_to_device.h"

#include "base/json_text.h"
#include "ingress/message_body.h"
#include "ingress/message_rules.h"

#include <algorithm>

namespace twinflow::ingress {

namespace {

/// Letters, digits and these, in names and values alike.
bool isPropertyText(std::string_view text) {
    constexpr std::string_view kOthers = "!#$%&'*+-.^_`|~";
    return std::all_of(text.begin(), text.end(), [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               kOthers.find(c) != std::string_view::npos;
    });
}

std::size_t bytesOf(const CloudMessage& message) {
    std::size_t bytes = message.body.size() + message.messageId.size() + message.correlationId.size() +
                        message.userId.size() + message.contentType.size() + message.contentEncoding.size();
    for (const auto& [name, value] : message.properties) bytes += name.size() + value.size();
    return bytes;
}

Result<void> check(const CloudMessage& message, std::string_view device) {
    if (const std::size_t bytes = bytesOf(message); bytes > CloudToDevice::kMaxBytes) {
        return refuse(fault("ingress-message-too-large", "A message of {0} bytes for device '{1}' is larger than {2}.",
                            bytes, device, CloudToDevice::kMaxBytes)
                          .withHint(say("Send less, or the address of a file.")));
    }
    for (const std::string* id : {&message.messageId, &message.correlationId}) {
        if (id->empty() || isMessageId(*id)) continue;
        return refuse(
            fault("ingress-message-id", "A message for device '{0}' has '{1}' for an id.", device, *id)
                .withHint(say("An id has at most {0} ASCII letters, digits and - : . + % _ # * ? ! ( ) , = @ ; "
                              "$ '.",
                              kMaxMessageId)));
    }
    for (const auto& [name, value] : message.properties) {
        if (!name.empty() && isPropertyText(name) && isPropertyText(value)) continue;
        return refuse(fault("ingress-property-name", "A message for device '{0}' has a property '{1}' of '{2}'.",
                            device, name, value)
                          .withHint(say("Names and values have ASCII letters, digits and ! # $ % & ' * + - . ^ _ ` | "
                                        "~.")));
    }
    return {};
}

} // namespace

std::optional<Acknowledgement> findAcknowledgement(std::string_view name) {
    if (name == "none") return Acknowledgement::none;
    if (name == "positive") return Acknowledgement::positive;
    if (name == "negative") return Acknowledgement::negative;
    if (name == "full") return Acknowledgement::full;
    return std::nullopt;
}

std::string_view feedbackStatusName(FeedbackStatus status) {
    static constexpr std::string_view kNames[kFeedbackStatuses] = {"Success", "Expired", "DeliveryCountExceeded",
                                                                   "Rejected", "Purged"};
    return kNames[static_cast<std::size_t>(status)];
}

void appendFeedback(std::string& out, const Feedback& feedback) {
    out += R"({"originalMessageId":)";
    appendSafeString(out, feedback.messageId);
    out += R"(,"enqueuedTimeUtc":")";
    appendInstant(out, feedback.at, 3);
    for (const char* member : {R"(","statusCode":")", R"(","description":")"}) {
        out += member;
        out += feedbackStatusName(feedback.status);
    }
    out += R"(","deviceId":)";
    appendSafeString(out, feedback.device);
    out += R"(,"deviceGenerationId":")";
    appendJsonNumber(out, feedback.generation);
    out += R"("})";
}

Result<std::uint64_t> CloudToDevice::enqueue(std::string_view device, std::uint64_t generation, CloudMessage message,
                                             Acknowledgement acknowledgement, std::optional<Instant> wantedExpiry) {
    const Instant now = m_timeline.now();
    if (auto fits = check(message, device); !fits) {
        countRefused();
        return refuse(fits.error());
    }
    const Instant expiry = wantedExpiry.value_or(now + m_settings.timeToLive);
    if (expiry <= now || expiry - now > kMaxTimeToLive) {
        countRefused();
        return refuse(
            fault("ingress-expiry", "A message for device '{0}' expires at {1}.", device, formatInstant(expiry, 0))
                .withHint(say("It may live for at most {0} from now.", formatDuration(kMaxTimeToLive))));
    }
    const auto queue = m_queues.try_emplace(std::string(device)).first;
    if (queue->second.messages.size() >= kMaxQueue) {
        countRefused();
        return refuse(
            fault("ingress-queue-full", "{0} messages wait for device '{1}', as many as may.", kMaxQueue, device)
                .withHint(say("Send again when the device has taken some, or give messages a shorter time to "
                              "live.")));
    }
    queue->second.generation = generation;
    const std::uint64_t number = queue->second.nextNumber++;
    message.sequenceNumber = number;
    message.enqueued = now;
    Queued queued;
    queued.message = std::move(message);
    queued.acknowledgement = acknowledgement;
    queued.expiry = expiry;
    queue->second.messages.push_back(std::move(queued));
    ++m_row.offered;
    ++m_row.accepted;
    ++m_row.waiting;
    drain(device);
    if (const auto still = m_queues.find(device); still != m_queues.end() && find(still->second, number)) {
        wake(device, number, expiry, Duty::background);
    }
    return number;
}

void CloudToDevice::countRefused() {
    ++m_row.offered;
    ++m_row.filtered;
}

void CloudToDevice::connect(std::string_view device, DeviceClient* client) {
    const auto queue = m_queues.try_emplace(std::string(device)).first;
    queue->second.client = client;
    drain(device);
}

void CloudToDevice::remove(std::string_view device) {
    const auto queue = m_queues.find(device);
    if (queue == m_queues.end()) return;
    std::deque<Queued>& messages = queue->second.messages;
    while (!messages.empty()) {
        messages.front().acknowledgement = Acknowledgement::none;
        finish(queue->first, queue->second, messages.front().message.sequenceNumber, FeedbackStatus::purged);
    }
    m_queues.erase(queue);
}

Result<void> CloudToDevice::settle(std::string_view device, std::uint64_t sequenceNumber, MessageAnswer answer) {
    const auto queue = m_queues.find(device);
    Queued* queued = queue == m_queues.end() ? nullptr : find(queue->second, sequenceNumber);
    if (!queued || queued->state != State::invisible) {
        return refuse(
            fault("ingress-lock-lost", "Device '{0}' does not hold a message {1}.", device, sequenceNumber)
                .withHint(say("Answer within {0}; after that the message is delivered again.", formatDuration(kLock))));
    }
    apply(queue->first, queue->second, *queued, answer);
    drain(device);
    return {};
}

std::size_t CloudToDevice::waitingFor(std::string_view device) const {
    const auto queue = m_queues.find(device);
    return queue == m_queues.end() ? 0 : queue->second.messages.size();
}

CloudToDevice::Queued* CloudToDevice::find(Queue& queue, std::uint64_t number) {
    for (Queued& queued : queue.messages) {
        if (queued.message.sequenceNumber == number) return &queued;
    }
    return nullptr;
}

void CloudToDevice::drain(std::string_view device) {
    const auto found = m_queues.find(device);
    if (found == m_queues.end() || found->second.isDraining) return;
    Queue& queue = found->second;
    queue.isDraining = true;
    while (queue.client) {
        const auto next = std::find_if(queue.messages.begin(), queue.messages.end(),
                                       [](const Queued& queued) { return queued.state == State::enqueued; });
        if (next == queue.messages.end()) break;
        handOver(found->first, queue, *next);
    }
    queue.isDraining = false;
}

void CloudToDevice::handOver(const std::string& device, Queue& queue, Queued& queued) {
    const std::uint64_t number = queued.message.sequenceNumber;
    queued.state = State::invisible;
    queued.lockedUntil = m_timeline.now() + kLock;
    if (!queued.wasHanded) {
        --m_row.waiting;
        ++m_row.retrying;
        queued.wasHanded = true;
    }
    ++m_row.attempts;
    m_received(device);
    const MessageAnswer answer = queue.client->receive(device, queued.message);
    Queued* const same = find(queue, number); // the device may have settled it meanwhile
    if (!same || same->state != State::invisible) return;
    if (answer == MessageAnswer::none)
        wake(device, number, same->lockedUntil, Duty::work);
    else
        apply(device, queue, *same, answer);
}

void CloudToDevice::apply(const std::string& device, Queue& queue, Queued& queued, MessageAnswer answer) {
    const std::uint64_t number = queued.message.sequenceNumber;
    switch (answer) {
    case MessageAnswer::complete:
        finish(device, queue, number, FeedbackStatus::success);
        return;
    case MessageAnswer::reject:
        finish(device, queue, number, FeedbackStatus::rejected);
        return;
    case MessageAnswer::abandon:
        queued.state = State::enqueued;
        ++queued.message.deliveryCount;
        if (m_timeline.now() >= queued.expiry) // its life ended while the device had it
            finish(device, queue, number, FeedbackStatus::expired);
        else if (queued.message.deliveryCount >= m_settings.maxDeliveryCount)
            finish(device, queue, number, FeedbackStatus::deliveryCountExceeded);
        return;
    case MessageAnswer::none:
        return;
    }
}

void CloudToDevice::finish(const std::string& device, Queue& queue, std::uint64_t number, FeedbackStatus status) {
    const auto place = std::find_if(queue.messages.begin(), queue.messages.end(),
                                    [&](const Queued& queued) { return queued.message.sequenceNumber == number; });
    const bool isSuccess = status == FeedbackStatus::success;
    const Acknowledgement wanted = isSuccess ? Acknowledgement::positive : Acknowledgement::negative;
    if (place->acknowledgement == wanted || place->acknowledgement == Acknowledgement::full) {
        if (m_feedback.size() == kFeedbackKept) m_feedback.pop_front();
        m_feedback.push_back({place->message.messageId, m_timeline.now(), status, device, queue.generation});
        ++m_feedbackCount;
    }
    --(place->wasHanded ? m_row.retrying : m_row.waiting);
    ++(isSuccess ? m_row.delivered : status == FeedbackStatus::expired ? m_row.expired : m_row.dropped);
    ++m_outcomes[static_cast<std::size_t>(status)];
    queue.messages.erase(place);
}

void CloudToDevice::wake(std::string_view device, std::uint64_t number, Instant due, Duty duty) {
    const std::uint64_t token = m_nextToken++;
    m_due.emplace(token, Due{std::string(device), number});
    m_timeline.at(due, *this, token, duty);
}

void CloudToDevice::onTimer(std::uint64_t token) {
    const auto due = m_due.find(token);
    const Due what = std::move(due->second);
    m_due.erase(due);
    const auto queue = m_queues.find(what.device);
    Queued* queued = queue == m_queues.end() ? nullptr : find(queue->second, what.number);
    if (!queued) return;
    const Instant now = m_timeline.now();
    if (queued->state == State::invisible) {
        if (now < queued->lockedUntil) return; // the end of its life; the lock holds it a little longer
        queued->state = State::enqueued;
    }
    if (now >= queued->expiry)
        finish(queue->first, queue->second, what.number, FeedbackStatus::expired);
    else
        drain(what.device);
}

} // namespace twinflow::ingress
