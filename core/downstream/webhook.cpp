// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "downstream/webhook.h"

#include "base/json_text.h"
#include "base/random.h"
#include "downstream/journal_writer.h"
#include "downstream/ndjson.h"

namespace twinflow::downstream {

namespace {

using endpoints::EventGridSchema;

/// Who Event Grid says that it is.
constexpr std::string_view kOrigin = "eventgrid.azure.net";

std::string capitals(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return out;
}

} // namespace

Webhook::Webhook(const DownstreamSettings& settings, const events::Dress& dress, const std::filesystem::path& folder,
                 WriteLane& lane, const Timeline& timeline)
    : Sink(settings, lane, std::make_shared<JournalWriter>(folder, "requests.ndjson"))
    , m_dress(dress)
    , m_timeline(timeline)
    , m_number(stableHash(settings.name)) {}

Result<void> Webhook::standBehind(const endpoints::EndpointSettings& endpoint, std::string_view) {
    if (endpoint.kind != endpoints::EndpointKind::eventGrid) return {};
    if (m_settings.answers.handshake == Handshake::refuses) {
        return refuse(fault("downstream-handshake-refused",
                            "The webhook '{0}' does not consent to the events of '{1}'; the service would make no "
                            "subscription.",
                            m_settings.name, endpoint.name)
                          .withHint(say("Set its answers' 'handshake' to accepts, or uncouple the two.")));
    }
    const bool isCloudEvents = endpoint.schema == EventGridSchema::cloudEvents;
    beginRequest(m_timeline.now(), isCloudEvents ? "OPTIONS" : "POST");
    if (isCloudEvents) {
        m_record.append(",\"headers\":{\"WebHook-Request-Origin\":\"").append(kOrigin);
        m_record.append("\"},\"answerHeaders\":{\"WebHook-Allowed-Origin\":\"").append(kOrigin).append("\"}");
    } else {
        appendValidation(endpoint);
    }
    postRequest({});
    return {};
}

endpoints::Reply Webhook::consume(const endpoints::Delivery& delivery) {
    ++m_row.attempts;
    if (condition.down) return delivery::Outcome::unavailable;
    const bool isGrid = delivery.kind == endpoints::EndpointKind::eventGrid;
    const bool isBatch = isGrid && delivery.schema == EventGridSchema::eventGrid;
    beginRequest(m_timeline.now());
    if (isGrid) appendHeaders(delivery);
    m_record += isBatch ? ",\"body\":[" : ",\"body\":";
    endpoints::appendMessage(m_record, delivery, m_dress);
    if (isBatch) m_record += ']';
    const Answer answer = answerTo(m_settings.answers, m_number, *delivery.event, delivery.attempt, m_dress);
    postRequest(answer);
    const delivery::Outcome outcome = outcomeOf(answer);
    if (outcome == delivery::Outcome::delivered)
        countDelivered(m_timeline.now() + answer.latency, delivery.event->origin);
    return {outcome, answer.isInTime() ? static_cast<std::uint16_t>(answer.statusCode) : std::uint16_t{0}};
}

Result<void> Webhook::send(std::string_view payloadJson, Instant now, Instant origin) {
    ++m_row.attempts;
    if (condition.down) return refuse(unavailable());
    beginRequest(now);
    m_record += ",\"body\":";
    if (const Result<void> read = m_reader.append(m_record, payloadJson); !read) {
        return refuse(unreadablePayload(read.error()));
    }
    events::Event request; // what a function sends is no event; its number tells it from the others
    request.number = ++m_sent;
    const Answer answer = answerTo(m_settings.answers, ~m_number, request, 1, m_dress);
    postRequest(answer);
    if (outcomeOf(answer) != delivery::Outcome::delivered) {
        return refuse(
            answer.isInTime()
                ? fault("downstream-answer", "'{0}' answered with status {1}.", m_settings.name, answer.statusCode)
                : fault("downstream-answer", "'{0}' did not answer within 30 seconds.", m_settings.name));
    }
    countDelivered(now + answer.latency, origin);
    return {};
}

void Webhook::finish() {
    post(std::string(1, JournalWriter::kFlush), 0);
}

void Webhook::beginRequest(Instant now, std::string_view method) {
    m_record.assign(1, JournalWriter::kLine);
    m_record += "{\"time\":\"";
    appendInstant(m_record, now);
    if (!method.empty()) m_record.append("\",\"method\":\"").append(method);
    m_record += "\",\"url\":";
    appendJsonString(m_record, m_settings.url);
}

void Webhook::appendValidation(const endpoints::EndpointSettings& endpoint) {
    const std::string code = m_dress.id(events::Event()); // an event's id, of one that no run has
    m_record += ",\"headers\":{\"aeg-event-type\":\"SubscriptionValidation\"},\"body\":[{\"id\":";
    appendJsonString(m_record, m_dress.traceparent(events::Event(), m_number).substr(3, 32));
    m_record += ",\"topic\":\"";
    endpoints::appendTopic(m_record, endpoint.name);
    m_record += "\",\"subject\":\"\",\"data\":{\"validationCode\":";
    appendJsonString(m_record, code);
    m_record += "},\"eventType\":\"Microsoft.EventGrid.SubscriptionValidationEvent\",\"eventTime\":\"";
    appendInstant(m_record, m_timeline.now());
    m_record += "\",\"metadataVersion\":\"1\",\"dataVersion\":\"2\"}],\"answer\":{\"validationResponse\":";
    appendJsonString(m_record, code);
    m_record += '}';
}

void Webhook::appendHeaders(const endpoints::Delivery& delivery) {
    m_record += ",\"headers\":{\"aeg-event-type\":\"Notification\",\"aeg-subscription-name\":";
    appendJsonString(m_record, capitals(delivery.subscriber));
    m_record += ",\"aeg-delivery-count\":\"";
    appendJsonNumber(m_record, std::uint64_t{delivery.attempt} - 1);
    m_record += '"';
    if (delivery.schema == EventGridSchema::cloudEvents)
        m_record.append(",\"WebHook-Request-Origin\":\"").append(kOrigin).append("\"");
    m_record += '}';
}

void Webhook::postRequest(const Answer& answer) {
    if (answer.isInTime()) {
        m_record += ",\"status\":";
        appendJsonNumber(m_record, std::uint64_t{answer.statusCode});
    } else {
        m_record += ",\"timedOut\":true";
    }
    m_record += '}';
    endLine(m_record, 1);
    post(m_record, m_record.size() - 1);
}

} // namespace twinflow::downstream
