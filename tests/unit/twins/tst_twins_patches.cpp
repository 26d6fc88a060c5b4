// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Patches: the cases of tests/cases/twins/patches.txt, then what a case cannot show.
#include "base/file.h"
#include "twins_fixture.h"

#include <cstdlib>
#include <new>
#include <sstream>

namespace {

std::size_t allocations = 0;

} // namespace

void* operator new(std::size_t size) {
    ++allocations;
    if (void* memory = std::malloc(size)) return memory;
    throw std::bad_alloc();
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}

using namespace twinflow;
using namespace std::chrono_literals;
using test::outcome;

namespace {

/// A pump with the members of a case.
std::string pumpMembers(const std::string& members) {
    std::string body = members.empty() ? "" : ", " + members;
    if (members.find("\"motor\"") == std::string::npos) body += R"(, "motor": {})";
    return body;
}

} // namespace

class TwinsPatchesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cases_data();
    void cases();
    void patchesOfComponentsAreToldWithTheirPrefix();
    void propertiesCarryTheirOwnTimes();
    void componentsCarryTheirOwnTimes();
    void aChangeOfTheModelKeepsTheTimesOfComponents();
    void preconditions();
    void limits();
    void numbersInPlainPathsAllocateNothing();
    void patchesAreWrittenAsTheServiceEchoesThem();
};

void TwinsPatchesTest::cases_data() {
    QTest::addColumn<QByteArray>("twin");
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("patch");
    QTest::addColumn<QByteArray>("gives");
    const auto text = readFile(test::sourceFolder() / "tests/cases/twins/patches.txt");
    if (!text) QFAIL(text.error().str().c_str());
    std::istringstream in(*text);
    QByteArray name, twin, first, patch;
    for (std::string line; std::getline(in, line);) {
        const QByteArray bytes = QByteArray::fromStdString(line);
        if (bytes.startsWith("# ")) {
            name = bytes.mid(2);
            first.clear();
        }
        if (bytes == "twin" || bytes.startsWith("twin ")) twin = bytes.mid(5);
        if (bytes.startsWith("first ")) first = bytes.mid(6);
        if (bytes.startsWith("patch ")) patch = bytes.mid(6);
        if (bytes.startsWith("gives ")) QTest::newRow(name.constData()) << twin << first << patch << bytes.mid(6);
    }
}

void TwinsPatchesTest::cases() {
    QFETCH(QByteArray, twin);
    QFETCH(QByteArray, first);
    QFETCH(QByteArray, patch);
    QFETCH(QByteArray, gives);
    test::WaterWorks works;
    TF_OK(works.put("p", "Pump;1", pumpMembers(twin.toStdString())));
    if (!first.isEmpty()) TF_OK(works.patch("p", first.toStdString()));
    const std::uint64_t version = works.graph.version();
    works.diary.take();
    const std::string before = works.everything();
    const auto done = works.patch("p", patch.toStdString());
    TF_COMPARE(done ? works.line("p") : done.error().code, gives.toStdString());
    if (done) {
        QCOMPARE(works.graph.version(), version + 1);
        QVERIFY(works.diary.text.starts_with("updated p ["));
    } else {
        TF_COMPARE(works.everything(), before);
        TF_COMPARE(works.diary.text, "");
        QVERIFY(!done.error().what.str().empty());
    }
}

void TwinsPatchesTest::patchesOfComponentsAreToldWithTheirPrefix() {
    test::WaterWorks works;
    TF_OK(works.put("p", "Pump;1", R"(, "motor": {})"));
    works.diary.take();
    const auto patch =
        twins::parsePatch(test::json(R"([{"op": "add", "path": "/current", "value": 1}])").root(), works.texts);
    TF_OK(works.graph.patchComponent("p", "motor", *patch));
    TF_COMPARE(works.diary.take(), "updated p [{\"value\":1,\"path\":\"/motor/current\",\"op\":\"add\"}]\n");
    TF_COMPARE(outcome(works.graph.patchComponent("p", "drive", *patch)), "ComponentNotFound");
    TF_COMPARE(outcome(works.graph.patchComponent("q", "motor", *patch)), "DigitalTwinNotFound");
    const auto model = twins::parsePatch(
        test::json(R"([{"op": "replace", "path": "/$metadata/$model", "value": "dtmi:test:Pump;2"}])").root(),
        works.texts);
    TF_COMPARE(outcome(works.graph.patchComponent("p", "motor", *model)), "JsonPatchInvalid");
    TF_COMPARE(outcome(works.patch("q", "[]")), "DigitalTwinNotFound");
}

