// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modelled_events.h"

#include "events/dress.h"
#include "events/notifier.h"
#include "random_filters.h"
#include "support.h"
#include "twins/graph.h"

#include <rapidcheck.h>

#include <stdexcept>

namespace twinflow::test {

namespace {

class Collector final : public events::EventTaker {
public:
    std::vector<events::EventRef> events;
    void take(const events::EventRef& event) override { events.push_back(event); }
};

std::string pick(std::vector<std::string> texts) {
    return *rc::gen::elementOf(std::move(texts));
}

/// `"name":value,` now and then.
std::string maybe(std::string_view name, std::vector<std::string> values) {
    if (*rc::gen::arbitrary<bool>()) return {};
    return "\"" + std::string(name) + "\":" + pick(std::move(values)) + ",";
}

/// `"text"` as the value of `name`.
std::string member(std::string_view name, std::string_view text) {
    return "\"" + std::string(name) + "\":\"" + std::string(text) + "\"";
}

std::string object(std::string members) {
    if (members.ends_with(',')) members.pop_back();
    return "{" + members + "}";
}

std::string randomPump() {
    std::string members = maybe("a", {"{}", "{\"b\":{}}", "{\"b\":{\"a\":1}}", "{\"b\":{\"a\":0.5,\"c\":\"pump\"}}"}) +
                          maybe("b", {"true", "false"}) + maybe("kind", {"1", "2"}) +
                          maybe("tags", {"{\"a\":\"07\"}", "{\"b\":\"pump\"}"});
    members += "\"motor\":" + object(maybe("a", {"\"pump\"", "\"07\"", "\"\""}) + "\"$metadata\":{}") + ",";
    return object(members + "\"$metadata\":" + object(member("$model", "dtmi:acme:Pump;2")));
}

std::string randomTank() {
    const std::string members = maybe("a", {"0", "1", "0.5", "1e300"}) + maybe("b", {"\"pump\"", "\"\"", "\"1.0\""}) +
                                maybe("kind", {"\"pump\"", "\"motor\""});
    return object(members + "\"$metadata\":" + object(member("$model", "dtmi:acme:Tank;1")));
}

std::string randomRelationship(std::string_view target) {
    return object(maybe("a", {"1", "2", "-1"}) + maybe("b", {"{\"a\":1.5}", "{}"}) + member("$targetId", target) + "," +
                  member("$relationshipName", "feeds"));
}

template <typename T>
void must(const Result<T>& done) {
    if (!done) throw std::runtime_error(done.error().str());
}

} // namespace

models::ModelSet modelledBodies() {
    std::vector<JsonDocument> documents;
    documents.push_back(json(
        "[{\"@context\":\"dtmi:dtdl:context;3\",\"@id\":\"dtmi:acme:Motor;1\",\"@type\":\"Interface\",\"contents\":["
        "{\"@type\":\"Property\",\"name\":\"a\",\"schema\":\"string\"}]},"
        "{\"@context\":\"dtmi:dtdl:context;3\",\"@id\":\"dtmi:acme:Tank;1\",\"@type\":\"Interface\",\"contents\":["
        "{\"@type\":\"Property\",\"name\":\"a\",\"schema\":\"double\"},"
        "{\"@type\":\"Property\",\"name\":\"b\",\"schema\":\"string\"},"
        "{\"@type\":\"Property\",\"name\":\"kind\",\"schema\":{\"@type\":\"Enum\",\"valueSchema\":\"string\","
        "\"enumValues\":["
        "{\"name\":\"p\",\"enumValue\":\"pump\"},{\"name\":\"m\",\"enumValue\":\"motor\"}]}}]},"
        "{\"@context\":\"dtmi:dtdl:context;3\",\"@id\":\"dtmi:acme:Pump;2\",\"@type\":\"Interface\",\"contents\":["
        "{\"@type\":\"Property\",\"name\":\"a\",\"schema\":{\"@type\":\"Object\",\"fields\":[{\"name\":\"b\","
        "\"schema\":"
        "{\"@type\":\"Object\",\"fields\":[{\"name\":\"a\",\"schema\":\"double\"},{\"name\":\"c\",\"schema\":"
        "\"string\"}]}}]}},"
        "{\"@type\":\"Property\",\"name\":\"b\",\"schema\":\"boolean\"},"
        "{\"@type\":\"Property\",\"name\":\"kind\",\"schema\":{\"@type\":\"Enum\",\"valueSchema\":\"integer\","
        "\"enumValues\":["
        "{\"name\":\"one\",\"enumValue\":1},{\"name\":\"two\",\"enumValue\":2}]}},"
        "{\"@type\":\"Property\",\"name\":\"tags\",\"schema\":{\"@type\":\"Map\",\"mapKey\":{\"name\":\"k\",\"schema\":"
        "\"string\"},"
        "\"mapValue\":{\"name\":\"v\",\"schema\":\"string\"}}},"
        "{\"@type\":\"Component\",\"name\":\"motor\",\"schema\":\"dtmi:acme:Motor;1\"},"
        "{\"@type\":\"Relationship\",\"name\":\"feeds\",\"properties\":["
        "{\"@type\":\"Property\",\"name\":\"a\",\"schema\":\"integer\"},"
        "{\"@type\":\"Property\",\"name\":\"b\",\"schema\":{\"@type\":\"Object\",\"fields\":["
        "{\"name\":\"a\",\"schema\":\"double\"}]}}]}]}]"));
    models::ModelSet::Built built = models::ModelSet::build(documents);
    if (hasErrors(built.findings)) throw std::runtime_error(lines(built.findings));
    return std::move(built.models);
}

std::vector<std::pair<std::size_t, std::string>> randomModelledEvents(const models::ModelSet& models) {
    Interner texts;
    events::EventPool pool;
    Collector collector;
    events::Notifier notifier(pool, collector);
    const events::Dress dress(texts, models, std::string(kModelledHost), 1);
    twins::Graph graph(models, texts, 1);
    graph.setListener(&notifier);

    const std::string pump = pick({"p", "pump-07", "07"});
    const std::string relationship = pick({"feeds", "07"});
    must(graph.putTwin(pump, json(randomPump()).root()));
    must(graph.putTwin("tank", json(randomTank()).root()));
    must(graph.putRelationship(pump, relationship, json(randomRelationship("tank")).root()));
    must(graph.patchTwin(pump, {{twins::PatchOp::add, texts.intern("/b"), Value(true)}}));
    must(graph.patchRelationship(pump, relationship,
                                 {{twins::PatchOp::add, texts.intern("/a"), Value(std::int64_t{2})}}));
    must(graph.publishTelemetry(pump, pick({"", "motor"}), "message-1", randomBody(3)));
    must(graph.deleteRelationship(pump, relationship));
    must(graph.deleteTwin(pump));
    must(graph.deleteTwin("tank"));

    std::vector<std::pair<std::size_t, std::string>> dressed;
    for (const events::EventRef& event : collector.events) {
        std::string& text = dressed.emplace_back(static_cast<std::size_t>(event->type), std::string()).second;
        dress.appendCloudEvent(text, *event);
    }
    return dressed;
}

} // namespace twinflow::test
