// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Twins: creation, replacement, deletion, telemetry, reading.
#include "twins/property_value.h"
#include "twins_fixture.h"

#include <limits>

using namespace twinflow;
using test::outcome;

class TwinsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theShortWayTakesWhatTheLongWayKeepsAsItIs() {
        using models::SchemaKind;
        std::size_t taken = 0;
        for (int kind = 0; kind <= static_cast<int>(SchemaKind::object); ++kind) {
            models::Schema schema;
            schema.kind = static_cast<SchemaKind>(kind);
            for (const Value& value :
                 {Value(), Value(true), Value(std::int64_t{7}), Value(7.0), Value(7.25),
                  Value(std::numeric_limits<double>::infinity()), Value("7"), Value(""), Value(std::string(5000, 'x')),
                  Value::json(Value::Kind::object, "{}"), Value::json(Value::Kind::array, "[7]")}) {
                if (!twins::isKeptAsItIs(schema, value)) continue;
                ++taken;
                QVERIFY(twins::checkProperty(schema, value, "/p"));
                QVERIFY(twins::stored(schema, value) == value);
            }
        }
        QCOMPARE(taken, std::size_t(6)); // a boolean, an integer, two reals, two texts
    }
    void aTwinReadsAsTheServiceReturnsIt();
    void whatWasReadCanBePut();
    void bodiesAreChecked_data();
    void bodiesAreChecked();
    void idsAreChecked();
    void createOnlyKeepsWhatExists();
    void aReplacingPutIsToldAsItsDiff();
    void anEqualNumberIsNoChange();
    void aReplacingPutMayChangeTheModel();
    void deletionNeedsNoRelationships();
    void indicesAreNotUsedAgain();
    void telemetryIsOnlyTold();
    void valuesAreFoundByPointer();
    void etagsFollowSeedAndWrite();
    void largeTwinsAreRefused();
    void sizesAreThoseOfThePut();
    void slotsGoBeyond16Bits();
    void refusedTwinsLeaveNoText();
    void decommissionedModelsGetNoNewTwins();
};

void TwinsTest::aTwinReadsAsTheServiceReturnsIt() {
    test::WaterWorks works;
    const auto twin = works.graph.putTwin("pump-07", test::json(R"({
        "$dtId": "ignored", "$etag": "ignored", "rpm": 1480, "status": {"code": 2, "text": "running"},
        "motor": {"current": 12.5, "$metadata": {"current": {"sourceTime": "2026-03-02T05:59:58Z"}}},
        "$metadata": {"$model": "dtmi:test:Pump;1", "rpm": {"sourceTime": "2026-03-02T05:59:59.9Z"}}})")
                                                         .root());
    TF_OK(twin);
    const std::string etag = works.graph.etagText(works.graph.twin(*twin).etag);
    QVERIFY(QRegularExpression(QStringLiteral("^W/\"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\"$"))
                .match(QString::fromStdString(etag))
                .hasMatch());
    const std::string now = R"("2026-03-02T06:00:00.0000000Z")";
    const std::string expected =
        R"({"$dtId":"pump-07","$etag":"W/\")" + etag.substr(3, 36) + R"(\"","rpm":1480,)" +
        R"("status":{"code":2,"text":"running"},"motor":{"current":12.5,"$metadata":{"$lastUpdateTime":)" + now +
        R"(,"current":{"lastUpdateTime":)" + now +
        R"(,"sourceTime":"2026-03-02T05:59:58.0000000Z"}}},"$metadata":{"$model":"dtmi:test:Pump;1",)" +
        R"("$lastUpdateTime":)" + now + R"(,"rpm":{"lastUpdateTime":)" + now +
        R"(,"sourceTime":"2026-03-02T05:59:59.9000000Z"},"status":{"lastUpdateTime":)" + now + "}}}";
    TF_COMPARE(works.get("pump-07"), expected);
    TF_COMPARE(works.diary.take(), "created pump-07 " + expected + "\n");
    QCOMPARE(works.diary.model, *works.models.find("dtmi:test:Pump;1"));
    QCOMPARE(works.graph.twinCount(), std::size_t(1));
}

