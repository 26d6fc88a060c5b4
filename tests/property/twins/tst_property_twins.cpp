// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Random writes: the graph agrees with a naive reference, a mirror that follows its changes sees the same, and what is
// exported can be imported.
#include "reference_graph.h"

#include "bulk.h"
#include "twins_fixture.h"

#include <rapidcheck.h>

using namespace twinflow;
using test::Json;
using test::outcome;

namespace {

/// Repeats every told change on a graph of its own.
class Mirror final : public twins::ChangeListener {
public:
    Mirror(const models::ModelSet& models, Interner& texts)
        : graph(models, texts, 3) {}

    void onChange(const twins::Change& change) override {
        const std::string twin(graph.text(change.twin));
        const std::string relationship(change.relationship.valid() ? graph.text(change.relationship)
                                                                   : std::string_view());
        switch (change.kind) {
        case twins::ChangeKind::twinCreated:
            expect(graph.putTwin(twin, test::json(change.body).root()));
            break;
        case twins::ChangeKind::twinUpdated:
            expect(graph.patchTwin(twin, *change.patch));
            break;
        case twins::ChangeKind::twinDeleted:
            expect(graph.deleteTwin(twin));
            break;
        case twins::ChangeKind::relationshipCreated:
            expect(graph.putRelationship(twin, relationship, test::json(change.body).root()));
            break;
        case twins::ChangeKind::relationshipUpdated:
            expect(graph.patchRelationship(twin, relationship, *change.patch));
            break;
        case twins::ChangeKind::relationshipDeleted:
            expect(graph.deleteRelationship(twin, relationship));
            break;
        case twins::ChangeKind::telemetry:
            break;
        }
        ++changes;
    }

    twins::Graph graph;
    int changes = 0;

private:
    template <typename T>
    void expect(const Result<T>& result) {
        if (!result) RC_FAIL("the mirror refused: " + result.error().str());
    }
};

/// 0 to `bound` - 1, evenly: RapidCheck's own ranges grow with the size of a test and would leave the last choices out
/// for long.
int below(int bound) {
    return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(0, bound));
}

template <typename T>
T oneOf(const std::vector<T>& choices) {
    return choices[static_cast<std::size_t>(below(static_cast<int>(choices.size())))];
}

Json randomValue() {
    static const std::vector<Json> kValues{1,
                                           2.5,
                                           -7,
                                           5'000'000'000,
                                           true,
                                           "text",
                                           "more",
                                           nullptr,
                                           Json::object(),
                                           {{"code", 1}},
                                           {{"text", "x"}, {"code", 2}},
                                           {{"a", "1"}, {"b/c", "2"}},
                                           {{"a", 1}},
                                           Json::array({1})};
    return oneOf(kValues);
}

std::string randomId() {
    return oneOf<std::string>({"a", "b", "c", "d"});
}

Json randomTwin() {
    const bool pump = below(4) > 0;
    Json body{{"$metadata", {{"$model", pump ? "dtmi:test:Pump;1" : "dtmi:test:Tank;1"}}}};
    if (pump && below(10) > 0) body["motor"] = Json::object();
    const int count = below(4);
    for (int i = 0; i < count; ++i) {
        static const std::map<std::string, Json> kMostlyFine{
            {"rpm", 1480},          {"starts", 3}, {"name", "north"}, {"on", true}, {"status", {{"code", 1}}},
            {"tags", {{"a", "1"}}}, {"level", 0.5}};
        const std::string name = oneOf<std::string>({"rpm", "starts", "name", "on", "status", "tags", "level"});
        if (!pump && name != "level" && below(4) > 0) continue;
        body[name] = below(10) > 0 ? kMostlyFine.at(name) : randomValue();
    }
    if (body.contains("motor") && below(2) > 0) body["motor"]["current"] = 12.5;
    return body;
}

Json randomPatch(const std::vector<std::string>& paths) {
    Json patch = Json::array();
    const int count = 1 + below(3);
    for (int i = 0; i < count; ++i) {
        Json operation{{"op", oneOf<std::string>({"add", "add", "replace", "remove"})}, {"path", oneOf(paths)}};
        if (operation["op"] != "remove") operation["value"] = randomValue();
        patch.push_back(operation);
    }
    return patch;
}

/// A graph, the reference and a mirror under the same writes.
struct Run {
    models::ModelSet models = test::buildModels();
    Interner texts;
    twins::Graph graph{models, texts, 7};
    Mirror mirror{models, texts};
    test::ReferenceGraph reference;

    Run() { graph.setListener(&mirror); }

