// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "event_bench.h"

#include "support.h"

#include <stdexcept>

namespace twinflow::test {

using events::EventRef;
using events::EventType;

namespace {

models::ModelSet acmeModels() {
    std::vector<JsonDocument> documents;
    documents.push_back(json(R"([
        {"@context": "dtmi:dtdl:context;2", "@id": "dtmi:acme:Motor;1", "@type": "Interface"},
        {"@context": "dtmi:dtdl:context;2", "@id": "dtmi:acme:Tank;1", "@type": "Interface"},
        {"@context": "dtmi:dtdl:context;2", "@id": "dtmi:acme:Pump;2", "@type": "Interface",
         "contents": [{"@type": "Component", "name": "motor", "schema": "dtmi:acme:Motor;1"}]}
    ])"));
    models::ModelSet::Built built = models::ModelSet::build(documents);
    if (!built.findings.empty()) throw std::runtime_error(lines(built.findings));
    return std::move(built.models);
}

} // namespace

EventBench::EventBench()
    : m_models(acmeModels())
    , m_dress(m_texts, m_models, "acme.api.weu.digitaltwins.azure.net", 1) {}

std::pair<EventRef, events::Event*> EventBench::make(EventType type, std::string_view twin, std::string_view model) {
    auto [reference, event] = m_pool.take();
    event->type = type;
    event->twin = m_texts.intern(twin);
    event->model = m_models.find(model).value();
    event->number = ++m_count;
    return {reference, event};
}

EventRef EventBench::create(std::string_view twin, std::string_view model, std::string_view body) {
    auto [reference, event] = make(EventType::twinCreate, twin, model);
    event->body = body;
    return reference;
}

EventRef EventBench::remove(std::string_view twin, std::string_view model, std::string_view body) {
    auto [reference, event] = make(EventType::twinDelete, twin, model);
    event->body = body;
    return reference;
}

EventRef EventBench::update(std::string_view twin, std::string_view model) {
    auto [reference, event] = make(EventType::twinUpdate, twin, model);
    event->patch.push_back({twins::PatchOp::replace, m_texts.intern("/rpm"), Value(std::int64_t{1480})});
    return reference;
}

EventRef EventBench::relationshipCreate(std::string_view source, std::string_view id, std::string_view body) {
    auto [reference, event] = make(EventType::relationshipCreate, source, "dtmi:acme:Pump;2");
    event->relationship = m_texts.intern(id);
    event->body = body;
    return reference;
}

EventRef EventBench::relationshipUpdate(std::string_view source, std::string_view id) {
    auto [reference, event] = make(EventType::relationshipUpdate, source, "dtmi:acme:Pump;2");
    event->relationship = m_texts.intern(id);
    return reference;
}

EventRef EventBench::telemetry(std::string_view twin, std::string_view component, std::string_view body) {
    auto [reference, event] = make(EventType::telemetry, twin, "dtmi:acme:Pump;2");
    if (!component.empty()) event->component = m_texts.intern(component);
    event->messageId = "message-" + std::to_string(event->number);
    event->body = body;
    return reference;
}

} // namespace twinflow::test
