// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "downstream/map.h"

#include "base/json_text.h"
#include "downstream/journal_writer.h"
#include "downstream/record.h"
#include "downstream/utc_time.h"

namespace twinflow::downstream {

namespace {

/// The string behind `name`, empty when there is none.
std::string_view stringIn(const JsonNode& object, std::string_view name) {
    const JsonNode* node = object.find(name);
    return node && node->isString() ? std::string_view(node->text) : std::string_view();
}

} // namespace

Map::Map(const DownstreamSettings& settings, FeatureStyles styles, const std::filesystem::path& folder, WriteLane& lane)
    : Sink(settings, lane, std::make_shared<JournalWriter>(folder, "states.ndjson"))
    , m_styles(std::move(styles)) {
    if (m_settings.stateset.empty()) m_settings.stateset = m_settings.name;
}

endpoints::Reply Map::consume(const endpoints::Delivery&) {
    ++m_row.attempts;
    return delivery::Outcome::refused;
}

Result<void> Map::send(std::string_view payloadJson, Instant now, Instant origin) {
    ++m_row.attempts;
    if (condition.down) return refuse(unavailable());
    const Result<JsonDocument> document = JsonDocument::parse(std::string(payloadJson), {});
    if (!document) return refuse(unreadablePayload(document.error()));

    const JsonNode& root = document->root();
    const std::string_view feature = stringIn(root, "featureId");
    if (feature.empty()) {
        return refuse(invalidPayload("does not say which feature it is about",
                                     "Give it a member 'featureId', a string that is not empty."));
    }
    const JsonNode* states = root.find("states");
    if (!states) states = root.find("States");
    if (!states || !states->isArray() || states->items.empty()) {
        return refuse(invalidPayload("holds no states", "Give it a member 'states', an array of at least one state."));
    }
    m_updates.clear();
    for (std::size_t i = 0; i < states->items.size(); ++i) {
        if (Result<void> read = readUpdate(states->items[i], i); !read) return read;
    }
    for (Update& update : m_updates) apply(feature, update, now, origin);
    return {};
}

Result<void> Map::readUpdate(const JsonNode& state, std::size_t index) {
    const auto wrong = [&](std::string_view what, std::string_view hint) {
        return refuse(invalidPayload(what, hint).at({{}, 0, 0, "/states/" + std::to_string(index)}));
    };
    const std::string_view key = stringIn(state, "keyName");
    if (key.empty()) return wrong("has a state without 'keyName'", "Give the state a 'keyName' that is not empty.");
    const JsonNode* value = state.find("value");
    if (!value || !(value->isString() || value->isNumber() || value->kind == JsonNode::Kind::boolean)) {
        return wrong("has a state without a usable 'value'", "Give the state a string, a number or a boolean.");
    }
    State read;
    if (m_styles.empty()) {
        value->appendJson(read.value);
    } else {
        const FeatureStyle* style = m_styles.find(key);
        if (!style)
            return wrong("has a state '" + std::string(key) + "', which the state set does not know",
                         "It knows " + m_styles.keys() + ".");
        const std::optional<Value> typed = stateValue(*style, value->value());
        if (!typed)
            return wrong("has a value of '" + std::string(key) + "' that its style does not take",
                         "The style's type is " + std::string(typeText(style->type)) +
                             "; strings are those of its rules.");
        typed->appendJson(read.value);
        read.color = colorOf(*style, *typed);
    }
    const std::string_view text = stringIn(state, "eventTimestamp");
    const Result<Instant> at = parseUtc(text);
    if (!at) {
        return wrong("has a state whose 'eventTimestamp' is not a date and time",
                     "Write it like 2024-03-05T10:15:30, in UTC.");
    }
    read.eventTimestamp = text;
    read.at = *at;
    m_updates.push_back({key, std::move(read)});
    return {};
}

void Map::apply(std::string_view feature, Update& update, Instant now, Instant origin) {
    auto states = m_features.find(feature);
    if (states == m_features.end()) states = m_features.emplace(feature, States()).first;
    const auto stored = states->second.find(update.key);
    if (stored != states->second.end() && update.state.at <= stored->second.at) {
        ++stored->second.outdated;
        ++m_row.offered;
        ++m_row.accepted;
        ++m_row.dropped;
        return;
    }
    m_record.assign(1, JournalWriter::kLine);
    m_record += "{\"time\":\"";
    appendInstant(m_record, now);
    m_record += "\",\"featureId\":";
    appendJsonString(m_record, feature);
    m_record += ',';
    appendState(m_record, update.key, update.state);
    m_record += "}\n";
    post(m_record, m_record.size() - 1);
    countDelivered(now, origin);
    if (stored == states->second.end()) {
        states->second.emplace(update.key, std::move(update.state));
    } else {
        update.state.updates = stored->second.updates + 1;
        update.state.outdated = stored->second.outdated;
        stored->second = std::move(update.state);
    }
}

std::vector<std::string> Map::features() const {
    std::vector<std::string> names;
    for (const auto& [feature, states] : m_features) names.push_back(feature);
    return names;
}

std::vector<Map::StateNow> Map::states(std::string_view feature) const {
    std::vector<StateNow> now;
    const auto found = m_features.find(feature);
    if (found == m_features.end()) return now;
    for (const auto& [key, state] : found->second) {
        now.push_back(
            {key, state.value, state.eventTimestamp, std::string(state.color), state.updates, state.outdated});
    }
    return now;
}

void Map::finish() {
    std::string summary = "{\"statesetId\":";
    appendJsonString(summary, m_settings.stateset);
    summary += ",\"features\":[";
    std::string_view before = "\n";
    for (const auto& [feature, states] : m_features) {
        summary.append(before) += "{\"featureId\":";
        appendJsonString(summary, feature);
        summary += ",\"states\":[";
        before = "";
        for (const auto& [key, state] : states) {
            summary.append(before) += '{';
            appendState(summary, key, state);
            if (!state.color.empty()) {
                summary += ",\"color\":";
                appendJsonString(summary, state.color);
            }
            summary += ",\"updates\":";
            appendJsonNumber(summary, state.updates);
            summary += ",\"outdated\":";
            appendJsonNumber(summary, state.outdated);
            summary += '}';
            before = ",";
        }
        summary += "]}";
        before = ",\n";
    }
    summary += "\n]}\n";
    m_record.assign(1, JournalWriter::kWhole);
    appendText(m_record, "feature-states.json");
    m_record += summary;
    post(m_record, summary.size());
    post(std::string(1, JournalWriter::kFlush), 0);
}

void Map::appendState(std::string& out, std::string_view key, const State& state) {
    out += "\"keyName\":";
    appendJsonString(out, key);
    out.append(",\"value\":").append(state.value).append(",\"eventTimestamp\":");
    appendJsonString(out, state.eventTimestamp);
}

} // namespace twinflow::downstream
