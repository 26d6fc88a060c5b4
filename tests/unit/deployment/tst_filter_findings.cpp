// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What is said of a filter before any event comes, and what is not.
#include "deployment/filter_findings.h"
#include "support.h"

using namespace twinflow;
using deployment::FilterFinding;

namespace {

/// A room with a component, and a sensor whose telemetry is modelled.
models::ModelSet someModels() {
    const JsonDocument document = test::json(
        "[{\"@context\":\"dtmi:dtdl:context;3\",\"@id\":\"dtmi:t:Room;1\",\"@type\":\"Interface\",\"contents\":["
        "{\"@type\":\"Property\",\"name\":\"temperature\",\"schema\":\"double\"},"
        "{\"@type\":\"Property\",\"name\":\"label\",\"schema\":\"string\"},"
        "{\"@type\":\"Property\",\"name\":\"size\",\"schema\":{\"@type\":\"Object\",\"fields\":["
        "{\"name\":\"width\",\"schema\":\"double\"}]}},"
        "{\"@type\":\"Component\",\"name\":\"fan\",\"schema\":\"dtmi:t:Fan;1\"},"
        "{\"@type\":\"Relationship\",\"name\":\"contains\",\"properties\":["
        "{\"@type\":\"Property\",\"name\":\"since\",\"schema\":\"date\"}]}]},"
        "{\"@context\":\"dtmi:dtdl:context;3\",\"@id\":\"dtmi:t:Fan;1\",\"@type\":\"Interface\",\"contents\":["
        "{\"@type\":\"Property\",\"name\":\"speed\",\"schema\":\"integer\"},"
        "{\"@type\":\"Telemetry\",\"name\":\"vibration\",\"schema\":\"double\"}]}]");
    return models::ModelSet::build({document}).models;
}

std::string describe(const std::vector<FilterFinding>& findings) {
    std::string text;
    for (const FilterFinding& finding : findings) {
        text += std::to_string(finding.error.place.column) + " " + finding.error.code + ": " +
                finding.error.what.str() + "\n";
        if (!finding.mended.empty()) text += "  -> " + finding.mended + "\n";
    }
    return text;
}

} // namespace

class FilterFindingsTest : public QObject {
    Q_OBJECT
    const models::ModelSet m_models = someModels();
    const routes::EventShapes m_shapes{m_models, "acme.api.weu.digitaltwins.azure.net"};

private Q_SLOTS:
    void filtersAreFine_data() {
        QTest::addColumn<QString>("filter");
        for (const char* filter :
             {"true",
              "false",
              "type = 'Microsoft.DigitalTwins.Twin.Update'",
              "$body.temperature > 5",
              "type = 'microsoft.iot.telemetry' AND $body.vibration > 0.5",
              "$body.temperature > 5 AND $body.temperature < 6",
              "$body.temperature >= 5 AND $body.temperature <= 5",
              "type = 'Microsoft.DigitalTwins.Twin.Create' AND $body.fan.speed = 5 AND $body.size.width < 2",
              "type = 'Microsoft.DigitalTwins.Twin.Create' AND $body.$metadata.$model = 'dtmi:t:Room;1'",
              "$body.modelId = 'dtmi:t:Room;1' OR $body.$metadata.$model = 'dtmi:t:Fan;1'",
              "STARTS_WITH(subject, 'a') AND CONTAINS(subject, 'b') AND ENDS_WITH(subject, 'ab')",
              "STARTS_WITH($body.modelId, 'dtmi:t:')",
              "dataschema = 'dtmi:t:Fan;1'",
              "source = 'acme.api.weu.digitaltwins.azure.net/digitaltwins/room-1'",
              "source != 'acme.api.weu.digitaltwins.azure.net'",
              "datacontenttype = 'application/json'",
              "subject >= 'a' AND subject < 'b' AND STARTS_WITH(subject, 'ab')",
              "subject = $body.label",
              "$body.$relationshipName = 'contains' AND $body.since > '2026-01-01'",
              "ENDS_WITH($body.$metadata.$model, 'Room;1')",
              "$body.label = null",
              "(type = 'Microsoft.DigitalTwins.Twin.Create' OR type = 'Microsoft.DigitalTwins.Twin.Delete') AND "
              "$body.label != 'x'"}) {
            QTest::newRow(filter) << QString::fromLatin1(filter);
        }
    }
    void filtersAreFine() {
        QFETCH(QString, filter);
        TF_COMPARE(describe(deployment::filterFindings(filter.toStdString(), m_shapes)), "");
    }

