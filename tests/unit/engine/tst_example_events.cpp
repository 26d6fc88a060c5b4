// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Events made without a run are those that the service would tell, and filters can be tried on them.
#include "base/json_document.h"
#include "engine/example_events.h"
#include "routes/filter_trial.h"
#include "small_deployment.h"
#include "support.h"

#include <map>

using namespace twinflow;
using namespace twinflow::engine;

class ExampleEventsTest : public QObject {
    Q_OBJECT

    static deployment::Deployment withRelationship() {
        auto deployment = test::smallDeployment();
        deployment.models.push_back({"models/room.json", R"({
          "@context": "dtmi:dtdl:context;3", "@id": "dtmi:test:Room;1", "@type": "Interface",
          "contents": [ { "@type": "Relationship", "name": "has",
                          "properties": [ { "@type": "Property", "name": "since", "schema": "string" } ] } ] })"});
        deployment.graph.front().text +=
            "{\"$dtId\":\"r1\",\"$metadata\":{\"$model\":\"dtmi:test:Room;1\"}}\n{\"Section\":\"Relationships\"}\n"
            "{\"$dtId\":\"r1\",\"$relationshipId\":\"a\",\"$targetId\":\"s1\",\"$relationshipName\":\"has\","
            "\"since\":\"May\"}\n";
        return deployment;
    }
    static std::map<std::string, int> types(const std::vector<ExampleEvent>& examples) {
        std::map<std::string, int> counts;
        for (const ExampleEvent& example : examples) ++counts[example.type];
        return counts;
    }

private Q_SLOTS:
    void eachKindOfEventIsThere() {
        const auto examples = exampleEvents(withRelationship(), 1);
        const auto counts = types(examples);
        QCOMPARE(counts.at("Microsoft.DigitalTwins.Twin.Create"), 2); // of each model
        QCOMPARE(counts.at("Microsoft.DigitalTwins.Twin.Delete"), 2);
        QCOMPARE(counts.at("Microsoft.DigitalTwins.Twin.Update"), 1); // a room measures nothing
        QCOMPARE(counts.at("microsoft.iot.telemetry"), 1);
        QCOMPARE(counts.at("Microsoft.DigitalTwins.Relationship.Create"), 1);
        QCOMPARE(counts.at("Microsoft.DigitalTwins.Relationship.Update"), 1);
        QCOMPARE(counts.at("Microsoft.DigitalTwins.Relationship.Delete"), 1);
        for (const ExampleEvent& example : examples) {
            const auto event = JsonDocument::parse(example.cloudEvent, "event");
            TF_OK(event);
            TF_COMPARE(event->root().find("type")->text, example.type);
        }
    }

    void aFilterIsTriedOnThem() {
        const auto examples = exampleEvents(withRelationship(), 1);
        const auto passing = [&](const std::string& filter) {
            const auto trial = routes::FilterTrial::make(filter);
            int count = 0;
            for (const ExampleEvent& example : examples) count += (*trial)->passes(example.cloudEvent) ? 1 : 0;
            return count;
        };
        QCOMPARE(passing("true"), static_cast<int>(examples.size()));
        QCOMPARE(passing("false"), 0);
        QCOMPARE(passing("type = 'Microsoft.DigitalTwins.Twin.Update' AND subject = 's1'"), 1);
        QCOMPARE(passing("$body.temperature >= 0"), 1); // the telemetry
        QCOMPARE(passing("$body.modelId = 'dtmi:test:Sensor;1'"), 1);
        QVERIFY(!routes::FilterTrial::make("type ="));
    }

    void aClauseSaysWhatItSaw() {
        const auto examples = exampleEvents(withRelationship(), 1);
        const auto trial = routes::FilterTrial::make("subject = 'nobody' OR type = 'x'");
        const query::Explanation why = (*trial)->explain(examples.front().cloudEvent);
        QVERIFY(!why.truth);
        QCOMPARE(why.parts.size(), std::size_t{2});
        TF_COMPARE(why.parts[1].saw.front().value, "'" + examples.front().type + "'");
        QVERIFY(!(*trial)->passes("{}"));
        QVERIFY(!(*trial)->explain("{}").truth);
    }

    void theSameSeedGivesTheSameEvents() {
        const auto texts = [](std::uint64_t seed) {
            std::string all;
            for (const ExampleEvent& example : exampleEvents(withRelationship(), seed)) all += example.cloudEvent;
            return all;
        };
        TF_COMPARE(texts(7), texts(7));
        QVERIFY(texts(7) != texts(8));
    }

    void aGraphWithoutTwinsHasExamplesOfItsModels() {
        auto deployment = test::smallDeployment();
        deployment.graph.clear();
        const auto examples = exampleEvents(deployment, 1);
        QCOMPARE(types(examples).at("Microsoft.DigitalTwins.Twin.Update"), 1);
        for (const ExampleEvent& example : examples) TF_COMPARE(example.twin, "example-Sensor");
    }

    void wrongModelsGiveNone() {
        auto deployment = test::smallDeployment();
        deployment.models.front().text = "{";
        QVERIFY(exampleEvents(deployment, 1).empty());
    }
};

QTEST_APPLESS_MAIN(ExampleEventsTest)
#include "tst_example_events.moc"