void TwinsTest::decommissionedModelsGetNoNewTwins() {
    test::WaterWorks works;
    TF_OK(works.put("old", "Tank;1"));
    TF_OK(works.put("other", "BigTank;1"));
    const ModelIndex tank = *works.models.find("dtmi:test:Tank;1");
    works.graph.setDecommissioned(tank, true);
    TF_COMPARE(outcome(works.put("new", "Tank;1")), "ModelDecommissioned");
    TF_COMPARE(outcome(works.put("other", "Tank;1")), "ModelDecommissioned");
    TF_COMPARE(
        outcome(works.patch("other", R"([{"op":"replace","path":"/$metadata/$model","value":"dtmi:test:Tank;1"}])")),
        "ModelDecommissioned");
    TF_OK(works.put("old", "Tank;1", R"(, "level": 2)"));
    TF_OK(works.patch("old", R"([{"op":"add","path":"/level","value":3}])"));
    TF_OK(works.put("more", "BigTank;1"));
    works.graph.setDecommissioned(tank, false);
    TF_OK(works.put("new", "Tank;1"));
    TF_OK(works.graph.deleteTwin("old"));
}

void TwinsTest::whatWasReadCanBePut() {
    test::WaterWorks works;
    TF_OK(works.put("p", "Pump;1", R"(, "rpm": 1, "tags": {"a": "b"}, "curve": [1, 2.50], "motor": {"label": "x"})"));
    TF_OK(works.graph.putTwin("q", test::json(works.get("p")).root()));
    std::string copy = works.line("q");
    copy.replace(copy.find("\"q\""), 3, "\"p\"");
    TF_COMPARE(copy, works.line("p"));
    QVERIFY(copy.find("[1,2.5]") != std::string::npos); // a double inside of a value is one number however written
}

void TwinsTest::bodiesAreChecked_data() {
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("path");
    const QByteArray pump = R"({"$metadata": {"$model": "dtmi:test:Pump;1"})";
    QTest::newRow("no object") << QByteArray("[]") << QByteArray("");
    QTest::newRow("no metadata") << QByteArray("{}") << QByteArray("/$metadata/$model");
    QTest::newRow("model is no string") << QByteArray(R"({"$metadata": {"$model": 1}})")
                                        << QByteArray("/$metadata/$model");
    QTest::newRow("unknown model") << QByteArray(R"({"$metadata": {"$model": "dtmi:test:None;1"}})")
                                   << QByteArray("/$metadata/$model");
    QTest::newRow("component missing") << pump + "}" << QByteArray("/motor");
    QTest::newRow("component is a number") << pump + R"(, "motor": 1})" << QByteArray("/motor");
    QTest::newRow("component twice") << pump + R"(, "motor": {}, "motor": {}})" << QByteArray("/motor");
    QTest::newRow("unknown property") << pump + R"(, "motor": {}, "pressure": 1})" << QByteArray("/pressure");
    QTest::newRow("unknown property of a component") << pump + R"(, "motor": {"rpm": 1}})" << QByteArray("/motor/rpm");
    QTest::newRow("telemetry") << pump + R"(, "motor": {}, "heat": 1})" << QByteArray("/heat");
    QTest::newRow("wrong type") << pump + R"(, "motor": {}, "rpm": "1"})" << QByteArray("/rpm");
    QTest::newRow("null") << pump + R"(, "motor": {}, "rpm": null})" << QByteArray("/rpm");
    QTest::newRow("property twice") << pump + R"(, "motor": {}, "rpm": 1, "rpm": 2})" << QByteArray("/rpm");
    QTest::newRow("metadata twice") << pump + R"(, "motor": {}, "$metadata": {}})" << QByteArray("/$metadata");
    QTest::newRow("id twice") << pump + R"(, "motor": {}, "$dtId": "p", "$dtId": "q"})" << QByteArray("/$dtId");
    QTest::newRow("model twice")
        << QByteArray(R"({"$metadata": {"$model": "dtmi:test:Tank;1", "$model": "dtmi:test:Tank;1"}})")
        << QByteArray("/$metadata/$model");
    QTest::newRow("metadata of a component twice")
        << pump + R"(, "motor": {"$metadata": {}, "$metadata": {}}})" << QByteArray("/motor/$metadata");
    QTest::newRow("source time twice")
        << QByteArray(R"({"$metadata": {"$model": "dtmi:test:Tank;1", "level": {"sourceTime": "2026-01-01T00:00:00Z",
                          "sourceTime": "2026-01-02T00:00:00Z"}}, "level": 1})")
        << QByteArray("/$metadata/level/sourceTime");
    QTest::newRow("field twice") << pump + R"(, "motor": {}, "status": {"code": 1, "code": 1}})"
                                 << QByteArray("/status");
    QTest::newRow("metadata is no object") << QByteArray(R"({"$metadata": []})") << QByteArray("/$metadata/$model");
    QTest::newRow("metadata of nothing") << QByteArray(R"({"$metadata": {"$model": "dtmi:test:Tank;1", "rpm": {}}})")
                                         << QByteArray("/$metadata/rpm");
    QTest::newRow("metadata of an unset property")
        << QByteArray(
               R"({"$metadata": {"$model": "dtmi:test:Tank;1", "level": {"sourceTime": "2026-01-01T00:00:00Z"}}})")
        << QByteArray("/$metadata/level");
    QTest::newRow("source time is no time")
        << QByteArray(R"({"$metadata": {"$model": "dtmi:test:Tank;1", "level": {"sourceTime": 7}}, "level": 1})")
        << QByteArray("/$metadata/level/sourceTime");
}

