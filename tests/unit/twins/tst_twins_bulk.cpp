// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The bulk format: sections, bad lines, real files, and the way back.
#include "base/file.h"
#include "bulk.h"
#include "twins_fixture.h"

using namespace twinflow;

namespace {

std::string sectionsOf(const std::vector<twins::BulkLine>& lines) {
    std::string text;
    for (const twins::BulkLine& line : lines) text += "hmtr"[static_cast<std::size_t>(line.section)];
    return text;
}

struct Imported {
    models::ModelSet models;
    Interner texts;
    twins::Graph graph;
    Findings findings;

    explicit Imported(models::ModelSet set)
        : models(std::move(set))
        , graph(models, texts, 1) {}
};

/// A file with its own models in it.
std::unique_ptr<Imported> importFile(const std::filesystem::path& path) {
    const auto text = readFile(path);
    if (!text) throw std::runtime_error(text.error().str());
    Findings findings;
    const std::vector<twins::BulkLine> lines = test::readBulk(*text, path.filename().string(), findings);
    std::vector<JsonDocument> documents;
    for (const twins::BulkLine& line : lines) {
        if (line.section == twins::BulkLine::Section::models) documents.push_back(line.document);
    }
    models::ModelSet::Built built = models::ModelSet::build(documents);
    auto imported = std::make_unique<Imported>(std::move(built.models));
    imported->findings = std::move(findings);
    imported->findings.insert(imported->findings.end(), built.findings.begin(), built.findings.end());
    test::importBulk(lines, imported->graph, imported->findings);
    return imported;
}

} // namespace

class TwinsBulkTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void linesAreSplitBySection();
    void badLinesAreReportedAndSkipped();
    void sectionsAreChecked();
    void refusalsPointIntoTheFile();
    void membersThatStandTwiceAreRefused();
    void relationshipsMayComeFirst();
    void lineByLine();
    void visitsBySectionSeeTheSame();
    void exportGivesTheFormatBack();
    void theServicesValidSample();
    void theServicesInvalidSample();
    void theEnergyGrid();
};

void TwinsBulkTest::linesAreSplitBySection() {
    Findings findings;
    const auto lines = test::readBulk(
        "{\"Section\": \"Header\"}\r\n{\"fileVersion\": \"1.0.0\"}\r\n\r\n{\"Section\": \"Models\"}\n"
        "{\"@id\": \"m\"}\n{\"Section\": \"Twins\"}\n{\"$dtId\": \"a\"}\n{\"Section\": \"x\", \"$dtId\": \"b\"}\n"
        "{\"Section\": \"Relationships\"}\n{\"$dtId\": \"a\"}",
        "g.ndjson", findings);
    TF_COMPARE(test::lines(findings), "");
    TF_COMPARE(sectionsOf(lines), "hmttr");
    TF_COMPARE(lines[3].document.place(*lines[3].document.root().find("$dtId")).str(), "g.ndjson:8:27");
    QVERIFY(test::readBulk("", "g.ndjson", findings).empty());
    TF_COMPARE(test::lines(findings), "");
}

void TwinsBulkTest::badLinesAreReportedAndSkipped() {
    Findings findings;
    const auto lines = test::readBulk(
        "{\"Section\": \"Header\"}\n{\"Section\": \"Twins\"}\n{\"$dtId\": \"a\"\n[1]\n{\"$dtId\": \"b\"}\n"
        "{\"$dtId\": \"c\"} x\n\xff\n",
        "g.ndjson", findings);
    TF_COMPARE(sectionsOf(lines), "t");
    TF_COMPARE(test::codes(findings), "graph-line-invalid graph-line-invalid graph-line-invalid graph-line-invalid");
    TF_COMPARE(findings[0].place.str(), "g.ndjson:3:14");
    TF_COMPARE(findings[1].place.str(), "g.ndjson:4:1");
    TF_COMPARE(findings[2].place.str(), "g.ndjson:6:16");
    QCOMPARE(findings[3].place.line, 7U);
}

void TwinsBulkTest::sectionsAreChecked() {
    Findings findings;
    auto lines = test::readBulk(
        "{\"$dtId\": \"a\"}\n{\"$dtId\": \"b\"}\n{\"Section\": \"Twins\"}\n{\"$dtId\": \"c\"}\n{\"Section\": "
        "\"twins\"}\n"
        "{\"$dtId\": \"d\"}\n{\"$dtId\": \"e\"}\n{\"$dtId\": \"f\"}\n{\"Section\": \"Models\"}\n{\"@id\": \"m\"}\n",
        "g.ndjson", findings);
    TF_COMPARE(sectionsOf(lines), "tm");
    TF_COMPARE(test::codes(findings),
               "graph-section-missing graph-section-missing graph-section-unknown graph-section-order");
    TF_COMPARE(findings[0].place.str(), "g.ndjson:1:1");
    TF_COMPARE(findings[0].what.str(), "The line stands before the first section. Skipped lines: 2.");
    QCOMPARE(findings[1].severity, Severity::warning); // no Header
    TF_COMPARE(findings[2].place.str(), "g.ndjson:5:13");
    TF_COMPARE(findings[2].what.str(),
               "There is no section 'twins'; the lines below it are skipped. Skipped lines: 3.");
    QCOMPARE(findings[3].severity, Severity::warning);
}

