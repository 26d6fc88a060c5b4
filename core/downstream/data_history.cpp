// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "downstream/data_history.h"

#include "downstream/history_writer.h"
#include "downstream/record.h"
#include "downstream/utc_time.h"

#include <algorithm>

namespace twinflow::downstream {

namespace {

constexpr std::string_view kMetadata = "$metadata";
constexpr std::string_view kSourceTime = "sourceTime";

/// A pointer's parts with a dot between: /motor/current gives motor.current.
void assignKey(std::string& key, std::string_view pointer) {
    key.clear();
    if (pointer.starts_with('/')) pointer.remove_prefix(1);
    for (std::size_t i = 0; i < pointer.size(); ++i) {
        const char c = pointer[i];
        const char next = i + 1 < pointer.size() ? pointer[i + 1] : '\0';
        if (c == '~' && (next == '0' || next == '1')) {
            key += next == '0' ? '~' : '/';
            ++i;
        } else {
            key += c == '/' ? '.' : c;
        }
    }
}

std::string joined(std::string_view prefix, std::string_view name) {
    return prefix.empty() ? std::string(name) : std::string(prefix) + '.' + std::string(name);
}

/// /$metadata/rpm/sourceTime and /motor/$metadata/current/sourceTime name the key rpm, motor.current; else empty.
std::string sourceTimeKey(std::string_view pointer) {
    std::string key;
    assignKey(key, pointer);
    const std::string suffix = '.' + std::string(kSourceTime);
    const auto metadata = key.find(std::string(kMetadata) + '.');
    if (metadata == std::string::npos || !key.ends_with(suffix)) return {};
    const auto name = metadata + kMetadata.size() + 1;
    if (name + suffix.size() >= key.size()) return {};
    return key.substr(0, metadata) + key.substr(name, key.size() - suffix.size() - name);
}

Instant instantIn(const Value& value) {
    if (value.kind() != Value::Kind::string) return {};
    const Result<Instant> read = parseUtc(value.text());
    return read ? *read : Instant{};
}

/// The source time that an object's $metadata gives a property.
Instant sourceTimeIn(const JsonNode& object, std::string_view name) {
    const JsonNode* metadata = object.find(kMetadata);
    const JsonNode* property = metadata ? metadata->find(name) : nullptr;
    const JsonNode* time = property ? property->find(kSourceTime) : nullptr;
    return time ? instantIn(time->value()) : Instant{};
}

std::string_view textIn(const JsonNode& object, std::string_view name) {
    const JsonNode* member = object.find(name);
    return member && member->isString() ? std::string_view(member->text) : std::string_view();
}

std::string_view actionOf(bool isDeletion) {
    return isDeletion ? "Delete" : "Create";
}

} // namespace

DataHistory::DataHistory(const DownstreamSettings& settings, const events::Dress& dress,
                         const std::filesystem::path& folder, WriteLane& lane, const Timeline& timeline)
    : Sink(settings, lane, std::make_shared<HistoryWriter>(folder, settings.history))
    , m_dress(dress)
    , m_timeline(timeline) {}

endpoints::Reply DataHistory::consume(const endpoints::Delivery& delivery) {
    ++m_row.attempts;
    if (condition.down) return delivery::Outcome::unavailable;
    const events::Event& event = *delivery.event;
    std::size_t rows = 0;
    if (event.relationship.valid()) {
        rows = takeRelationship(event);
    } else if (event.type != events::EventType::telemetry) {
        rows = takeTwin(event);
    }
    if (rows == 0) {
        countFiltered();
    } else {
        countDelivered(m_timeline.now(), event.origin);
    }
    return delivery::Outcome::delivered;
}

Result<void> DataHistory::send(std::string_view, Instant, Instant) {
    ++m_row.attempts;
    if (condition.down) return refuse(unavailable());
    return refuse(invalidPayload("cannot be taken: a data history holds what the twins did",
                                 "Write to the twins, or send to a time series."));
}

void DataHistory::finish() {
    post(std::string(1, HistoryWriter::kFinish), 0);
}

std::size_t DataHistory::takeTwin(const events::Event& event) {
    if (event.isUpdate()) return postPatch(event);
    const bool isDeletion = event.type == events::EventType::twinDelete;
    std::size_t rows = 0;
    if (!m_settings.history.adxTwinLifecycleEventsTableName.empty()) {
        beginRow(HistoryWriter::kTwin, event);
        appendText(m_record, m_dress.texts().text(event.twin));
        appendText(m_record, actionOf(isDeletion));
        appendText(m_record, m_dress.modelId(event));
        post(m_record, m_record.size());
        ++rows;
    }
    if (isDeletion) return rows;
    const Result<JsonDocument> body = JsonDocument::parse(event.body, {});
    return body ? rows + postMembers(event, body->root(), {}) : rows;
}

std::size_t DataHistory::takeRelationship(const events::Event& event) {
    if (event.isUpdate()) return postPatch(event);
    const bool isDeletion = event.type == events::EventType::relationshipDelete;
    const Result<JsonDocument> body = JsonDocument::parse(event.body, {});
    if (!body) return 0;
    const std::string_view target = textIn(body->root(), "$targetId");
    noteRelationship(event.twin, event.relationship, m_dress.texts().find(target));
    std::size_t rows = 0;
    if (!m_settings.history.adxRelationshipLifecycleEventsTableName.empty()) {
        beginRow(HistoryWriter::kRelationship, event);
        appendText(m_record, m_dress.texts().text(event.relationship));
        appendText(m_record, textIn(body->root(), "$relationshipName"));
        appendText(m_record, actionOf(isDeletion));
        appendText(m_record, m_dress.texts().text(event.twin));
        appendText(m_record, target);
        post(m_record, m_record.size());
        ++rows;
    }
    if (!isDeletion) return rows + postMembers(event, body->root(), {});
    m_targets.erase(keyOf(event.twin, event.relationship));
    return rows;
}

std::size_t DataHistory::postPatch(const events::Event& event) {
    SourceTimes times;
    for (const twins::PatchOperation& operation : event.patch) {
        const std::string key = sourceTimeKey(operation.path.text(m_dress.texts()));
        if (!key.empty()) times[key] = instantIn(operation.value);
    }
    std::size_t rows = 0;
    for (const twins::PatchOperation& operation : event.patch) {
        assignKey(m_key, operation.path.text(m_dress.texts()));
        if (m_key.find(kMetadata) != std::string::npos) continue;
        const bool isRemoval = operation.op == twins::PatchOp::remove;
        if (isRemoval && !m_settings.history.recordPropertyAndItemRemovals) continue;
        if (!isRemoval && isComponent(event, m_key)) {
            const std::string component = m_key;
            const Result<JsonDocument> content = JsonDocument::parse(operation.value.json(), {});
            if (content) rows += postMembers(event, content->root(), component);
            continue;
        }
        m_value.clear();
        if (!isRemoval) operation.value.appendJson(m_value);
        const auto time = times.find(m_key);
        postProperty(event, m_key, m_value, time == times.end() ? Instant{} : time->second, isRemoval);
        ++rows;
    }
    return rows;
}

std::size_t DataHistory::postMembers(const events::Event& event, const JsonNode& object, std::string_view prefix) {
    std::size_t rows = 0;
    for (const JsonNode::Member& member : object.members) {
        if (member.name.starts_with('$')) continue;
        const std::string key = joined(prefix, member.name);
        if (prefix.empty() && isComponent(event, member.name)) {
            rows += postMembers(event, member.value, key);
            continue;
        }
        m_value.clear();
        member.value.appendJson(m_value);
        postProperty(event, key, m_value, sourceTimeIn(object, member.name), false);
        ++rows;
    }
    return rows;
}

void DataHistory::postProperty(const events::Event& event, std::string_view key, std::string_view valueJson,
                               Instant sourceTime, bool isRemoval) {
    std::string_view target;
    std::string_view relationship;
    if (event.relationship.valid()) {
        relationship = m_dress.texts().text(event.relationship);
        const auto found = m_targets.find(keyOf(event.twin, event.relationship));
        if (found != m_targets.end() && found->second.valid()) target = m_dress.texts().text(found->second);
    }
    m_record.assign(1, HistoryWriter::kProperty);
    appendNumber(m_record, static_cast<std::uint64_t>(event.time.time_since_epoch().count()));
    appendNumber(m_record, static_cast<std::uint64_t>(sourceTime.time_since_epoch().count()));
    appendText(m_record, m_dress.host());
    appendText(m_record, m_dress.texts().text(event.twin));
    appendText(m_record, m_dress.modelId(event));
    appendText(m_record, key);
    appendText(m_record, valueJson);
    appendText(m_record, target);
    appendText(m_record, relationship);
    appendText(m_record, isRemoval ? "Delete" : "Update");
    post(m_record, m_record.size());
}

bool DataHistory::isComponent(const events::Event& event, std::string_view name) const {
    if (event.relationship.valid() || !event.model.valid()) return false;
    const auto& components = m_dress.models().layout(event.model).components;
    return std::find(components.begin(), components.end(), name) != components.end();
}

void DataHistory::beginRow(char kind, const events::Event& event) {
    m_record.assign(1, kind);
    appendNumber(m_record, static_cast<std::uint64_t>(event.time.time_since_epoch().count()));
    appendText(m_record, m_dress.host());
}

} // namespace twinflow::downstream