void TwinsTest::bodiesAreChecked() {
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, path);
    test::WaterWorks works;
    const auto put = works.graph.putTwin("p", test::json(body.toStdString()).root());
    TF_COMPARE(outcome(put), "ValidationFailed");
    TF_COMPARE(put.error().place.path, path.toStdString());
    QVERIFY(!works.graph.find("p"));
    QCOMPARE(works.graph.version(), 0U);
    TF_COMPARE(works.diary.text, "");
}

void TwinsTest::idsAreChecked() {
    test::WaterWorks works;
    TF_COMPARE(outcome(works.put("", "Tank;1")), "InvalidArgument");
    TF_COMPARE(outcome(works.put(std::string(128, 'x'), "Tank;1")), "ok");
    TF_COMPARE(outcome(works.put(std::string(129, 'x'), "Tank;1")), "InvalidArgument");
    TF_COMPARE(outcome(works.put("a\nb", "Tank;1")), "InvalidArgument");
    TF_COMPARE(outcome(works.put("Room 1", "Tank;1")), "ok");
    TF_COMPARE(outcome(works.put("room 1", "Tank;1")), "ok"); // case counts
    QCOMPARE(works.graph.twinCount(), std::size_t(3));
}

void TwinsTest::createOnlyKeepsWhatExists() {
    test::WaterWorks works;
    const JsonDocument body = test::json(R"({"$metadata": {"$model": "dtmi:test:Tank;1"}, "level": 1})");
    TF_OK(works.graph.putTwin("t", body.root(), {.createOnly = true, .ifMatch = {}}));
    const std::string before = works.everything();
    TF_COMPARE(outcome(works.graph.putTwin("t", body.root(), {.createOnly = true, .ifMatch = {}})),
               "PreconditionFailed");
    TF_COMPARE(works.everything(), before);
    TF_COMPARE(outcome(works.graph.putTwin("u", body.root(), {.createOnly = false, .ifMatch = "*"})),
               "PreconditionFailed");
}

void TwinsTest::aReplacingPutIsToldAsItsDiff() {
    test::WaterWorks works;
    TF_OK(works.put("p", "Pump;1", R"(, "rpm": 1, "name": "a", "on": true, "motor": {"current": 1, "label": "x"})"));
    works.diary.take();
    TF_OK(works.graph.putTwin(
        "p", test::json(R"({"$metadata": {"$model": "dtmi:test:Pump;1", "on": {"sourceTime": "2026-01-01T00:00:00Z"}},
        "rpm": 2, "on": true, "starts": 3, "motor": {"label": "x"}})")
                 .root()));
    TF_COMPARE(works.diary.take(),
               R"(updated p [{"path":"/name","op":"remove"},{"path":"/motor/current","op":"remove"},)"
               R"({"value":2,"path":"/rpm","op":"replace"},{"value":3,"path":"/starts","op":"add"},)"
               R"({"value":"2026-01-01T00:00:00.0000000Z","path":"/$metadata/on/sourceTime","op":"add"}])"
               "\n");
    QCOMPARE(works.graph.twinCount(), std::size_t(1));
    QCOMPARE(works.graph.version(), 2U);
}

