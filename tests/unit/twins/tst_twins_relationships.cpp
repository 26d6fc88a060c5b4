// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Relationships: their ends, their properties, and how replacing, patching and deleting them is told.
#include "twins_fixture.h"

using namespace twinflow;
using test::outcome;

namespace {

/// Two pumps, a tank and a big tank.
struct Linked : test::WaterWorks {
    Linked() {
        put("p", "Pump;1", R"(, "motor": {})").value();
        put("q", "Pump;1", R"(, "motor": {})").value();
        put("t", "Tank;1").value();
        put("b", "BigTank;1").value();
        diary.take();
    }
    Result<void> relink(std::string_view source, std::string_view id, std::string_view array) {
        const Result<twins::Patch> parsed = twins::parsePatch(test::json(array).root(), texts);
        if (!parsed) return refuse(parsed.error());
        return graph.patchRelationship(source, id, *parsed);
    }
};

} // namespace

class TwinsRelationshipsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aRelationshipReadsAsTheServiceReturnsIt();
    void endsAreChecked_data();
    void endsAreChecked();
    void idsAreUniqueWithinTheSource();
    void patches_data();
    void patches();
    void aReplacingPutIsToldAsItsDiff();
    void aPutThatLeadsElsewhereIsADeletionAndACreation();
    void deletionFreesBothEnds();
    void preconditions();
    void anotherModelMustFitTheRelationships();
    void aTwinTakes50000EachWay();
    void sizesAreThoseOfThePut();
};

void TwinsRelationshipsTest::aRelationshipReadsAsTheServiceReturnsIt() {
    Linked works;
    const auto link = works.link("p", "a>b 1", R"({"$relationshipName": "feeds", "$targetId": "t", "$sourceId": "p",
        "$relationshipId": "a>b 1", "since": "2024-01-09", "flow": 1.5})");
    TF_OK(link);
    const std::string etag = works.graph.etagText(works.graph.relationship(*link).etag).substr(3, 36);
    const std::string expected =
        R"({"$relationshipId":"a>b 1","$etag":"W/\")" + etag +
        R"(\"","$sourceId":"p","$relationshipName":"feeds","$targetId":"t","flow":1.5,"since":"2024-01-09"})";
    TF_COMPARE(works.relationship("p", "a>b 1"), expected);
    TF_COMPARE(works.diary.take(), "linked p/a>b 1 " + expected + "\n");
    std::string incoming;
    works.graph.appendIncomingRelationship(incoming, *link);
    TF_COMPARE(incoming, R"({"$relationshipId":"a>b 1","$sourceId":"p","$relationshipName":"feeds",)"
                         R"("$relationshipLink":"/digitaltwins/p/relationships/a%3Eb%201"})");
    const twins::Twin& source = works.graph.twin(*works.graph.find("p"));
    QCOMPARE(source.outgoing.size(), std::size_t(1));
    QCOMPARE(source.outgoing[0], *link);
    QCOMPARE(works.graph.twin(*works.graph.find("t")).incoming.size(), std::size_t(1));
    QCOMPARE(works.graph.twin(*works.graph.find("t")).incoming[0], *link);
    QCOMPARE(source.etag, 1U); // a relationship does not touch its twins
}

