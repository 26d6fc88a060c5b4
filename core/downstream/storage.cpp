// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "downstream/storage.h"

#include "base/random.h"
#include "downstream/archive_name.h"
#include "downstream/blob_writer.h"
#include "downstream/ndjson.h"
#include "downstream/record.h"

#include <algorithm>

namespace twinflow::downstream {

namespace {

/// A record's head: its kind and the stream's number.
constexpr std::size_t kLineHead = 1 + 8;

std::string containerOf(const DownstreamSettings& settings) {
    return settings.container.empty() ? settings.name : settings.container;
}

/// The prefix and 2024/03/05/10.ndjson.
std::string blobName(std::string_view prefix, Instant time) {
    std::string hour = formatInstant(time, 0).substr(0, 13); // 2024-03-05T10
    for (char& c : hour) c = c == '-' || c == 'T' ? '/' : c;
    return std::string(prefix) + hour + ".ndjson";
}

char formOf(CaptureEncoding encoding) {
    switch (encoding) {
    case CaptureEncoding::avro:
        return BlobWriter::kAvro;
    case CaptureEncoding::avroDeflate:
        return BlobWriter::kAvroDeflate;
    case CaptureEncoding::ndjson:
        break;
    }
    return BlobWriter::kLines;
}

} // namespace

Storage::Storage(const DownstreamSettings& settings, const events::Dress& dress, const std::filesystem::path& folder,
                 WriteLane& lane, const Timeline& timeline)
    : Sink(settings, lane, std::make_shared<BlobWriter>(folder, containerOf(settings)))
    , m_dress(dress)
    , m_timeline(timeline) {}

Result<void> Storage::standBehind(const endpoints::EndpointSettings& endpoint, std::string_view) {
    if (endpoint.kind != endpoints::EndpointKind::eventHub) return {};
    CapturedHub& hub = hubOf(endpoint.name);
    if (!hub.partitions.empty()) {
        return refuse(
            fault("downstream-captured-twice", "'{0}' is coupled to the storage '{1}' twice.", endpoint.name,
                  m_settings.name)
                .withHint(say("Remove one of the two: a hub is captured once, whatever its consumer groups.")));
    }
    capture(hub, endpoint.partitions);
    return {};
}

endpoints::Reply Storage::consume(const endpoints::Delivery& delivery) {
    ++m_row.attempts;
    if (condition.down) return delivery::Outcome::unavailable;
    if (delivery.kind == endpoints::EndpointKind::eventHub) {
        consumeCaptured(delivery);
    } else {
        beginLine(streamOf(delivery.endpoint), delivery.enqueued);
        if (delivery.kind == endpoints::EndpointKind::serviceBus)
            endpoints::appendMessage(m_record, delivery, m_dress);
        else
            m_dress.appendCloudEvent(m_record, *delivery.event, endpoints::hopOf(delivery.endpoint));
        postLine();
    }
    countDelivered(m_timeline.now(), delivery.event->origin);
    return delivery::Outcome::delivered;
}

void Storage::consumeCaptured(const endpoints::Delivery& delivery) {
    CapturedHub& hub = hubOf(delivery.endpoint);
    capture(hub, delivery.partition + 1);
    CapturedPartition& captured = hub.partitions[delivery.partition];
    advance(hub, delivery.partition, captured, delivery.enqueued);
    if (captured.window.beginsFile()) nameArchive(hub, delivery.partition, captured);
    m_record.assign(1, BlobWriter::kLine);
    appendNumber(m_record, captured.stream);
    if (m_settings.capture.encoding == CaptureEncoding::ndjson) {
        m_dress.appendCloudEvent(m_record, *delivery.event, endpoints::hopOf(delivery.endpoint));
        endLine(m_record, kLineHead);
    } else {
        m_recorder.append(m_record, delivery, m_dress);
    }
    const std::size_t bytes = m_record.size() - kLineHead;
    post(m_record, bytes);
    captured.window.add(bytes, delivery.enqueued, m_settings.capture);
}

Result<void> Storage::send(std::string_view payloadJson, Instant now, Instant origin) {
    ++m_row.attempts;
    if (condition.down) return refuse(unavailable());
    m_line.clear();
    if (const Result<void> read = m_reader.append(m_line, payloadJson); !read) {
        return refuse(unreadablePayload(read.error()));
    }
    if (!m_payloads) m_payloads = makeStream({});
    beginLine(*m_payloads, now);
    m_record += m_line;
    postLine();
    countDelivered(now, origin);
    return {};
}

void Storage::keep(std::string_view path, std::string_view content) {
    m_record.assign(1, BlobWriter::kKeep);
    appendText(m_record, path);
    m_record += content;
    post(m_record, content.size());
    if (!m_kept.insert(stableHash(path)).second) ++m_overwritten;
    ++m_row.attempts;
    ++m_row.offered;
    ++m_row.accepted;
    ++m_row.delivered;
}

void Storage::finish() {
    for (CapturedHub& hub : m_hubs) {
        for (std::size_t i = 0; i < hub.partitions.size(); ++i) advance(hub, i, hub.partitions[i], m_timeline.now());
    }
    post(std::string(1, BlobWriter::kFlush), 0);
}

Storage::CapturedHub& Storage::hubOf(std::string_view endpoint) {
    const auto hub =
        std::find_if(m_hubs.begin(), m_hubs.end(), [&](const CapturedHub& each) { return each.endpoint == endpoint; });
    return hub == m_hubs.end() ? m_hubs.emplace_back(CapturedHub{std::string(endpoint), {}}) : *hub;
}

void Storage::capture(CapturedHub& hub, std::size_t partitions) {
    while (hub.partitions.size() < partitions) hub.partitions.push_back({m_streams++, CaptureWindow(m_timeline.now())});
}

void Storage::advance(const CapturedHub& hub, std::size_t partition, CapturedPartition& captured, Instant time) {
    captured.window.advanceTo(time, m_settings.capture, [&] {
        if (m_settings.capture.encoding != CaptureEncoding::ndjson) nameArchive(hub, partition, captured);
    });
}

void Storage::nameArchive(const CapturedHub& hub, std::size_t partition, const CapturedPartition& captured) {
    const CaptureSettings& settings = m_settings.capture;
    const char form = formOf(settings.encoding);
    m_record.assign(1, BlobWriter::kName);
    appendNumber(m_record, captured.stream);
    m_record += form;
    m_record +=
        archiveName(settings.archiveNameFormat, {settings.eventHubNamespace, hub.endpoint,
                                                 static_cast<std::uint32_t>(partition), captured.window.start()});
    m_record += form == BlobWriter::kLines ? ".ndjson" : ".avro";
    post(m_record, 0);
}

Storage::Stream& Storage::streamOf(std::string_view endpoint) {
    const auto topic =
        std::find_if(m_topics.begin(), m_topics.end(), [&](const Topic& each) { return each.endpoint == endpoint; });
    if (topic != m_topics.end()) return topic->stream;
    return m_topics.emplace_back(Topic{std::string(endpoint), makeStream(std::string(endpoint) + '/')}).stream;
}

void Storage::beginLine(Stream& stream, Instant time) {
    const Instant hour = std::chrono::floor<std::chrono::hours>(time);
    if (!stream.hasBlob || hour != stream.hour) {
        stream.hasBlob = true;
        stream.hour = hour;
        m_record.assign(1, BlobWriter::kName);
        appendNumber(m_record, stream.number);
        m_record += BlobWriter::kLines;
        m_record += blobName(stream.prefix, time);
        post(m_record, 0);
    }
    m_record.assign(1, BlobWriter::kLine);
    appendNumber(m_record, stream.number);
}

void Storage::postLine() {
    endLine(m_record, kLineHead);
    post(m_record, m_record.size() - kLineHead);
}

} // namespace twinflow::downstream