void TwinsTest::anEqualNumberIsNoChange() {
    test::WaterWorks works;
    TF_OK(works.put("p", "Pump;1", R"(, "rpm": 100000, "starts": 3, "motor": {"current": 21.0})"));
    TF_OK(works.put("t", "Tank;1"));
    TF_OK(works.link("p", "r", R"({"$relationshipName": "feeds", "$targetId": "t", "flow": 2.0})"));
    works.diary.take();
    const std::string text = works.get("p");
    QVERIFY2(text.find(R"("rpm":100000,"starts":3,"motor":{"current":21,)") != std::string::npos, text.c_str());
    TF_OK(works.graph.putTwin("p", test::json(text).root()));
    TF_OK(works.put("p", "Pump;1", R"(, "rpm": 1e5, "starts": 3, "motor": {"current": 21})"));
    TF_OK(works.put("p", "Pump;1", R"(, "rpm": 100000.0, "starts": 3, "motor": {"current": 21.00})"));
    TF_COMPARE(works.diary.take(), "updated p []\nupdated p []\nupdated p []\n");
    TF_OK(works.link("p", "r", R"({"$relationshipName": "feeds", "$targetId": "t", "flow": 2})"));
    TF_COMPARE(works.diary.take(), "relinked p/r []\n");
    TF_OK(works.put("q", "Pump;1", R"(, "curve": [1.0, 2e0, 3], "status": {"code": 7}, "motor": {})"));
    QVERIFY2(works.get("q").find(R"("curve":[1,2,3])") != std::string::npos, works.get("q").c_str());
    works.diary.take();
    TF_OK(works.put("q", "Pump;1", R"(, "curve": [1, 2.0, 30e-1], "status": {"code": 7}, "motor": {})"));
    TF_COMPARE(works.diary.take(), "updated q []\n"); // a part of a value is no other than the whole
    TF_OK(works.put("p", "Pump;1", R"(, "rpm": 100001, "starts": 3, "motor": {"current": 21})"));
    TF_COMPARE(works.diary.take(), R"(updated p [{"value":100001,"path":"/rpm","op":"replace"}])"
                                   "\n");
}

void TwinsTest::aReplacingPutMayChangeTheModel() {
    test::WaterWorks works;
    TF_OK(works.put("p", "Pump;1", R"(, "rpm": 1, "name": "a", "motor": {"current": 1})"));
    TF_OK(works.put("t", "Tank;1"));
    TF_OK(works.link("p", "r", R"({"$relationshipName": "near", "$targetId": "t"})"));
    works.diary.take();
    TF_OK(works.put("p", "Pump;2", R"(, "name": "b", "speed": 2, "drive": {"current": 4})"));
    TF_COMPARE(
        works.diary.take(),
        R"(updated p [{"value":"dtmi:test:Pump;2","path":"/$metadata/$model","op":"replace"},{"path":"/motor","op":"remove"},)"
        R"({"path":"/rpm","op":"remove"},{"value":{"current":4},"path":"/drive","op":"add"},)"
        R"({"value":2,"path":"/speed","op":"add"},{"value":"b","path":"/name","op":"replace"}])"
        "\n");
    QCOMPARE(works.graph.twin(*works.graph.find("p")).outgoing.size(), std::size_t(1));
    const std::string before = works.everything();
    TF_COMPARE(outcome(works.put("p", "Tank;1")), "InvalidRelationship"); // a tank is near nothing
    TF_COMPARE(works.everything(), before);
}