void TwinsRelationshipsTest::endsAreChecked_data() {
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("gives");
    const auto row = [](const char* name, const char* source, const char* body, const char* gives) {
        QTest::newRow(name) << QByteArray(source) << QByteArray(body) << QByteArray(gives);
    };
    row("fine", "p", R"({"$relationshipName": "feeds", "$targetId": "t"})", "ok");
    row("subtype", "p", R"({"$relationshipName": "feeds", "$targetId": "b"})", "ok");
    row("any target", "p", R"({"$relationshipName": "near", "$targetId": "q"})", "ok");
    row("wrong target", "p", R"({"$relationshipName": "feeds", "$targetId": "q"})", "InvalidRelationship");
    row("unknown name", "p", R"({"$relationshipName": "heats", "$targetId": "t"})", "InvalidRelationship");
    row("name of a property", "p", R"({"$relationshipName": "rpm", "$targetId": "t"})", "InvalidRelationship");
    row("name of another model", "t", R"({"$relationshipName": "feeds", "$targetId": "b"})", "InvalidRelationship");
    row("no such target", "p", R"({"$relationshipName": "feeds", "$targetId": "T"})", "TargetTwinNotFound");
    row("no such source", "x", R"({"$relationshipName": "feeds", "$targetId": "t"})", "DigitalTwinNotFound");
    row("to itself", "p", R"({"$relationshipName": "near", "$targetId": "p"})", "OperationNotAllowed");
    row("no name", "p", R"({"$targetId": "t"})", "ValidationFailed");
    row("no target", "p", R"({"$relationshipName": "feeds"})", "ValidationFailed");
    row("no object", "p", "[]", "ValidationFailed");
    row("unknown property", "p", R"({"$relationshipName": "near", "$targetId": "t", "flow": 1})", "ValidationFailed");
    row("wrong value", "p", R"({"$relationshipName": "feeds", "$targetId": "t", "since": "2024-02-30"})",
        "ValidationFailed");
    row("property twice", "p", R"({"$relationshipName": "feeds", "$targetId": "t", "flow": 1, "flow": 1})",
        "ValidationFailed");
    row("target twice", "p", R"({"$relationshipName": "feeds", "$targetId": "t", "$targetId": "b"})",
        "ValidationFailed");
    row("metadata", "p", R"({"$relationshipName": "feeds", "$targetId": "t", "$metadata": {}})", "ValidationFailed");
}

void TwinsRelationshipsTest::endsAreChecked() {
    QFETCH(QByteArray, source);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, gives);
    Linked works;
    const std::string before = works.everything();
    TF_COMPARE(outcome(works.link(source.toStdString(), "r", body.toStdString())), gives.toStdString());
    if (gives == "ok") return;
    TF_COMPARE(works.everything(), before);
    TF_COMPARE(works.diary.text, "");
}

void TwinsRelationshipsTest::idsAreUniqueWithinTheSource() {
    Linked works;
    const char* body = R"({"$relationshipName": "feeds", "$targetId": "t"})";
    TF_OK(works.link("p", "r", body));
    TF_OK(works.link("q", "r", body));
    TF_OK(works.link("p", "s", body)); // several of one name between one pair
    QCOMPARE(works.graph.relationshipCount(), std::size_t(3));
    QCOMPARE(works.graph.twin(*works.graph.find("t")).incoming.size(), std::size_t(3));
    QVERIFY(!works.graph.findRelationship("t", "r"));
    TF_COMPARE(outcome(works.link("p", "", body)), "InvalidArgument");
}

void TwinsRelationshipsTest::patches_data() {
    QTest::addColumn<QByteArray>("patch");
    QTest::addColumn<QByteArray>("gives");
    const auto row = [](const char* name, const char* patch, const char* gives) {
        QTest::newRow(name) << QByteArray(patch) << QByteArray(gives);
    };
    row("add", R"([{"op": "add", "path": "/since", "value": "2024-01-09"}])", R"("flow":1,"since":"2024-01-09"})");
    row("replace", R"([{"op": "replace", "path": "/flow", "value": 2}])", R"("flow":2})");
    row("remove", R"([{"op": "remove", "path": "/flow"}])", R"("$targetId":"t"})");
    row("replace of unset", R"([{"op": "replace", "path": "/since", "value": "2024-01-09"}])", "JsonPatchInvalid");
    row("remove of unset", R"([{"op": "remove", "path": "/since"}])", "JsonPatchInvalid");
    row("second is bad", R"([{"op": "add", "path": "/flow", "value": 9}, {"op": "remove", "path": "/since"}])",
        "JsonPatchInvalid");
    row("unknown", R"([{"op": "add", "path": "/colour", "value": 2}])", "JsonPatchInvalid");
    row("wrong value", R"([{"op": "add", "path": "/flow", "value": "much"}])", "ValidationFailed");
    row("target", R"([{"op": "replace", "path": "/$targetId", "value": "b"}])", "JsonPatchInvalid");
    row("name", R"([{"op": "replace", "path": "/$relationshipName", "value": "near"}])", "JsonPatchInvalid");
}