void TwinsBulkTest::refusalsPointIntoTheFile() {
    test::WaterWorks works;
    Findings findings;
    const auto lines = test::readBulk(R"({"Section": "Header"}
{"Section": "Twins"}
{"$dtId": "p", "$metadata": {"$model": "dtmi:test:Pump;1"}, "motor": {"current": "much"}}
{"$dtId": "t", "$metadata": {"$model": "dtmi:test:Tank;1"}}
{"$metadata": {"$model": "dtmi:test:Tank;1"}}
{"$dtId": "u", "$metadata": {"$model": "dtmi:test:Tank;9"}}
{"Section": "Relationships"}
{"$dtId": "t", "$relationshipId": "r", "$relationshipName": "feeds", "$targetId": "p"}
{"$dtId": "t", "$relationshipName": "feeds", "$targetId": "p"})",
                                      "g.ndjson", findings);
    test::importBulk(lines, works.graph, findings);
    TF_COMPARE(test::codes(findings),
               "ValidationFailed graph-line-invalid ValidationFailed TargetTwinNotFound graph-line-invalid");
    TF_COMPARE(findings[0].place.str(), "g.ndjson:3:82");
    TF_COMPARE(findings[2].place.str(), "g.ndjson:6:40");
    TF_COMPARE(findings[3].place.str(), "g.ndjson:8:83");
    QCOMPARE(works.graph.twinCount(), std::size_t(1));
}

void TwinsBulkTest::membersThatStandTwiceAreRefused() {
    test::WaterWorks works;
    Findings findings;
    const auto lines = test::readBulk(R"({"Section": "Header"}
{"Section": "Twins"}
{"$dtId": "p", "$metadata": {"$model": "dtmi:test:Pump;1"}, "motor": {}}
{"$dtId": "t", "$metadata": {"$model": "dtmi:test:Tank;1"}}
{"$dtId": "u", "$dtId": "v", "$metadata": {"$model": "dtmi:test:Tank;1"}}
{"Section": "Relationships"}
{"$dtId": "p", "$dtId": "t", "$relationshipId": "r", "$relationshipName": "feeds", "$targetId": "t"})",
                                      "g.ndjson", findings);
    test::importBulk(lines, works.graph, findings);
    TF_COMPARE(test::codes(findings), "ValidationFailed ValidationFailed");
    QCOMPARE(findings[0].place.line, 5U);
    QCOMPARE(findings[1].place.line, 7U);
    QCOMPARE(works.graph.twinCount(), std::size_t(2));
    QCOMPARE(works.graph.relationshipCount(), std::size_t(0));
}

void TwinsBulkTest::relationshipsMayComeFirst() {
    test::WaterWorks works;
    Findings findings;
    const auto lines = test::readBulk(R"({"Section": "Header"}
{"Section": "Relationships"}
{"$dtId": "p", "$relationshipId": "r", "$relationshipName": "feeds", "$targetId": "t", "flow": 2}
{"Section": "Twins"}
{"$dtId": "p", "$metadata": {"$model": "dtmi:test:Pump;1"}, "motor": {}}
{"$dtId": "t", "$metadata": {"$model": "dtmi:test:Tank;1"}})",
                                      "g.ndjson", findings);
    test::importBulk(lines, works.graph, findings);
    TF_COMPARE(test::codes(findings), "graph-section-order");
    QCOMPARE(works.graph.relationshipCount(), std::size_t(1));
}

void TwinsBulkTest::lineByLine() {
    test::WaterWorks works;
    Findings findings;
    int put = 0;
    twins::visitBulk(R"({"Section": "Header"}
{"fileVersion": "1.0.0"}
{"Section": "Twins"}
{"$dtId": "t", "$metadata": {"$model": "dtmi:test:Tank;1"}}
{"$dtId": "u", "$metadata": {"$model": "dtmi:test:Tank;1"}})",
                     "g.ndjson", findings,
                     [&](twins::BulkLine&& line) { put += twins::importLine(line, works.graph, findings) ? 1 : 0; });
    TF_COMPARE(test::lines(findings), "");
    QCOMPARE(put, 3);
    QCOMPARE(works.graph.twinCount(), std::size_t(2));
}