void TwinsTest::deletionNeedsNoRelationships() {
    test::WaterWorks works;
    TF_OK(works.put("p", "Pump;1", R"(, "motor": {})"));
    TF_OK(works.put("t", "Tank;1", R"(, "level": 1)"));
    TF_OK(works.link("p", "r", R"({"$relationshipName": "feeds", "$targetId": "t"})"));
    TF_COMPARE(outcome(works.graph.deleteTwin("p")), "RelationshipsNotDeleted");
    TF_COMPARE(outcome(works.graph.deleteTwin("t")), "RelationshipsNotDeleted");
    TF_COMPARE(outcome(works.graph.deleteTwin("x")), "DigitalTwinNotFound");
    TF_OK(works.graph.deleteRelationship("p", "r"));
    const std::string last = works.get("t");
    works.diary.take();
    TF_OK(works.graph.deleteTwin("t"));
    TF_COMPARE(works.diary.take(), "deleted t " + last + "\n");
    QVERIFY(!works.graph.find("t"));
    QCOMPARE(works.graph.twinCount(), std::size_t(1));
}

void TwinsTest::indicesAreNotUsedAgain() {
    test::WaterWorks works;
    const auto first = works.put("a", "Tank;1", R"(, "level": 1)");
    TF_OK(works.put("b", "Tank;1"));
    TF_OK(works.graph.deleteTwin("a"));
    const auto again = works.put("a", "Tank;1");
    QVERIFY(*again != *first);
    QVERIFY(!works.graph.twin(*first).model.valid());
    QVERIFY(works.graph.value(*first, "/level").isNull());
    TF_COMPARE(outcome(works.graph.patchTwin(*first, {})), "DigitalTwinNotFound");
    QCOMPARE(works.graph.twins(), (std::vector<TwinIndex>{*works.graph.find("b"), *again}));
}

void TwinsTest::telemetryIsOnlyTold() {
    test::WaterWorks works;
    TF_OK(works.put("p", "Pump;1", R"(, "motor": {})"));
    works.diary.take();
    const std::string before = works.everything();
    const Instant source = *parseInstant("2026-03-02T05:00:00Z");
    TF_OK(works.graph.publishTelemetry("p", "motor", "m-1", R"({"anything": [1]})", source));
    TF_COMPARE(works.diary.take(), "telemetry p.motor {\"anything\": [1]}\n");
    TF_COMPARE(works.diary.messageId, "m-1");
    QCOMPARE(works.diary.sourceTime, source);
    TF_COMPARE(works.everything(), before);
    TF_COMPARE(outcome(works.graph.publishTelemetry("x", "", "m", "1")), "DigitalTwinNotFound");
    TF_COMPARE(outcome(works.graph.publishTelemetry("p", "drive", "m", "1")), "ComponentNotFound");
    TF_COMPARE(outcome(works.graph.publishTelemetry("p", "", "", "1")), "InvalidArgument");
    TF_COMPARE(outcome(works.graph.publishTelemetry("p", "", "m", "{")), "InvalidArgument");
    TF_COMPARE(outcome(works.graph.publishTelemetry("p", "", "m", std::string(32 * 1024 + 1, '1'))), "LimitExceeded");
    TF_COMPARE(works.diary.text, "");
}

void TwinsTest::valuesAreFoundByPointer() {
    test::WaterWorks works;
    const auto p = works.put(
        "p", "Pump;1",
        R"(, "rpm": 1, "status": {"code": 2}, "curve": [1, {"x": 1}], "tags": {"a/b": "c"}, "motor": {"current": 3})");
    TF_COMPARE(outcome(p), "ValidationFailed"); // a curve is of numbers
    const auto q = works.put(
        "q", "Pump;1",
        R"(, "rpm": 1, "status": {"code": 2}, "curve": [1, 5], "tags": {"a/b": "c"}, "motor": {"current": 3})");
    TF_OK(q);
    const auto at = [&](std::string_view pointer) { return works.graph.value(*q, pointer).json(); };
    TF_COMPARE(at("/rpm"), "1");
    TF_COMPARE(at("/status"), R"({"code":2})");
    TF_COMPARE(at("/status/code"), "2");
    TF_COMPARE(at("/curve/1"), "5");
    TF_COMPARE(at("/tags/a~1b"), "\"c\"");
    TF_COMPARE(at("/motor/current"), "3");
    for (const char* nothing : {"", "/", "rpm", "/name", "/motor", "/motor/rpm", "/motor/", "/status/text", "/curve/2",
                                "/curve/-", "/rpm/x", "/$dtId", "/$metadata/$model", "/pressure", "//rpm"}) {
        TF_COMPARE(at(nothing), "null");
    }
}

