// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "downstream/storage.h"

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

/// 2024/03/05/10 or 2024/03/05/10/15, and .ndjson.
std::string blobName(std::string_view prefix, Instant time, bool byMinute) {
    const std::string text = formatInstant(time, 0); // 2024-03-05T10:15:30Z
    std::string name(prefix);
    name.append(text, 0, byMinute ? 16 : 13);
    for (std::size_t i = prefix.size(); i < name.size(); ++i) {
        if (name[i] == '-' || name[i] == 'T' || name[i] == ':') name[i] = '/';
    }
    return name + ".ndjson";
}

} // namespace

Storage::Storage(const DownstreamSettings& settings, const events::Dress& dress, const std::filesystem::path& folder,
                 WriteLane& lane, const Timeline& timeline)
    : Sink(settings, lane, std::make_shared<BlobWriter>(folder, containerOf(settings)))
    , m_dress(dress)
    , m_timeline(timeline) {}

delivery::Outcome Storage::consume(const endpoints::Delivery& delivery) {
    ++m_row.attempts;
    if (condition.down) return delivery::Outcome::unavailable;
    beginLine(streamOf(delivery), delivery.enqueued);
    m_dress.appendCloudEvent(m_record, *delivery.event, endpoints::hopOf(delivery.endpoint));
    postLine();
    countDelivered(m_timeline.now(), delivery.event->origin);
    return delivery::Outcome::delivered;
}

Result<void> Storage::send(std::string_view payloadJson, Instant now, Instant origin) {
    ++m_row.attempts;
    if (condition.down) return refuse(unavailable());
    m_line.clear();
    if (const Result<void> read = m_reader.append(m_line, payloadJson); !read) {
        return refuse(unreadablePayload(read.error()));
    }
    if (!m_payloads) m_payloads = &makeStream({}, false);
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
    ++m_row.attempts;
    ++m_row.offered;
    ++m_row.accepted;
    ++m_row.delivered;
}

void Storage::finish() {
    post(std::string(1, BlobWriter::kFlush), 0);
}

Storage::Stream& Storage::streamOf(const endpoints::Delivery& delivery) {
    auto source = std::find_if(m_sources.begin(), m_sources.end(),
                               [&](const Source& each) { return each.endpoint == delivery.endpoint; });
    if (source == m_sources.end()) source = m_sources.insert(source, {std::string(delivery.endpoint), {}});
    const bool isPartitioned = delivery.kind == endpoints::EndpointKind::eventHub;
    const std::size_t place = isPartitioned ? delivery.partition : 0;
    if (source->streams.size() <= place) source->streams.resize(place + 1, nullptr);
    if (Stream* stream = source->streams[place]) return *stream;
    std::string prefix = source->endpoint + '/';
    if (isPartitioned) prefix += std::to_string(place) + '/';
    Stream& stream = makeStream(std::move(prefix), isPartitioned);
    source->streams[place] = &stream;
    return stream;
}

Storage::Stream& Storage::makeStream(std::string prefix, bool byMinute) {
    return m_streams.emplace_back(Stream{m_streams.size(), std::move(prefix), byMinute});
}

void Storage::beginLine(Stream& stream, Instant time) {
    using namespace std::chrono;
    const Instant from = stream.byMinute ? Instant(floor<minutes>(time)) : Instant(floor<hours>(time));
    if (!stream.hasBlob || from != stream.from) {
        stream.hasBlob = true;
        stream.from = from;
        m_record.assign(1, BlobWriter::kName);
        appendNumber(m_record, stream.number);
        m_record += blobName(stream.prefix, time, stream.byMinute);
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