    void write() {
        static const std::vector<std::string> kTwinPaths{
            "/rpm",         "/starts", "/name",     "/on",        "/status",       "/status/code",
            "/status/text", "/tags",   "/tags/a",   "/tags/b~1c", "/motor",        "/motor/current",
            "/motor/label", "/level",  "/pressure", "/rpm/x",     "/status/code/x"};
        const std::string id = randomId();
        const std::string link = oneOf<std::string>({"r", "s"});
        switch (below(10)) {
        case 0:
        case 1:
        case 2: {
            const Json body = randomTwin();
            agree("put " + id + " " + body.dump(), outcome(graph.putTwin(id, test::json(body.dump()).root())),
                  reference.putTwin(id, body));
            break;
        }
        case 3:
            agree("delete " + id, outcome(graph.deleteTwin(id)), reference.deleteTwin(id));
            break;
        case 4: {
            Json body{{"$relationshipName", oneOf<std::string>({"feeds", "near", "near", "heats"})},
                      {"$targetId", randomId()}};
            if (below(3) == 0) body["flow"] = randomValue();
            agree("link " + id + " " + link + " " + body.dump(),
                  outcome(graph.putRelationship(id, link, test::json(body.dump()).root())),
                  reference.putRelationship(id, link, body));
            break;
        }
        case 5:
            agree("unlink " + id + " " + link, outcome(graph.deleteRelationship(id, link)),
                  reference.deleteRelationship(id, link));
            break;
        case 6: {
            const Json patch = randomPatch({"/flow", "/flow", "/flow/x", "/since2"});
            agree("relink " + id + " " + link + " " + patch.dump(),
                  outcome(graph.patchRelationship(id, link, parsed(patch))),
                  reference.patchRelationship(id, link, patch));
            break;
        }
        default: {
            const Json patch = randomPatch(kTwinPaths);
            agree("patch " + id + " " + patch.dump(), outcome(graph.patchTwin(id, parsed(patch))),
                  reference.patchTwin(id, patch));
        }
        }
    }

    twins::Patch parsed(const Json& patch) { return twins::parsePatch(test::json(patch.dump()).root(), texts).value(); }

    void agree(const std::string& what, const std::string& graphSays, const std::string& referenceSays) {
        RC_LOG() << what << " -> " << referenceSays << "\n";
        RC_ASSERT(graphSays == referenceSays);
        const bool told = mirror.changes > m_changes;
        RC_ASSERT(told == (graphSays == "ok"));
        RC_ASSERT((graph.version() > m_version) == (graphSays == "ok"));
        m_changes = mirror.changes;
        m_version = graph.version();
        compareWithReference();
        compareWithMirror();
    }

    void compareWithReference() const {
        RC_ASSERT(graph.twinCount() == reference.twins.size());
        RC_ASSERT(graph.relationshipCount() == reference.relationships.size());
        std::size_t ends = 0;
        for (const auto& [id, expected] : reference.twins) {
            const auto index = graph.find(id);
            RC_ASSERT(index.has_value());
            std::string text;
            graph.appendTwin(text, *index);
            Json twin = Json::parse(text);
            compareTimes(twin);
            twin["$model"] = twin["$metadata"]["$model"];
            for (const char* gone : {"$dtId", "$etag", "$metadata"}) twin.erase(gone);
            if (twin.contains("motor")) twin["motor"].erase("$metadata");
            RC_ASSERT(twin.dump() == expected.dump());
            ends += graph.twin(*index).outgoing.size() + graph.twin(*index).incoming.size();
        }
        RC_ASSERT(ends == 2 * reference.relationships.size());
        for (const auto& [key, expected] : reference.relationships) {
            const auto index = graph.findRelationship(key.first, key.second);
            RC_ASSERT(index.has_value());
            std::string text;
            graph.appendRelationship(text, *index);
            Json relationship = Json::parse(text);
            RC_ASSERT(relationship["$sourceId"] == key.first);
            for (const char* gone : {"$relationshipId", "$etag", "$sourceId"}) relationship.erase(gone);
            RC_ASSERT(relationship.dump() == expected.dump());
        }
    }

    /// Metadata stands beside each property that is set, and beside no other.
    static void compareTimes(const Json& object) {
        for (const auto& [name, value] : object.items()) {
            if (!name.starts_with('$') && name != "motor") RC_ASSERT(object["$metadata"].contains(name));
        }
        for (const auto& [name, value] : object["$metadata"].items()) {
            if (!name.starts_with('$')) RC_ASSERT(object.contains(name));
        }
        if (object.contains("motor")) compareTimes(object["motor"]);
    }

    void compareWithMirror() const {
        for (const TwinIndex index : graph.twins()) {
            const auto there = mirror.graph.find(graph.text(graph.twin(index).id));
            RC_ASSERT(there.has_value());
            std::string here, mirrored;
            graph.appendTwinLine(here, graph.twin(index));
            mirror.graph.appendTwinLine(mirrored, mirror.graph.twin(*there));
            RC_ASSERT(here == mirrored);
        }
        RC_ASSERT(mirror.graph.twinCount() == graph.twinCount());
        RC_ASSERT(mirror.graph.relationshipCount() == graph.relationshipCount());
    }

private:
    int m_changes = 0;
    std::uint64_t m_version = 0;
};

} // namespace

class PropertyTwinsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void writesAgreeWithTheReference() {
        QVERIFY(rc::check("random writes agree with the reference and with a mirror", [] {
            Run run;
            const int writes = *rc::gen::inRange(1, 60);
            for (int i = 0; i < writes; ++i) run.write();
        }));
    }

    void whatIsExportedCanBeImported() {
        QVERIFY(rc::check("export, import, export gives the same text", [] {
            Run run;
            const int writes = *rc::gen::inRange(1, 40);
            for (int i = 0; i < writes; ++i) run.write();
            const std::string text = twins::exportBulk(run.graph);
            twins::Graph again(run.models, run.texts, 9);
            Findings findings;
            test::importBulk(test::readBulk(text, "graph.ndjson", findings), again, findings);
            RC_ASSERT(test::lines(findings) == "");
            RC_ASSERT(twins::exportBulk(again) == text);
        }));
    }
};

QTEST_APPLESS_MAIN(PropertyTwinsTest)
#include "tst_property_twins.moc"