void TwinsTest::etagsFollowSeedAndWrite() {
    const models::ModelSet models = test::buildModels();
    Interner texts;
    const twins::Graph one(models, texts, 1), same(models, texts, 1), other(models, texts, 2);
    TF_COMPARE(one.etagText(5), same.etagText(5));
    QVERIFY(one.etagText(5) != one.etagText(6));
    QVERIFY(one.etagText(5) != other.etagText(5));
}

void TwinsTest::largeTwinsAreRefused() {
    test::WaterWorks works;
    std::string tags = R"(, "motor": {}, "tags": {)";
    for (int i = 0; i < 40; ++i)
        tags += (i == 0 ? "\"" : ",\"") + std::to_string(i) + "\": \"" + std::string(1000, 'x') + '"';
    TF_COMPARE(outcome(works.put("p", "Pump;1", tags + "}")), "LimitExceeded");
    const std::string name = R"(, "motor": {}, "name": ")" + std::string(4097, 'x') + "\"";
    TF_COMPARE(outcome(works.put("p", "Pump;1", name)), "LimitExceeded");
}

namespace {

/// A model whose twins have `components` named c0, c1, …, each with the properties p0, p1, …; version 2, which has no
/// bound for their product.
std::string holder(int components, int properties) {
    std::string part =
        R"({"@context": "dtmi:dtdl:context;2", "@id": "dtmi:test:Part;1", "@type": "Interface", "contents": [)";
    for (int i = 0; i < properties; ++i) {
        part += std::string(i == 0 ? "" : ",") + R"({"@type": "Property", "name": "p)" + std::to_string(i) +
                R"(", "schema": "double"})";
    }
    std::string whole =
        R"({"@context": "dtmi:dtdl:context;2", "@id": "dtmi:test:Whole;1", "@type": "Interface", "contents": [)";
    for (int i = 0; i < components; ++i) {
        whole += std::string(i == 0 ? "" : ",") + R"({"@type": "Component", "name": "c)" + std::to_string(i) +
                 R"(", "schema": "dtmi:test:Part;1"})";
    }
    return "[" + part + "]}," + whole + "]}]";
}

/// A twin of it with nothing set but what `last` gives its last component.
std::string holderBody(int components, const std::string& last) {
    std::string body = R"({"$metadata": {"$model": "dtmi:test:Whole;1"})";
    for (int i = 0; i < components; ++i)
        body += ", \"c" + std::to_string(i) + "\": " + (i + 1 == components ? last : "{}");
    return body + "}";
}

} // namespace

/// What the service's form adds to a request does not count: ids, and the metadata of components.
void TwinsTest::sizesAreThoseOfThePut() {
    std::string names =
        R"([{"@context": "dtmi:dtdl:context;3", "@id": "dtmi:test:Wide;1", "@type": "Interface", "contents": [)";
    names += R"({"@type": "Property", "name": "text", "schema": {"@type": "Map",
        "mapKey": {"name": "key", "schema": "string"}, "mapValue": {"name": "value", "schema": "string"}}})";
    for (int i = 0; i < 300; ++i) {
        names += R"(, {"@type": "Component", "name": "c)" + std::to_string(i) + R"(", "schema": "dtmi:test:Part;1"})";
    }
    names += R"(]}, {"@context": "dtmi:dtdl:context;3", "@id": "dtmi:test:Part;1", "@type": "Interface"}])";
    const models::ModelSet wide = test::buildModels(names);
    Interner texts;
    twins::Graph graph(wide, texts, 7);
    std::string body = R"({"$metadata":{"$model":"dtmi:test:Wide;1"},"text":{)";
    for (int i = 0; i < 7; ++i)
        body += (i == 0 ? "\"" : ",\"") + std::to_string(i) + "\":\"" + std::string(4000, 'x') + "\"";
    body += "}";
    for (int i = 0; i < 300; ++i) body += ",\"c" + std::to_string(i) + "\":{}";
    body += "}";
    const std::size_t room = 32 * 1024 - body.size();
    const std::string filler = ",\"f\":\"\"";
    const auto at = body.find("},\"c0\"");
    std::string full = body;
    full.insert(at, filler.substr(0, 6) + std::string(room - filler.size(), 'x') + "\"");
    QCOMPARE(full.size(), std::size_t(32 * 1024));
    TF_OK(graph.putTwin(std::string(100, 'i'), test::json(full).root()));
    std::string again;
    graph.appendTwinBody(again, graph.twin(*graph.find(std::string(100, 'i'))));
    TF_COMPARE(again, full);
    full.insert(at, ",\"g\":\"\"");
    TF_COMPARE(outcome(graph.putTwin("more", test::json(full).root())), "LimitExceeded");
}