void TwinsBulkTest::visitsBySectionSeeTheSame() {
    const std::string text = "{\"$dtId\": \"early\"}\n{\"Section\": \"Header\"}\n{\"fileVersion\": \"1.0.0\"}\n"
                             "{\"Section\": \"Models\"}\n{\"@id\": \"m\"}\nbad model\n"
                             "{\"\\u0053ection\": \"Twins\"}\n{\"$dtId\": \"a\"}\nbad Section\n[1]\n"
                             "{\"Section\": \"Nonsense\"}\n{\"x\": 1}\nbad\n{\"Section\": \"Relationships\"}\n"
                             "{\"$dtId\": \"a\", \"Section\": \"b\"}\n{\"Section\": \"Twins\"}\n{\"$dtId\": \"c\"}";
    const auto seen = [&](std::initializer_list<twins::SectionMask> visits) {
        std::vector<std::string> all;
        Findings findings;
        for (const twins::SectionMask sections : visits) {
            twins::visitBulk(text, "g.ndjson", sections, findings, [&](twins::BulkLine&& line) {
                all.push_back(std::to_string(static_cast<int>(line.section)) + line.document.text());
            });
        }
        for (const Error& finding : findings) all.push_back(finding.str());
        std::sort(all.begin(), all.end());
        std::string joined;
        for (const std::string& one : all) joined += one + "\n";
        return joined;
    };
    const std::string once = seen({twins::kModelLines | twins::kTwinLines | twins::kRelationshipLines});
    QVERIFY2(once.find("2{\"$dtId\": \"c\"}") != std::string::npos, once.c_str());
    TF_COMPARE(seen({twins::kModelLines, twins::kTwinLines, twins::kRelationshipLines}), once);
}

void TwinsBulkTest::exportGivesTheFormatBack() {
    test::WaterWorks works;
    TF_OK(works.put("p", "Pump;1", R"(, "rpm": 1, "motor": {"current": 2})"));
    TF_OK(works.put("t", "Tank;1"));
    TF_OK(works.patch("p", R"([{"op": "add", "path": "/$metadata/rpm/sourceTime", "value": "2026-01-01T00:00:00Z"}])"));
    TF_OK(works.link("p", "r", R"({"$relationshipName": "feeds", "$targetId": "t", "flow": 2})"));
    TF_COMPARE(twins::exportBulk(works.graph), R"({"Section":"Header"}
{"fileVersion":"1.0.0","author":"","organization":""}
{"Section":"Twins"}
{"$dtId":"p","$metadata":{"$model":"dtmi:test:Pump;1","rpm":{"sourceTime":"2026-01-01T00:00:00.0000000Z"}},"rpm":1,"motor":{"current":2}}
{"$dtId":"t","$metadata":{"$model":"dtmi:test:Tank;1"}}
{"Section":"Relationships"}
{"$dtId":"p","$relationshipId":"r","$targetId":"t","$relationshipName":"feeds","flow":2}
)");
}

void TwinsBulkTest::theServicesValidSample() {
    const auto data = test::dataFolder();
    if (data.empty()) QSKIP("TWINFLOW_DATA is not there");
    const auto graph = importFile(data / "graphs/iot-cli-extension/azext_iot/tests/digitaltwins/import_data/"
                                         "bulk-models-twins-relationships-valid.ndjson");
    // Its relationships write two properties in another case than their models; the service creates them all the same.
    QCOMPARE(graph->findings.size(), std::size_t(20));
    TF_COMPARE(graph->findings[0].str(),
               "bulk-models-twins-relationships-valid.ndjson:26:97: The relationship 'has' has no property "
               "'relationshipProperty1'; it was "
               "left out. Check its spelling and case, or add the property to the model. [graph-property-unknown]");
    QVERIFY(!hasErrors(graph->findings));
    QCOMPARE(graph->graph.twinCount(), std::size_t(10));
    QCOMPARE(graph->graph.relationshipCount(), std::size_t(10));
    QVERIFY(graph->graph.findRelationship("twin9", "relationship"));
}

void TwinsBulkTest::theServicesInvalidSample() {
    const auto data = test::dataFolder();
    if (data.empty()) QSKIP("TWINFLOW_DATA is not there");
    const auto graph = importFile(data / "graphs/iot-cli-extension/azext_iot/tests/digitaltwins/import_data/"
                                         "bulk-models-twins-relationships-invalid.ndjson");
    // model10 has no @context: it and what hangs on it fall out, the rest stays.
    QVERIFY(!graph->graph.find("twin10"));
    QVERIFY(graph->graph.find("twin11"));
    QCOMPARE(graph->graph.relationshipCount(), std::size_t(0));
    QVERIFY(test::codes(graph->findings).ends_with("ValidationFailed DigitalTwinNotFound"));
    QCOMPARE(graph->findings.back().place.line, 10U);
}

void TwinsBulkTest::theEnergyGrid() {
    const auto data = test::dataFolder();
    if (data.empty()) QSKIP("TWINFLOW_DATA is not there");
    const auto graph =
        importFile(data / "graphs/getting-started/models/energy-grid-example/distributionGridBulkImport.json");
    TF_COMPARE(test::lines(graph->findings), "");
    QCOMPARE(graph->graph.twinCount(), std::size_t(49));
    QCOMPARE(graph->graph.relationshipCount(), std::size_t(50));
}

QTEST_APPLESS_MAIN(TwinsBulkTest)
#include "tst_twins_bulk.moc"