void TwinsPatchesTest::propertiesCarryTheirOwnTimes() {
    test::WaterWorks works;
    TF_OK(works.put("t", "Tank;1", R"(, "level": 0.5)"));
    const std::string created = works.get("t");
    works.graph.setTime(*parseInstant("2026-03-02T07:00:00.123456789Z"));
    TF_OK(works.patch("t", R"([{"op": "replace", "path": "/level", "value": 0.5}])"));
    const std::string etag = works.graph.etagText(2);
    std::string expected = R"({"$dtId":"t","$etag":)";
    expected += "\"W/\\\"" + etag.substr(3, 36) + "\\\"\"";
    expected +=
        R"(,"level":0.5,"$metadata":{"$model":"dtmi:test:Tank;1","$lastUpdateTime":"2026-03-02T07:00:00.1234567Z",)";
    expected += R"("level":{"lastUpdateTime":"2026-03-02T07:00:00.1234567Z"}}})";
    TF_COMPARE(works.get("t"), expected);
    QVERIFY(works.get("t") != created); // an equal value is a write all the same
    TF_OK(works.patch("t", R"([{"op": "remove", "path": "/level"}])"));
    QVERIFY(works.get("t").find("level") == std::string::npos);
}

void TwinsPatchesTest::componentsCarryTheirOwnTimes() {
    test::WaterWorks works;
    TF_OK(works.put("p", "Pump;1", R"(, "rpm": 1, "motor": {"current": 1})"));
    works.graph.setTime(*parseInstant("2026-03-02T07:00:00Z"));
    TF_OK(works.patch("p", R"([{"op": "add", "path": "/rpm", "value": 2}])"));
    QVERIFY(
        works.get("p").find(R"("motor":{"current":1,"$metadata":{"$lastUpdateTime":"2026-03-02T06:00:00.0000000Z",)") !=
        std::string::npos);
    works.graph.setTime(*parseInstant("2026-03-02T08:00:00Z"));
    TF_OK(works.patch("p", R"([{"op": "remove", "path": "/motor/current"}])"));
    QVERIFY(works.get("p").find(R"("motor":{"$metadata":{"$lastUpdateTime":"2026-03-02T08:00:00.0000000Z"}})") !=
            std::string::npos);
    QVERIFY(works.get("p").find(R"("rpm":{"lastUpdateTime":"2026-03-02T07:00:00.0000000Z"})") != std::string::npos);
}

void TwinsPatchesTest::aChangeOfTheModelKeepsTheTimesOfComponents() {
    const models::ModelSet models = test::buildModels(R"([
{"@context": "dtmi:dtdl:context;3", "@id": "dtmi:test:Old;1", "@type": "Interface", "contents": [
  {"@type": "Property", "name": "count", "schema": "integer"},
  {"@type": "Component", "name": "a", "schema": "dtmi:test:Small;1"},
  {"@type": "Component", "name": "b", "schema": "dtmi:test:Small;1"},
  {"@type": "Component", "name": "c", "schema": "dtmi:test:Large;1"}]},
{"@context": "dtmi:dtdl:context;3", "@id": "dtmi:test:New;1", "@type": "Interface", "contents": [
  {"@type": "Property", "name": "count", "schema": "double"},
  {"@type": "Component", "name": "d", "schema": "dtmi:test:Small;1"},
  {"@type": "Component", "name": "c", "schema": "dtmi:test:Small;1"},
  {"@type": "Component", "name": "b", "schema": "dtmi:test:Small;1"},
  {"@type": "Component", "name": "a", "schema": "dtmi:test:Large;1"}]},
{"@context": "dtmi:dtdl:context;3", "@id": "dtmi:test:Small;1", "@type": "Interface", "contents": [
  {"@type": "Property", "name": "x", "schema": "double"}]},
{"@context": "dtmi:dtdl:context;3", "@id": "dtmi:test:Large;1", "@type": "Interface", "contents": [
  {"@type": "Property", "name": "x", "schema": "double"}, {"@type": "Property", "name": "y", "schema": "double"}]}])");
    Interner texts;
    twins::Graph graph(models, texts, 7);
    const Instant before = *parseInstant("2026-03-02T06:00:00Z");
    const Instant now = *parseInstant("2026-03-02T07:00:00Z");
    graph.setTime(before);
    const auto twin = graph.putTwin("t", test::json(R"({"$metadata": {"$model": "dtmi:test:Old;1"}, "count": 7,
        "a": {"x": 1}, "b": {"x": 2}, "c": {"x": 3, "y": 4}})")
                                             .root());
    TF_OK(twin);
    graph.setTime(now);
    const auto patch =
        twins::parsePatch(test::json(R"([{"op": "replace", "path": "/$metadata/$model", "value": "dtmi:test:New;1"},
        {"op": "remove", "path": "/c/y"}, {"op": "add", "path": "/d", "value": {}},
        {"op": "replace", "path": "/b/x", "value": 5}])")
                              .root(),
                          texts);
    TF_OK(graph.patchTwin(*twin, *patch));
    // d is new, c lost a property, b was written; a only moved.
    const auto& times = graph.twin(*twin).componentTimes;
    QCOMPARE(std::vector<Instant>(times.begin(), times.end()), (std::vector<Instant>{now, now, now, before}));
    QVERIFY(graph.value(*twin, "/count") == Value(7.0)); // as the new schema has it
    QVERIFY(graph.value(*twin, "/a/x") == Value(1.0));
}

