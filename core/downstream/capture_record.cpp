// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "downstream/capture_record.h"

#include "downstream/avro.h"

#include <chrono>

namespace twinflow::downstream {

const std::string_view kCaptureSchema =
    R"({"type":"record","name":"EventData","namespace":"Microsoft.ServiceBus.Messaging","fields":[)"
    R"({"name":"SequenceNumber","type":"long"},)"
    R"({"name":"Offset","type":"string"},)"
    R"({"name":"EnqueuedTimeUtc","type":"string"},)"
    R"({"name":"SystemProperties","type":{"type":"map","values":["long","double","string","bytes"]}},)"
    R"({"name":"Properties","type":{"type":"map","values":["long","double","string","bytes","null"]}},)"
    R"({"name":"Body","type":["null","bytes"]}]})";

namespace {

// Branches of the unions in the schema.
constexpr std::int64_t kLong = 0;
constexpr std::int64_t kString = 2;
constexpr std::int64_t kBytes = 1; // of Body

/// An entry of a map.
void appendEntry(std::string& out, std::string_view key, std::int64_t number) {
    avro::appendText(out, key);
    avro::appendLong(out, kLong);
    avro::appendLong(out, number);
}
void appendEntry(std::string& out, std::string_view key, std::string_view text) {
    avro::appendText(out, key);
    avro::appendLong(out, kString);
    avro::appendText(out, text);
}

void appendTwoDigits(std::string& out, std::int64_t number) {
    if (number < 10) out += '0';
    out += std::to_string(number);
}

/// 3/5/2024 10:15:30 AM: the service writes the time as .NET does for the United States.
void appendUsTime(std::string& out, Instant time) {
    using namespace std::chrono;
    const auto day = floor<days>(time);
    const year_month_day date{day};
    const hh_mm_ss clock{floor<seconds>(time - day)};
    out += std::to_string(static_cast<unsigned>(date.month())) + '/';
    out += std::to_string(static_cast<unsigned>(date.day())) + '/';
    out += std::to_string(static_cast<int>(date.year())) + ' ';
    out += std::to_string(make12(clock.hours()).count()) + ':';
    appendTwoDigits(out, clock.minutes().count());
    out += ':';
    appendTwoDigits(out, clock.seconds().count());
    out += is_pm(clock.hours()) ? " PM" : " AM";
}

} // namespace

void CaptureRecorder::append(std::string& out, const endpoints::Delivery& delivery, const events::Dress& dress) {
    const std::string offset = std::to_string(delivery.offset);
    avro::appendLong(out, static_cast<std::int64_t>(delivery.sequenceNumber));
    avro::appendText(out, offset);
    m_text.clear();
    appendUsTime(m_text, delivery.enqueued);
    avro::appendText(out, m_text);

    avro::appendLong(out, 5); // SystemProperties: five entries, then the end
    const auto enqueued = std::chrono::floor<std::chrono::milliseconds>(delivery.enqueued.time_since_epoch());
    appendEntry(out, "x-opt-sequence-number", static_cast<std::int64_t>(delivery.sequenceNumber));
    appendEntry(out, "x-opt-offset", offset);
    appendEntry(out, "x-opt-enqueued-time", enqueued.count());
    appendEntry(out, "x-opt-partition-key", dress.texts().text(delivery.event->twin));
    appendEntry(out, "content-type", events::Dress::kContentType);
    avro::appendLong(out, 0);

    appendProperties(out, delivery, dress);
    avro::appendLong(out, kBytes);
    avro::appendText(out, dress.body(*delivery.event));
}

void CaptureRecorder::appendProperties(std::string& out, const endpoints::Delivery& delivery,
                                       const events::Dress& dress) {
    const events::Event& event = *delivery.event;
    const bool hasSubject = events::Dress::plainSubject(event).valid() || event.relationship.valid();
    const std::string_view schema = dress.dataSchema(event);
    avro::appendLong(out, 6 + (hasSubject ? 1 : 0) + (schema.empty() ? 0 : 1));
    const auto appendMade = [&](std::string_view key, auto append) {
        m_text.clear();
        append(m_text);
        appendEntry(out, key, m_text);
    };
    appendEntry(out, "cloudEvents:specversion", events::Dress::kSpecVersion);
    appendMade("cloudEvents:id", [&](std::string& text) { dress.appendId(text, event); });
    appendEntry(out, "cloudEvents:type", dress.type(event));
    appendMade("cloudEvents:source", [&](std::string& text) { dress.appendSource(text, event); });
    if (hasSubject) appendMade("cloudEvents:subject", [&](std::string& text) { dress.appendSubject(text, event); });
    if (!schema.empty()) appendEntry(out, "cloudEvents:dataschema", schema);
    appendMade("cloudEvents:time", [&](std::string& text) { appendInstant(text, event.time); });
    appendMade("cloudEvents:traceparent",
               [&](std::string& text) { dress.appendTraceparent(text, event, endpoints::hopOf(delivery.endpoint)); });
    avro::appendLong(out, 0);
}

} // namespace twinflow::downstream
