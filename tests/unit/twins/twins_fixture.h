// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A small water works: models with every kind of property, and a graph that writes down what it is told.
#pragma once

#include "support.h"
#include "twins/graph.h"

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace twinflow::test {

inline constexpr std::string_view kModels = R"([
{"@context": "dtmi:dtdl:context;3", "@id": "dtmi:test:Motor;1", "@type": "Interface", "contents": [
  {"@type": "Property", "name": "current", "schema": "double"},
  {"@type": "Property", "name": "label", "schema": "string"},
  {"@type": "Telemetry", "name": "vibration", "schema": "double"}]},
{"@context": "dtmi:dtdl:context;3", "@id": "dtmi:test:Tank;1", "@type": "Interface", "contents": [
  {"@type": "Property", "name": "level", "schema": "double"}]},
{"@context": "dtmi:dtdl:context;3", "@id": "dtmi:test:BigTank;1", "@type": "Interface", "extends": "dtmi:test:Tank;1"},
{"@context": "dtmi:dtdl:context;3", "@id": "dtmi:test:Pump;1", "@type": "Interface", "contents": [
  {"@type": "Property", "name": "rpm", "schema": "double"},
  {"@type": "Property", "name": "starts", "schema": "integer"},
  {"@type": "Property", "name": "name", "schema": "string"},
  {"@type": "Property", "name": "on", "schema": "boolean"},
  {"@type": "Property", "name": "status", "schema": {"@type": "Object", "fields": [
    {"name": "code", "schema": "integer"}, {"name": "text", "schema": "string"}]}},
  {"@type": "Property", "name": "tags", "schema": {"@type": "Map",
    "mapKey": {"name": "key", "schema": "string"}, "mapValue": {"name": "value", "schema": "string"}}},
  {"@type": "Property", "name": "curve", "schema": {"@type": "Array", "elementSchema": "double"}},
  {"@type": "Component", "name": "motor", "schema": "dtmi:test:Motor;1"},
  {"@type": "Telemetry", "name": "heat", "schema": "double"},
  {"@type": "Relationship", "name": "feeds", "target": "dtmi:test:Tank;1", "properties": [
    {"@type": "Property", "name": "flow", "schema": "double"},
    {"@type": "Property", "name": "since", "schema": "date"}]},
  {"@type": "Relationship", "name": "near"}]},
{"@context": "dtmi:dtdl:context;3", "@id": "dtmi:test:Pump;2", "@type": "Interface", "contents": [
  {"@type": "Property", "name": "speed", "schema": "double"},
  {"@type": "Property", "name": "starts", "schema": "string"},
  {"@type": "Property", "name": "name", "schema": "string"},
  {"@type": "Component", "name": "drive", "schema": "dtmi:test:Motor;1"},
  {"@type": "Relationship", "name": "near"}]}
])";

inline models::ModelSet buildModels(std::string_view text = kModels) {
    std::vector<JsonDocument> documents;
    documents.push_back(json(text));
    models::ModelSet::Built built = models::ModelSet::build(documents);
    if (hasErrors(built.findings)) throw std::runtime_error(lines(built.findings));
    return std::move(built.models);
}

/// Each change as a line: kind, twin, relationship or component, then patch or body.
class Diary final : public twins::ChangeListener {
public:
    explicit Diary(const Interner& texts)
        : m_texts(texts) {}
    void onChange(const twins::Change& change) override {
        static constexpr std::string_view kKinds[] = {"created",  "updated",  "deleted",  "linked",
                                                      "relinked", "unlinked", "telemetry"};
        text += kKinds[static_cast<std::size_t>(change.kind)];
        text.append(" ").append(m_texts.text(change.twin));
        if (change.relationship.valid()) text.append("/").append(m_texts.text(change.relationship));
        if (change.component.valid()) text.append(".").append(m_texts.text(change.component));
        text += ' ';
        if (change.patch) twins::appendPatch(text, *change.patch, m_texts);
        text.append(change.body).append("\n");
        model = change.model;
        messageId = change.messageId;
        sourceTime = change.sourceTime;
    }
    std::string take() { return std::exchange(text, {}); }

    std::string text;
    ModelIndex model;
    std::string messageId;
    Instant sourceTime{};

private:
    const Interner& m_texts;
};

struct WaterWorks {
    models::ModelSet models = buildModels();
    Interner texts;
    twins::Graph graph{models, texts, 7};
    Diary diary{texts};

    WaterWorks() {
        graph.setListener(&diary);
        graph.setTime(*parseInstant("2026-03-02T06:00:00Z"));
    }
    /// Puts a twin of dtmi:test:<model>; `members` stand behind the metadata, each with a comma in front.
    Result<TwinIndex> put(std::string_view id, std::string_view model, std::string_view members = {}) {
        const std::string body =
            R"({"$metadata": {"$model": "dtmi:test:)" + std::string(model) + "\"}" + std::string(members) + "}";
        return graph.putTwin(id, json(body).root());
    }
    Result<void> patch(std::string_view id, std::string_view array) {
        const Result<twins::Patch> parsed = twins::parsePatch(json(array).root(), texts);
        if (!parsed) return refuse(parsed.error());
        return graph.patchTwin(id, *parsed);
    }
    Result<RelationshipIndex> link(std::string_view source, std::string_view id, std::string_view body) {
        return graph.putRelationship(source, id, json(body).root());
    }
    std::string get(std::string_view id) const {
        std::string text;
        if (const auto index = graph.find(id)) graph.appendTwin(text, *index);
        return text;
    }
    /// The twin without etag and times.
    std::string line(std::string_view id) const {
        std::string text;
        if (const auto index = graph.find(id)) graph.appendTwinLine(text, graph.twin(*index));
        return text;
    }
    std::string relationship(std::string_view source, std::string_view id) const {
        std::string text;
        if (const auto index = graph.findRelationship(source, id)) graph.appendRelationship(text, *index);
        return text;
    }
    /// Everything that can be seen: to prove that a refused write changed nothing.
    std::string everything() const {
        std::string text = std::to_string(graph.version()) + "\n";
        for (const TwinIndex index : graph.twins()) {
            graph.appendTwin(text, index);
            text += " bytes " + std::to_string(graph.twin(index).textBytes) + "\n";
        }
        for (const RelationshipIndex index : graph.relationships()) {
            graph.appendRelationship(text, index);
            text += '\n';
        }
        return text;
    }
};

/// The code of a refusal, or "ok".
template <typename T>
std::string outcome(const Result<T>& result) {
    return result ? "ok" : result.error().code;
}

} // namespace twinflow::test