void TwinsTest::slotsGoBeyond16Bits() {
    const models::ModelSet models = test::buildModels(holder(300, 256));
    Interner texts;
    twins::Graph graph(models, texts, 7);
    const auto twin = graph.putTwin("t", test::json(holderBody(300, "{\"p255\": 1, \"p0\": 2}")).root());
    TF_OK(twin);
    TF_COMPARE(graph.value(*twin, "/c299/p255").json(), "1");
    TF_COMPARE(graph.value(*twin, "/c299/p0").json(), "2");
    const auto patch = twins::parsePatch(
        test::json(
            R"([{"op": "replace", "path": "/c299/p0", "value": 3}, {"op": "add", "path": "/c256/p1", "value": 4}])")
            .root(),
        texts);
    TF_OK(graph.patchTwin("t", *patch));
    std::string text;
    graph.appendTwinBody(text, graph.twin(*twin));
    std::string expected = R"({"$metadata":{"$model":"dtmi:test:Whole;1"})";
    for (int i = 0; i < 300; ++i) {
        const std::string inside = i == 299 ? "{\"p0\":3,\"p255\":1}" : i == 256 ? "{\"p1\":4}" : "{}";
        expected += ",\"c" + std::to_string(i) + "\":" + inside;
    }
    TF_COMPARE(text, expected + "}");
}

/// The interner never lets a text go, so it must not get those of refused writes.
void TwinsTest::refusedTwinsLeaveNoText() {
    test::WaterWorks works;
    TF_OK(works.put("p", "Pump;1", R"(, "motor": {}, "tags": {"a": "1"})"));
    TF_OK(works.put("t", "Tank;1"));
    const auto isKept = [&](std::string_view text) { return works.texts.find(text).valid(); };
    TF_COMPARE(outcome(works.put("wrong", "Tank;1", R"(, "level": "x")")), "ValidationFailed");
    TF_COMPARE(outcome(works.put("large", "Pump;1", R"(, "motor": {}, "name": ")" + std::string(5000, 'x') + "\"")),
               "LimitExceeded");
    QVERIFY(!isKept("wrong") && !isKept("large"));
    for (const char* path :
         {"/nothing", "/motor/nothing", "/$metadata/nothing/sourceTime", "/tags/a", "/tags/b", "/motor"}) {
        const std::string array = std::string("[{\"op\": \"add\", \"path\": \"") + path + "\", \"value\": \"x\"}]";
        TF_COMPARE(outcome(works.patch("nobody", array)), "DigitalTwinNotFound");
        works.patch("p", array);
        QVERIFY2(!isKept(path), path);
    }
    QVERIFY(works.line("p").find(R"("tags":{"a":"x","b":"x"})") != std::string::npos);
    const auto component =
        twins::parsePatch(test::json(R"([{"op": "add", "path": "/nothing", "value": 1}])").root(), works.texts);
    TF_COMPARE(outcome(works.graph.patchComponent("p", "motor", *component)), "JsonPatchInvalid");
    QVERIFY(!isKept("/motor/nothing"));
    TF_COMPARE(outcome(works.link("p", "astray", R"({"$relationshipName": "feeds", "$targetId": "p"})")),
               "OperationNotAllowed");
    QVERIFY(!isKept("astray"));
    TF_OK(works.patch("t", R"([{"op": "add", "path": "/level", "value": 1}])"));
    QVERIFY(isKept("/level")); // a whole property: written again and again
}

QTEST_APPLESS_MAIN(TwinsTest)
#include "tst_twins.moc"