    void findings_data() {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<QString>("expected");
        const auto add = [](const char* filter, const char* expected) {
            QTest::newRow(filter) << QString::fromLatin1(filter) << QString::fromUtf8(expected);
        };
        add("type = 'Microsoft.DigitalTwins.Twin.Updated'",
            "1 routes-never-matches: There are no events of type 'Microsoft.DigitalTwins.Twin.Updated'.\n"
            "  -> type = 'Microsoft.DigitalTwins.Twin.Update'\n");
        add("type = 'a' AND subject = 'b'", "1 routes-never-matches: There are no events of type 'a'.\n");
        add("type = 'microsoft.iot.telemetry' AND type = 'Microsoft.DigitalTwins.Twin.Update'",
            "38 routes-never-matches: 'type = 'microsoft.iot.telemetry'' and 'type = "
            "'Microsoft.DigitalTwins.Twin.Update'' are never true of the same event.\n");
        add("$body.temperature > 30 AND $body.temperature < 20",
            "28 routes-never-matches: '$body.temperature > 30' and '$body.temperature < 20' are never true of the same "
            "event.\n");
        add("(subject = 'a' AND source != 'x') AND subject = 'b'",
            "39 routes-never-matches: 'subject = 'a'' and 'subject = 'b'' are never true of the same event.\n");
        add("STARTS_WITH(subject, 'room') AND subject < 'r'",
            "34 routes-never-matches: 'STARTS_WITH(subject, 'room')' and 'subject < 'r'' are never true of the same "
            "event.\n");
        add("$body.size > 5 AND $body.size.width > 5",
            "20 routes-never-matches: '$body.size > 5' and '$body.size.width > 5' are never true of the same event.\n");
        add("type = 'Microsoft.DigitalTwins.Twin.Update' AND $body.temperature > 5",
            "49 routes-never-matches: Events of type Microsoft.DigitalTwins.Twin.Update have no '$body.temperature', "
            "only "
            "$body.modelId and the changes in $body.patch.\n");
        add("type = 'Microsoft.DigitalTwins.Twin.Update' AND CONTAINS($body.patch.path, 'temperature')",
            "49 routes-never-matches: The changes of an update are an array in $body.patch; filters cannot look into "
            "arrays.\n");
        add("type = 'Microsoft.DigitalTwins.Twin.Update' AND $body.$metadata.$model = 'dtmi:t:Room;1'",
            "49 routes-never-matches: Events of type Microsoft.DigitalTwins.Twin.Update have no "
            "'$body.$metadata.$model', "
            "only $body.modelId and the changes in $body.patch.\n"
            "  -> type = 'Microsoft.DigitalTwins.Twin.Update' AND $body.modelId = 'dtmi:t:Room;1'\n");
        add("type = 'Microsoft.DigitalTwins.Twin.Create' AND $body.modelId = 'dtmi:t:Room;1'",
            "49 routes-never-matches: Events of type Microsoft.DigitalTwins.Twin.Create have no '$body.modelId'.\n"
            "  -> type = 'Microsoft.DigitalTwins.Twin.Create' AND $body.$metadata.$model = 'dtmi:t:Room;1'\n");
        add("type = 'Microsoft.DigitalTwins.Twin.Create' AND $body.temprature > 5",
            "49 routes-never-matches: Events of type Microsoft.DigitalTwins.Twin.Create have no '$body.temprature'.\n"
            "  -> type = 'Microsoft.DigitalTwins.Twin.Create' AND $body.temperature > 5\n");
        add("type = 'Microsoft.DigitalTwins.Twin.Create' AND $body.temperature = '5'",
            "49 routes-never-matches: '$body.temperature' is a number; '$body.temperature = '5'' is never true of it.\n"
            "  -> type = 'Microsoft.DigitalTwins.Twin.Create' AND $body.temperature = 5\n");
        add("type = 'Microsoft.DigitalTwins.Twin.Update' AND $body.modelId = 'dtmi:t:Rom;1'",
            "49 routes-never-matches: The project has no model 'dtmi:t:Rom;1'.\n"
            "  -> type = 'Microsoft.DigitalTwins.Twin.Update' AND $body.modelId = 'dtmi:t:Room;1'\n");
        add("subject > 5", "1 routes-never-matches: 'subject' is a text; 'subject > 5' is never true of it.\n"
                           "  -> subject > '5'\n");
        add("type = 'Microsoft.DigitalTwins.Twin.Update' OR type = 'Microsoft.DigitalTwins.Twin.Remove'",
            "48 routes-branch-never-matches: There are no events of type 'Microsoft.DigitalTwins.Twin.Remove'.\n"
            "  -> type = 'Microsoft.DigitalTwins.Twin.Update' OR type = 'Microsoft.DigitalTwins.Twin.Create'\n");
        add("type = 'microsoft.iot.telemetry' AND (subject = 'fan' OR type = 'Microsoft.DigitalTwins.Twin.Update')",
            "58 routes-branch-never-matches: 'type = 'microsoft.iot.telemetry'' and 'type = "
            "'Microsoft.DigitalTwins.Twin.Update'' are never true of the same event.\n");
        add("specversion = '1.0'", "1 routes-always-matches: Every event passes the filter.\n  -> true\n");
        add("subject = 'a' OR subject != 'a'", "1 routes-always-matches: Every event passes the filter.\n  -> true\n");
        add("type != 'x' OR subject = 'a'", "1 routes-always-matches: Every event passes the filter.\n  -> true\n");
        add("$body.temprature > 5",
            "1 routes-member-unknown: No model has a property or telemetry 'temprature', so only telemetry that is not "
            "modelled has it.\n  -> $body.temperature > 5\n");
        add("type = microsoft.iot.telemetry",
            "8 query-field-unknown: No event has a field 'microsoft.iot.telemetry', so this comparison is never true.\n"
            "  -> type = 'microsoft.iot.telemetry'\n");
        add("temperature > 5",
            "1 query-field-unknown: No event has a field 'temperature', so this comparison is never true.\n"
            "  -> $body.temperature > 5\n");
        add("Type = 'microsoft.iot.telemetry'",
            "1 query-field-unknown: No event has a field 'Type', so this comparison is never true.\n"
            "  -> type = 'microsoft.iot.telemetry'\n");
        add("$eventType = 'DigitalTwinTelemetryMessages' OR subject = 'a'",
            "1 query-field-legacy: '$eventType' is the field of an earlier version of the service.\n"
            "  -> type = 'microsoft.iot.telemetry' OR subject = 'a'\n");
        add("STARTS_WITH(type, microsoft.iot)",
            "19 query-field-unknown: No event has a field 'microsoft.iot', so this comparison is never true.\n"
            "  -> STARTS_WITH(type, 'microsoft.iot')\n");
        add("type = ", "8 query-operand-missing: The filter ends where a field or a value should stand.\n");
    }
    void findings() {
        QFETCH(QString, filter);
        QFETCH(QString, expected);
        const auto findings = deployment::filterFindings(filter.toStdString(), m_shapes);
        TF_COMPARE(describe(findings), expected.toStdString());
        for (const FilterFinding& finding : findings) {
            QVERIFY(!finding.error.hint.str().empty());
            if (finding.mended.empty()) continue;
            const auto again = deployment::filterFindings(finding.mended, m_shapes);
            QVERIFY2(again.empty(), describe(again).c_str());
        }
    }