void TwinsRelationshipsTest::patches() {
    QFETCH(QByteArray, patch);
    QFETCH(QByteArray, gives);
    Linked works;
    TF_OK(works.link("p", "r", R"({"$relationshipName": "feeds", "$targetId": "t", "flow": 1})"));
    works.diary.take();
    const std::string before = works.everything();
    const auto done = works.relink("p", "r", patch.toStdString());
    if (done) {
        QVERIFY2(works.relationship("p", "r").ends_with(gives.toStdString()), works.relationship("p", "r").c_str());
        QVERIFY(works.diary.text.starts_with("relinked p/r ["));
        QVERIFY(works.everything() != before);
    } else {
        TF_COMPARE(done.error().code, gives.toStdString());
        TF_COMPARE(works.everything(), before);
        TF_COMPARE(works.diary.text, "");
    }
    TF_COMPARE(outcome(works.relink("p", "x", "[]")), "RelationshipNotFound");
    TF_COMPARE(outcome(works.relink("x", "r", "[]")), "DigitalTwinNotFound");
}

void TwinsRelationshipsTest::aReplacingPutIsToldAsItsDiff() {
    Linked works;
    TF_OK(works.link("p", "r", R"({"$relationshipName": "feeds", "$targetId": "t", "flow": 1})"));
    works.diary.take();
    TF_OK(works.link("p", "r", R"({"$relationshipName": "feeds", "$targetId": "t", "since": "2024-01-09"})"));
    TF_COMPARE(works.diary.take(),
               R"(relinked p/r [{"path":"/flow","op":"remove"},{"value":"2024-01-09","path":"/since","op":"add"}])"
               "\n");
    QCOMPARE(works.graph.relationshipCount(), std::size_t(1));
}

void TwinsRelationshipsTest::aPutThatLeadsElsewhereIsADeletionAndACreation() {
    Linked works;
    TF_OK(works.link("p", "r", R"({"$relationshipName": "feeds", "$targetId": "t"})"));
    const std::string old = works.relationship("p", "r");
    works.diary.take();
    TF_OK(works.link("p", "r", R"({"$relationshipName": "feeds", "$targetId": "b"})"));
    TF_COMPARE(works.diary.take(), "unlinked p/r " + old + "\nlinked p/r " + works.relationship("p", "r") + "\n");
    QVERIFY(works.graph.twin(*works.graph.find("t")).incoming.empty());
    QCOMPARE(works.graph.twin(*works.graph.find("p")).outgoing.size(), std::size_t(1));
    QCOMPARE(works.graph.relationshipCount(), std::size_t(1));
    TF_OK(works.graph.deleteTwin("t"));
}

void TwinsRelationshipsTest::deletionFreesBothEnds() {
    Linked works;
    const auto link = works.link("p", "r", R"({"$relationshipName": "feeds", "$targetId": "t"})");
    const std::string last = works.relationship("p", "r");
    works.diary.take();
    TF_COMPARE(outcome(works.graph.deleteRelationship("p", "x")), "RelationshipNotFound");
    TF_OK(works.graph.deleteRelationship("p", "r"));
    TF_COMPARE(works.diary.take(), "unlinked p/r " + last + "\n");
    QVERIFY(!works.graph.findRelationship("p", "r"));
    QVERIFY(!works.graph.relationship(*link).source.valid());
    TF_OK(works.graph.deleteTwin("p"));
    TF_OK(works.graph.deleteTwin("t"));
}

void TwinsRelationshipsTest::preconditions() {
    Linked works;
    const JsonDocument body = test::json(R"({"$relationshipName": "feeds", "$targetId": "t"})");
    const auto link = works.graph.putRelationship("p", "r", body.root(), {.createOnly = true, .ifMatch = {}});
    TF_OK(link);
    const std::string etag = works.graph.etagText(works.graph.relationship(*link).etag);
    TF_COMPARE(outcome(works.graph.putRelationship("p", "r", body.root(), {.createOnly = true, .ifMatch = {}})),
               "PreconditionFailed");
    TF_OK(works.graph.putRelationship("p", "r", body.root(), {.createOnly = false, .ifMatch = etag}));
    TF_COMPARE(outcome(works.graph.deleteRelationship("p", "r", {.createOnly = false, .ifMatch = etag})),
               "PreconditionFailed");
    TF_COMPARE(outcome(works.graph.deleteRelationship("p", "r", {.createOnly = false, .ifMatch = "*"})), "ok");
}

