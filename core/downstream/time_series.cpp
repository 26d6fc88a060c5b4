// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "downstream/time_series.h"

#include "downstream/record.h"
#include "downstream/series_writer.h"
#include "downstream/utc_time.h"

#include <algorithm>

namespace twinflow::downstream {

namespace {

void appendValue(std::string& record, const Value& value) {
    switch (value.kind()) {
    case Value::Kind::null:
        record += SeriesWriter::kNull;
        return;
    case Value::Kind::boolean:
        record += SeriesWriter::kBoolean;
        return appendNumber(record, value.boolean() ? 1 : 0);
    case Value::Kind::integer:
        record += SeriesWriter::kInteger;
        return appendNumber(record, static_cast<std::uint64_t>(value.integer()));
    case Value::Kind::real:
        record += SeriesWriter::kReal;
        return appendReal(record, value.number());
    case Value::Kind::string:
        record += SeriesWriter::kString;
        break;
    case Value::Kind::object:
    case Value::Kind::array:
        record += SeriesWriter::kJson;
        break;
    }
    record += value.text();
}

} // namespace

TimeSeries::TimeSeries(const DownstreamSettings& settings, const events::Dress& dress,
                       const std::filesystem::path& folder, WriteLane& lane, const Timeline& timeline)
    : Sink(settings, lane, std::make_shared<SeriesWriter>(folder))
    , m_dress(dress)
    , m_timeline(timeline) {}

endpoints::Reply TimeSeries::consume(const endpoints::Delivery& delivery) {
    ++m_row.attempts;
    if (condition.down) return delivery::Outcome::unavailable;
    const events::Event& event = *delivery.event;
    std::size_t rows = 0;
    if (event.type == events::EventType::twinUpdate) rows = postPatch(event);
    if (event.type == events::EventType::telemetry) rows = postTelemetry(event);
    if (rows == 0) {
        countFiltered();
    } else {
        countDelivered(m_timeline.now(), event.origin);
    }
    return delivery::Outcome::delivered;
}

Result<void> TimeSeries::send(std::string_view payloadJson, Instant now, Instant origin) {
    ++m_row.attempts;
    if (condition.down) return refuse(unavailable());
    const auto members = m_reader.members(payloadJson);
    if (!members) return refuse(unreadablePayload(members.error()));

    std::string_view id;
    Instant timestamp = now;
    for (const auto& [name, value] : *members) {
        if (name == "$dtId") {
            if (value.kind() == Value::Kind::string) id = value.text();
        } else if (name == "timestamp") {
            const auto read = value.kind() == Value::Kind::string ? parseUtc(value.text()) : parseUtc({});
            if (!read) {
                return refuse(invalidPayload("has a 'timestamp' that is not a date and time",
                                             "Write it like 2026-03-02T06:00:00Z, or leave it out."));
            }
            timestamp = *read;
        }
    }
    if (id.empty()) {
        return refuse(invalidPayload("does not say which twin it is about",
                                     "Give it a member '$dtId' with the twin's id, a string that is not empty."));
    }

    std::size_t rows = 0;
    for (const auto& [name, value] : *members) {
        if (name == "$dtId" || name == "timestamp") continue;
        m_key = name;
        postRow(timestamp, id, value);
        ++rows;
    }
    if (rows == 0) {
        countFiltered();
    } else {
        countDelivered(now, origin);
    }
    return {};
}

void TimeSeries::finish() {
    post(std::string(1, SeriesWriter::kFinish), 0);
}

std::size_t TimeSeries::postPatch(const events::Event& event) {
    const std::string_view id = m_dress.texts().text(event.twin);
    std::size_t rows = 0;
    for (const twins::PatchOperation& operation : event.patch) {
        if (operation.op == twins::PatchOp::remove) continue;
        std::string_view path = operation.path.text(m_dress.texts());
        if (path.starts_with('/')) path.remove_prefix(1);
        m_key = path;
        std::replace(m_key.begin(), m_key.end(), '/', '.');
        postRow(event.time, id, operation.value);
        ++rows;
    }
    return rows;
}

std::size_t TimeSeries::postTelemetry(const events::Event& event) {
    const auto members = m_reader.members(m_dress.body(event));
    if (!members) return 0; // not an object: nothing that a key could name
    const std::string_view id = m_dress.texts().text(event.twin);
    for (const auto& [name, value] : *members) {
        m_key.clear();
        if (event.component.valid()) m_key.append(m_dress.texts().text(event.component)) += '.';
        m_key += name;
        postRow(event.time, id, value);
    }
    return members->size();
}

void TimeSeries::postRow(Instant timestamp, std::string_view id, const Value& value) {
    m_record.assign(1, SeriesWriter::kRow);
    appendNumber(m_record, static_cast<std::uint64_t>(timestamp.time_since_epoch().count()));
    appendText(m_record, id);
    appendText(m_record, m_key);
    appendValue(m_record, value);
    post(m_record, m_record.size());
}

} // namespace twinflow::downstream