    void withoutModelsNothingIsSaidOfBodies() {
        TF_COMPARE(describe(deployment::filterFindings("$body.temprature = 'x' AND $body.modelId = 'y'", {})), "");
    }

    void manyPartsAreNoTrouble() {
        std::string filter = "type = 'microsoft.iot.telemetry'";
        for (int i = 0; i < 400; ++i) {
            const std::string n = std::to_string(i);
            filter += " AND ($body.a" + n + " > " + n + " OR $body.b" + n + " < " + n + ")";
        }
        QVERIFY(deployment::filterFindings(filter, {}).empty());
    }

    // A search that is too long ends with nothing said; without its bounds these would take minutes or all memory.

    void openGroupsBesideManyConditionsAreNoTrouble() {
        std::string filter = "($body.q = 1 OR $body.q = 2)";
        for (int i = 0; i < 60; ++i) filter += " AND ($body.a = 1 OR $body.b" + std::to_string(i) + " = 2)";
        for (int i = 0; i < 2000; ++i) filter += " AND $body.z != " + std::to_string(i);
        filter += " AND ($body.q = 3 OR $body.q = 4)";
        QVERIFY(deployment::filterFindings(filter, {}).empty());
    }
    void veryManyGroupsAreNoTrouble() {
        std::string filter = "(subject > '' OR subject > '')";
        for (int i = 1; i < 20'000; ++i) filter += " AND (subject > '' OR subject > '')";
        QVERIFY(deployment::filterFindings(filter, {}).empty());
    }
    void manyConditionsOfOneFieldAreNoTrouble() {
        std::string filter = "$body.z < 0 AND $body.z > 0";
        for (int i = 0; i < 2000; ++i) filter += " AND $body.z != " + std::to_string(i);
        QVERIFY(deployment::filterFindings(filter, {}).empty());
    }
    void manyPartsThatContradictAreSaidWithoutTheirNames() {
        std::string filter = "$body.z < 0 AND $body.z > 0";
        for (int i = 0; i < 2000; ++i) filter += " AND $body.a" + std::to_string(i) + " != 5";
        TF_COMPARE(
            describe(deployment::filterFindings(filter, {})),
            "1 routes-never-matches: Of the 2002 conditions that AND joins here, some are never true of the same "
            "event.\n");
    }
    void manyFindingsHaveFewFixes() {
        std::string filter = "x = x";
        for (int i = 1; i < 10'000; ++i) filter += " OR x = x";
        std::size_t fixes = 0;
        const auto findings = deployment::filterFindings(filter, {});
        for (const FilterFinding& finding : findings) fixes += finding.mended.empty() ? 0 : 1;
        QCOMPARE(findings.size(), std::size_t{20'000});
        QVERIFY(fixes > 0 && fixes < 100);
    }
};

QTEST_APPLESS_MAIN(FilterFindingsTest)
#include "tst_filter_findings.moc"
