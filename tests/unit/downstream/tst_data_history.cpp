// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The data history: which rows a change leaves in which table.
#include "downstream/data_history.h"
#include "downstream/history_writer.h"
#include "sink_bench.h"

using namespace twinflow;
using namespace twinflow::test;
using delivery::Outcome;
using events::EventType;

namespace {

downstream::DownstreamSettings plain() {
    downstream::DownstreamSettings settings;
    settings.name = "history";
    settings.kind = downstream::DownstreamKind::dataHistory;
    return settings;
}

downstream::DownstreamSettings withRemovals() {
    auto settings = plain();
    settings.history.recordPropertyAndItemRemovals = true;
    return settings;
}

/// A line a row, columns with bars between, NULL as -.
std::string rowsOf(const std::filesystem::path& folder, const std::string& sql, int columns) {
    using namespace downstream::sqlite;
    Result<Database> database = Database::open(folder / downstream::kHistoryFile, Database::Mode::readOnly);
    if (!database) return database.error().str();
    Result<Statement> statement = database->prepare(sql);
    if (!statement) return statement.error().str();
    std::string text;
    while (statement->step().value()) {
        for (int column = 0; column < columns; ++column) {
            if (column > 0) text += '|';
            text += statement->isNull(column) ? "-" : std::string(statement->text(column));
        }
        text += '\n';
    }
    return text;
}

std::string properties(SinkBench& bench, const std::string& columns = "Id, Key, Value, Action", int count = 4) {
    bench.finish();
    return rowsOf(bench.folder(), "SELECT " + columns + " FROM AdtPropertyEvents ORDER BY rowid", count);
}

class HistoryBench : public SinkBench {
public:
    explicit HistoryBench(const downstream::DownstreamSettings& settings)
        : SinkBench(settings) {
        std::vector<JsonDocument> documents;
        documents.push_back(
            json("{\"@context\":\"dtmi:dtdl:context;3\",\"@id\":\"dtmi:test:Motor;1\",\"@type\":\"Interface\","
                 "\"contents\":[{\"@type\":\"Property\",\"name\":\"current\",\"schema\":\"double\"}]}"));
        documents.push_back(json(
            "{\"@context\":\"dtmi:dtdl:context;3\",\"@id\":\"dtmi:test:Pump;1\",\"@type\":\"Interface\",\"contents\":["
            "{\"@type\":\"Property\",\"name\":\"rpm\",\"schema\":\"double\"},"
            "{\"@type\":\"Component\",\"name\":\"motor\",\"schema\":\"dtmi:test:Motor;1\"}]}"));
        models = models::ModelSet::build(documents).models;
    }
    events::EventRef made(EventType type, std::string_view twin, std::string_view body,
                          std::string_view relationship = {}) {
        auto [reference, event] = pool.take();
        event->type = type;
        event->twin = texts.intern(twin);
        if (!relationship.empty()) event->relationship = texts.intern(relationship);
        event->model = *models.find("dtmi:test:Pump;1");
        event->number = ++numbers;
        event->time = event->origin = timeline.now();
        event->body = body;
        return reference;
    }
    events::EventRef patched(std::string_view twin, std::string_view patch, std::string_view relationship = {}) {
        auto [reference, event] = pool.take();
        event->type = relationship.empty() ? EventType::twinUpdate : EventType::relationshipUpdate;
        event->twin = texts.intern(twin);
        if (!relationship.empty()) event->relationship = texts.intern(relationship);
        event->model = *models.find("dtmi:test:Pump;1");
        event->number = ++numbers;
        event->time = event->origin = timeline.now();
        event->patch = *twins::parsePatch(json(patch).root(), texts);
        return reference;
    }
};

} // namespace

class DataHistoryTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tablesHaveTheServicesColumns() {
        for (const bool removals : {false, true}) {
            HistoryBench bench(removals ? withRemovals() : plain());
            bench.fromEventHub(bench.patched("p", "[{\"op\":\"add\",\"path\":\"/rpm\",\"value\":1}]"));
            bench.finish();
            const std::string sql =
                "SELECT m.name, group_concat(c.name, ' ') FROM sqlite_master m, pragma_table_info(m.name) c "
                "WHERE m.type = 'table' GROUP BY m.name";
            TF_COMPARE(
                rowsOf(bench.folder(), sql, 2),
                std::string("AdtPropertyEvents|TimeStamp SourceTimeStamp ServiceId Id ModelId Key Value "
                            "RelationshipTarget RelationshipId") +
                    (removals ? " Action\n" : "\n") +
                    "AdtRelationshipLifecycleEvents|RelationshipId Name Action TimeStamp ServiceId Source Target\n"
                    "AdtTwinLifecycleEvents|TwinId Action TimeStamp ServiceId ModelId\n");
        }
    }

    void eachChangedPropertyIsARow() {
        HistoryBench bench(plain());
        bench.fromEventHub(bench.patched(
            "p", "[{\"op\":\"add\",\"path\":\"/rpm\",\"value\":1480},"
                 "{\"op\":\"replace\",\"path\":\"/motor/current\",\"value\":12.5},"
                 "{\"op\":\"add\",\"path\":\"/label\",\"value\":\"a \\\"b\\\"\"},"
                 "{\"op\":\"add\",\"path\":\"/limits\",\"value\":{\"low\":1,\"high\":[2,3]}},"
                 "{\"op\":\"remove\",\"path\":\"/note\"},"
                 "{\"op\":\"add\",\"path\":\"/motor\",\"value\":{\"$metadata\":{},\"current\":7}},"
                 "{\"op\":\"replace\",\"path\":\"/$metadata/rpm/sourceTime\",\"value\":\"2024-03-05T09:00:00Z\"},"
                 "{\"op\":\"add\",\"path\":\"/motor/$metadata/current/sourceTime\",\"value\":\"2024-03-05T09:00:01Z\"},"
                 "{\"op\":\"replace\",\"path\":\"/$metadata/$model\",\"value\":\"dtmi:test:Pump;1\"}]"));
        TF_COMPARE(
            properties(bench,
                       "TimeStamp, SourceTimeStamp, ServiceId, Id, ModelId, Key, Value, RelationshipTarget, "
                       "RelationshipId",
                       9),
            "2024-03-05T10:15:30.0000000Z|2024-03-05T09:00:00.0000000Z|acme.api.weu.digitaltwins.azure.net|p|"
            "dtmi:test:Pump;1|rpm|1480||\n"
            "2024-03-05T10:15:30.0000000Z|2024-03-05T09:00:01.0000000Z|acme.api.weu.digitaltwins.azure.net|p|"
            "dtmi:test:Pump;1|motor.current|12.5||\n"
            "2024-03-05T10:15:30.0000000Z|-|acme.api.weu.digitaltwins.azure.net|p|dtmi:test:Pump;1|label|"
            "\"a \\\"b\\\"\"||\n"
            "2024-03-05T10:15:30.0000000Z|-|acme.api.weu.digitaltwins.azure.net|p|dtmi:test:Pump;1|limits|"
            "{\"low\":1,\"high\":[2,3]}||\n"
            "2024-03-05T10:15:30.0000000Z|-|acme.api.weu.digitaltwins.azure.net|p|dtmi:test:Pump;1|motor.current|"
            "7||\n");
        QCOMPARE(bench.sink->row().delivered, 1U);
    }

    void removalsAreRowsWhereTheyAreWanted() {
        HistoryBench bench(withRemovals());
        bench.fromEventHub(bench.patched(
            "p", "[{\"op\":\"remove\",\"path\":\"/note\"},{\"op\":\"add\",\"path\":\"/rpm\",\"value\":0}]"));
        bench.fromEventHub(bench.patched("p", "[{\"op\":\"remove\",\"path\":\"/tags/a~1b\"}]"));
        TF_COMPARE(properties(bench), "p|note|-|Delete\np|rpm|0|Update\np|tags.a/b|-|Delete\n");
        HistoryBench without(plain());
        without.fromEventHub(without.patched("p", "[{\"op\":\"remove\",\"path\":\"/note\"}]"));
        QCOMPARE(without.sink->row().filtered, 1U);
        QCOMPARE(without.sink->row().delivered, 0U);
    }

    void twinsAreCreatedAndDeleted() {
        HistoryBench bench(withRemovals());
        bench.fromEventHub(bench.made(
            EventType::twinCreate, "p",
            "{\"$dtId\":\"p\",\"rpm\":3,\"motor\":{\"current\":1.0,\"$metadata\":{\"current\":{\"sourceTime\":\"2024-"
            "03-05T09:00:00Z\"}}},"
            "\"$metadata\":{\"$model\":\"dtmi:test:Pump;1\",\"rpm\":{\"lastUpdateTime\":\"2024-03-05T10:15:30Z\"}}}"));
        bench.pass(1s);
        bench.fromEventHub(bench.made(EventType::twinDelete, "p", "{\"$dtId\":\"p\",\"rpm\":3}"));
        TF_COMPARE(properties(bench, "Id, Key, Value, Action, SourceTimeStamp", 5),
                   "p|rpm|3|Update|-\np|motor.current|1.0|Update|2024-03-05T09:00:00.0000000Z\n");
        TF_COMPARE(rowsOf(bench.folder(),
                          "SELECT TwinId, Action, TimeStamp, ServiceId, ModelId FROM AdtTwinLifecycleEvents", 5),
                   "p|Create|2024-03-05T10:15:30.0000000Z|acme.api.weu.digitaltwins.azure.net|dtmi:test:Pump;1\n"
                   "p|Delete|2024-03-05T10:15:31.0000000Z|acme.api.weu.digitaltwins.azure.net|dtmi:test:Pump;1\n");
    }

    void relationshipsSayWhereTheyLead() {
        HistoryBench bench(withRemovals());
        auto& history = *bench.sink->dataHistory();
        const TextId tank = bench.texts.intern("tank");
        bench.texts.intern("basin");
        history.noteRelationship(bench.texts.intern("p"), bench.texts.intern("old"), tank);
        bench.fromEventHub(bench.patched("p", "[{\"op\":\"add\",\"path\":\"/flow\",\"value\":2}]", "old"));
        const char* body = "{\"$relationshipId\":\"new\",\"$sourceId\":\"p\",\"$relationshipName\":\"feeds\",\"$"
                           "targetId\":\"basin\",\"flow\":5}";
        bench.fromEventHub(bench.made(EventType::relationshipCreate, "p", body, "new"));
        bench.fromEventHub(bench.patched("p", "[{\"op\":\"remove\",\"path\":\"/flow\"}]", "new"));
        bench.fromEventHub(bench.made(EventType::relationshipDelete, "p", body, "new"));
        TF_COMPARE(properties(bench, "Id, Key, Value, Action, RelationshipId, RelationshipTarget", 6),
                   "p|flow|2|Update|old|tank\np|flow|5|Update|new|basin\np|flow|-|Delete|new|basin\n");
        TF_COMPARE(rowsOf(bench.folder(),
                          "SELECT RelationshipId, Name, Action, Source, Target FROM AdtRelationshipLifecycleEvents", 5),
                   "new|feeds|Create|p|basin\nnew|feeds|Delete|p|basin\n");
        QCOMPARE(bench.sink->row().delivered, 4U);
    }

    void tablesMayBeNamedOrLeftOut() {
        auto settings = plain();
        settings.history.adxTableName = "My \"table\"";
        settings.history.adxTwinLifecycleEventsTableName.clear();
        settings.history.adxRelationshipLifecycleEventsTableName.clear();
        HistoryBench bench(settings);
        bench.fromEventHub(bench.made(EventType::twinDelete, "p", "{\"$dtId\":\"p\"}"));
        QCOMPARE(bench.sink->row().filtered, 1U);
        bench.fromEventHub(bench.made(EventType::twinCreate, "p", "{\"$dtId\":\"p\",\"rpm\":3}"));
        bench.finish();
        TF_COMPARE(rowsOf(bench.folder(), "SELECT name FROM sqlite_master WHERE type = 'table'", 1), "My \"table\"\n");
        TF_COMPARE(rowsOf(bench.folder(), "SELECT Key FROM \"My \"\"table\"\"\"", 1), "rpm\n");
    }

    void telemetryIsNoHistoryAndFunctionsWriteNone() {
        HistoryBench bench(plain());
        QVERIFY(bench.fromEventHub(bench.telemetry("p", "", "{\"a\":1}")) == Outcome::delivered);
        QCOMPARE(bench.sink->row().filtered, 1U);
        TF_COMPARE(bench.send("{}").error().code, "downstream-payload-invalid");
        bench.sink->condition.down = true;
        TF_COMPARE(bench.send("{}").error().code, "downstream-unavailable");
        QVERIFY(bench.fromEventHub(bench.telemetry("p", "", "{\"a\":1}")) == Outcome::unavailable);
        QVERIFY(bench.sink->row().balances());
        QVERIFY(bench.finish().empty());
    }

    void bytesDoNotDependOnThreads() {
        const std::string difference = differenceBetweenLanes(plain(), [](SinkBench& bench) {
            for (int i = 0; i < 3000; ++i) {
                bench.fromEventHub(
                    bench.update("twin-" + std::to_string(i % 40), "[{\"op\":\"add\",\"path\":\"/t\",\"value\":1}]"));
                bench.pass(1s);
            }
        });
        TF_COMPARE(difference, "");
    }
};

QTEST_APPLESS_MAIN(DataHistoryTest)
#include "tst_data_history.moc"