void TwinsRelationshipsTest::anotherModelMustFitTheRelationships() {
    Linked works;
    TF_OK(works.link("p", "r", R"({"$relationshipName": "feeds", "$targetId": "b"})"));
    // As a target a big tank may become a tank, but not a pump.
    TF_OK(works.patch("b", R"([{"op": "replace", "path": "/$metadata/$model", "value": "dtmi:test:Tank;1"}])"));
    const std::string before = works.everything();
    TF_COMPARE(
        outcome(works.patch("b", R"([{"op": "replace", "path": "/$metadata/$model", "value": "dtmi:test:Motor;1"}])")),
        "InvalidRelationship");
    // As a source the pump's new model knows no 'feeds'.
    TF_COMPARE(outcome(works.patch("p", R"([{"op": "replace", "path": "/$metadata/$model", "value": "dtmi:test:Pump;2"},
                                           {"op": "remove", "path": "/motor"}, {"op": "add", "path": "/drive", "value": {}}])")),
               "InvalidRelationship");
    TF_COMPARE(works.everything(), before);
}

void TwinsRelationshipsTest::aTwinTakes50000EachWay() {
    Linked works;
    works.graph.setListener(nullptr);
    const JsonDocument body = test::json(R"({"$relationshipName": "near", "$targetId": "q"})");
    for (int i = 0; i < 50'000; ++i) QVERIFY(works.graph.putRelationship("p", std::to_string(i), body.root()));
    TF_COMPARE(outcome(works.graph.putRelationship("p", "more", body.root())), "LimitExceeded");
    const JsonDocument elsewhere = test::json(R"({"$relationshipName": "near", "$targetId": "t"})");
    TF_COMPARE(outcome(works.graph.putRelationship("p", "more", elsewhere.root())), "LimitExceeded");
    TF_COMPARE(outcome(works.graph.putRelationship("p", "7", elsewhere.root())),
               "ok"); // the same id is one less and one more
    TF_COMPARE(outcome(works.graph.putRelationship("p", "8", body.root())), "ok");
}

/// What PUT takes can be patched, too, when it does not grow.
void TwinsRelationshipsTest::sizesAreThoseOfThePut() {
    const models::ModelSet models = test::buildModels(
        R"([{"@context": "dtmi:dtdl:context;3", "@id": "dtmi:test:End;1", "@type": "Interface", "contents": [
  {"@type": "Relationship", "name": "r", "properties": [
    {"@type": "Property", "name": "n", "schema": "integer"},
    {"@type": "Property", "name": "m", "schema": {"@type": "Map",
      "mapKey": {"name": "k", "schema": "string"}, "mapValue": {"name": "v", "schema": "string"}}}]}]}])");
    Interner texts;
    twins::Graph graph(models, texts, 7);
    const JsonDocument end = test::json(R"({"$metadata": {"$model": "dtmi:test:End;1"}})");
    TF_OK(graph.putTwin("a", end.root()));
    TF_OK(graph.putTwin("b", end.root()));
    std::string body = R"({"$relationshipName":"r","$targetId":"b","n":1,"m":{)";
    for (int i = 0; i < 8; ++i) body += "\"" + std::to_string(i) + "\":\"" + std::string(4000, 'x') + "\",";
    body += "\"z\":\"";
    body += std::string(32 * 1024 - body.size() - 3, 'x') + "\"}}";
    QCOMPARE(body.size(), std::size_t(32 * 1024));
    const std::string id(100, 'i');
    TF_OK(graph.putRelationship("a", id, test::json(body).root()));
    const auto patch = [&](std::string_view array) {
        return graph.patchRelationship("a", id, twins::parsePatch(test::json(array).root(), texts).value());
    };
    TF_OK(patch(R"([{"op": "replace", "path": "/n", "value": 2}])"));
    TF_COMPARE(outcome(patch(R"([{"op": "replace", "path": "/n", "value": 22}])")), "LimitExceeded");
}

QTEST_APPLESS_MAIN(TwinsRelationshipsTest)
#include "tst_twins_relationships.moc"