void TwinsPatchesTest::preconditions() {
    test::WaterWorks works;
    TF_OK(works.put("t", "Tank;1"));
    const auto patch =
        twins::parsePatch(test::json(R"([{"op": "add", "path": "/level", "value": 1}])").root(), works.texts);
    const std::string old = works.graph.etagText(works.graph.twin(*works.graph.find("t")).etag);
    TF_OK(works.graph.patchTwin("t", *patch, {.createOnly = false, .ifMatch = old}));
    TF_COMPARE(outcome(works.graph.patchTwin("t", *patch, {.createOnly = false, .ifMatch = old})),
               "PreconditionFailed");
    TF_COMPARE(outcome(works.graph.patchTwin("t", *patch, {.createOnly = false, .ifMatch = "*"})), "ok");
    TF_COMPARE(outcome(works.graph.patchTwin("t", *patch, {.createOnly = false, .ifMatch = "17"})), "InvalidArgument");
    TF_COMPARE(outcome(works.graph.deleteTwin("t", {.createOnly = false, .ifMatch = old})), "PreconditionFailed");
}

void TwinsPatchesTest::limits() {
    test::WaterWorks works;
    TF_OK(works.put("p", "Pump;1", R"(, "motor": {}, "tags": {})"));
    const auto add = [&](const std::string& path, const std::string& value) {
        return works.patch("p", R"([{"op": "add", "path": ")" + path + R"(", "value": ")" + value + "\"}]");
    };
    TF_COMPARE(outcome(add("/name", std::string(4096, 'x'))), "ok");
    TF_COMPARE(outcome(add("/name", std::string(4097, 'x'))), "LimitExceeded");
    TF_COMPARE(outcome(add("/tags/a", std::string(4097, 'x'))), "LimitExceeded");
    TF_COMPARE(outcome(add("/tags/" + std::string(1025, 'k'), "x")), "LimitExceeded");
    // The twin fills up to 32 KB, and no further; what is refused leaves no trace.
    int keys = 0;
    while (add("/tags/" + std::to_string(keys), std::string(1000, 'x'))) ++keys;
    QCOMPARE(keys, 28);
    QVERIFY(works.line("p").size() <= 32 * 1024);
    const std::string before = works.everything();
    TF_COMPARE(outcome(add("/tags/z", std::string(1000, 'x'))), "LimitExceeded");
    TF_COMPARE(works.everything(), before);
    const std::size_t id = std::string(R"("$dtId":"p",)").size(); // stands in the line, not in what a client puts
    const std::string room(32 * 1024 - (works.line("p").size() - id) - std::string(R"(,"z":"")").size(), 'x');
    TF_COMPARE(outcome(add("/tags/z", room)), "ok");
    QCOMPARE(works.line("p").size() - id, std::size_t(32 * 1024));
    TF_COMPARE(outcome(works.patch("p", R"([{"op": "add", "path": "/rpm", "value": 1}])")), "LimitExceeded");
    // A request may be too large though each value is small and the twin would not be.
    std::string patch = "[";
    for (int i = 0; i < 10; ++i)
        patch += R"({"op": "add", "path": "/name", "value": ")" + std::string(4000, 'y') + "\"},";
    patch.back() = ']';
    TF_COMPARE(outcome(works.patch("p", patch)), "LimitExceeded");
}

void TwinsPatchesTest::numbersInPlainPathsAllocateNothing() {
    test::WaterWorks works;
    const auto twin = works.put("p", "Pump;1", R"(, "motor": {})");
    TF_OK(twin);
    const auto patch = twins::parsePatch(test::json(R"([{"op": "add", "path": "/rpm", "value": 1.5},
        {"op": "add", "path": "/motor/current", "value": 2}, {"op": "add", "path": "/on", "value": true}])")
                                             .root(),
                                         works.texts);
    TF_OK(patch);
    works.graph.setListener(nullptr);
    TF_OK(works.graph.patchTwin(*twin, *patch)); // learns the paths
    const std::size_t before = allocations;
    bool done = true;
    for (int i = 0; i < 100; ++i) done = done && works.graph.patchTwin(*twin, *patch);
    const std::size_t after = allocations;
    QVERIFY(done);
    QCOMPARE(after - before, std::size_t(0));
}

void TwinsPatchesTest::patchesAreWrittenAsTheServiceEchoesThem() {
    Interner texts;
    const auto patch = twins::parsePatch(
        test::json(
            R"([{"op": "replace", "path": "/a~1b", "value": {"x": 1.50}}, {"value": 1, "op": "remove", "path": "/c"}])")
            .root(),
        texts);
    TF_OK(patch);
    std::string out;
    twins::appendPatch(out, *patch, texts);
    TF_COMPARE(out, R"([{"value":{"x":1.50},"path":"/a~1b","op":"replace"},{"path":"/c","op":"remove"}])");
    TF_COMPARE(twins::parsePatch(test::json("[1]").root(), texts).error().place.path, "/0");
}

QTEST_APPLESS_MAIN(TwinsPatchesTest)
#include "tst_twins_patches.moc"
