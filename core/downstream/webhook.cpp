// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "downstream/webhook.h"

#include "base/json_text.h"
#include "downstream/journal_writer.h"
#include "downstream/ndjson.h"

namespace twinflow::downstream {

Webhook::Webhook(const DownstreamSettings& settings, const events::Dress& dress, const std::filesystem::path& folder,
                 WriteLane& lane, const Timeline& timeline)
    : Sink(settings, lane, std::make_shared<JournalWriter>(folder, "requests.ndjson"))
    , m_dress(dress)
    , m_timeline(timeline) {}

delivery::Outcome Webhook::consume(const endpoints::Delivery& delivery) {
    ++m_row.attempts;
    if (condition.down) return delivery::Outcome::unavailable;
    const bool isBatch =
        delivery.kind == endpoints::EndpointKind::eventGrid && delivery.schema == endpoints::EventGridSchema::eventGrid;
    beginRequest(m_timeline.now());
    if (isBatch) m_record += '[';
    endpoints::appendMessage(m_record, delivery, m_dress);
    if (isBatch) m_record += ']';
    postRequest();
    countDelivered(m_timeline.now(), delivery.event->origin);
    return delivery::Outcome::delivered;
}

Result<void> Webhook::send(std::string_view payloadJson, Instant now, Instant origin) {
    ++m_row.attempts;
    if (condition.down) return refuse(unavailable());
    beginRequest(now);
    if (const Result<void> read = m_reader.append(m_record, payloadJson); !read) {
        return refuse(unreadablePayload(read.error()));
    }
    postRequest();
    countDelivered(now, origin);
    return {};
}

void Webhook::finish() {
    post(std::string(1, JournalWriter::kFlush), 0);
}

void Webhook::beginRequest(Instant now) {
    m_record.assign(1, JournalWriter::kLine);
    m_record += "{\"time\":\"";
    appendInstant(m_record, now);
    m_record += "\",\"url\":";
    appendJsonString(m_record, m_settings.url);
    m_record += ",\"body\":";
}

void Webhook::postRequest() {
    m_record += '}';
    endLine(m_record, 1);
    post(m_record, m_record.size() - 1);
}

} // namespace twinflow::downstream
