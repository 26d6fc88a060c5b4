// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Events from changes, the pool, and the texts that endpoints carry.
#include "support.h" // first: moc cannot read <compare> before another standard header

#include "events/dress.h"
#include "events/event_pool.h"
#include "events/notifier.h"

#include <set>

using namespace twinflow;
using namespace std::chrono_literals;
using events::EventRef;
using events::EventType;

namespace {

constexpr std::string_view kHost = "acme.api.weu.digitaltwins.azure.net";

class Collector final : public events::EventTaker {
public:
    std::vector<EventRef> events;
    void take(const EventRef& event) override { events.push_back(event); }
};

models::ModelSet acmeModels() {
    std::vector<JsonDocument> documents;
    documents.push_back(test::json(R"([
        {"@context": "dtmi:dtdl:context;2", "@id": "dtmi:acme:Motor;1", "@type": "Interface",
         "contents": [{"@type": "Property", "name": "current", "schema": "double"}]},
        {"@context": "dtmi:dtdl:context;2", "@id": "dtmi:acme:Pump;2", "@type": "Interface",
         "contents": [{"@type": "Property", "name": "rpm", "schema": "integer"},
                      {"@type": "Component", "name": "motor", "schema": "dtmi:acme:Motor;1"}]}
    ])"));
    models::ModelSet::Built built = models::ModelSet::build(documents);
    if (!built.findings.empty()) throw std::runtime_error(test::lines(built.findings));
    return std::move(built.models);
}

/// A place where changes become events.
struct Bench {
    Interner texts;
    models::ModelSet models = acmeModels();
    events::EventPool pool;
    Collector collector;
    events::Notifier notifier{pool, collector};
    events::Dress dress{texts, models, std::string(kHost), 7};
    ModelIndex pump = *models.find("dtmi:acme:Pump;2");
    Instant now = *parseInstant("2024-03-05T10:15:30.1234567Z");

    Bench() { notifier.setMoment(now, {}); }

    EventRef tell(const twins::Change& change) {
        notifier.onChange(change);
        return collector.events.back();
    }
    twins::Change change(twins::ChangeKind kind, std::string_view twin = "pump-07") {
        twins::Change change;
        change.kind = kind;
        change.twin = texts.intern(twin);
        change.model = pump;
        return change;
    }
    EventRef update() {
        const twins::Patch patch = {{twins::PatchOp::replace, texts.intern("/rpm"), Value(std::int64_t{1480})},
                                    {twins::PatchOp::add, texts.intern("/motor/current"), Value(12.5)},
                                    {twins::PatchOp::remove, texts.intern("/load"), Value()}};
        twins::Change updated = change(twins::ChangeKind::twinUpdated);
        updated.patch = &patch;
        return tell(updated);
    }
    EventRef relationship() {
        twins::Change created = change(twins::ChangeKind::relationshipCreated);
        created.relationship = texts.intern("feeds \"1\"");
        created.body = R"({"$relationshipName":"feeds"})";
        return tell(created);
    }
    EventRef telemetry(std::string_view component) {
        twins::Change sent = change(twins::ChangeKind::telemetry);
        if (!component.empty()) sent.component = texts.intern(component);
        sent.body = R"({"vibration":0.31})";
        sent.messageId = "msg-0001";
        return tell(sent);
    }
};

/// JSON that is written with single quotes, for reading's sake.
std::string quoted(std::string text) {
    std::replace(text.begin(), text.end(), '\'', '"');
    return text;
}

template <typename Append>
std::string made(Append append) {
    std::string text;
    append(text);
    return text;
}

} // namespace

class EventsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void typesHaveTheServicesNames() {
        std::string names;
        for (std::size_t i = 0; i < events::kEventTypes; ++i)
            names += std::string(typeName(static_cast<EventType>(i))) + "\n";
        TF_COMPARE(names, "Microsoft.DigitalTwins.Twin.Create\nMicrosoft.DigitalTwins.Twin.Update\n"
                          "Microsoft.DigitalTwins.Twin.Delete\nMicrosoft.DigitalTwins.Relationship.Create\n"
                          "Microsoft.DigitalTwins.Relationship.Update\nMicrosoft.DigitalTwins.Relationship.Delete\n"
                          "microsoft.iot.telemetry\n");
    }

    void eachChangeBecomesItsType() {
        Bench bench;
        const std::pair<twins::ChangeKind, EventType> pairs[] = {
            {twins::ChangeKind::twinCreated, EventType::twinCreate},
            {twins::ChangeKind::twinUpdated, EventType::twinUpdate},
            {twins::ChangeKind::twinDeleted, EventType::twinDelete},
            {twins::ChangeKind::relationshipCreated, EventType::relationshipCreate},
            {twins::ChangeKind::relationshipUpdated, EventType::relationshipUpdate},
            {twins::ChangeKind::relationshipDeleted, EventType::relationshipDelete},
            {twins::ChangeKind::telemetry, EventType::telemetry}};
        for (const auto& [kind, type] : pairs) QVERIFY(bench.tell(bench.change(kind))->type == type);
        QCOMPARE(bench.notifier.count(), std::uint64_t(7));
        QCOMPARE(bench.collector.events.front()->number, std::uint64_t(1));
        QCOMPARE(bench.collector.events.back()->number, std::uint64_t(7));
    }

    void eventsKnowTheirCause() {
        Bench bench;
        const EventRef alone = bench.update();
        QCOMPARE(alone->origin, bench.now);
        QCOMPARE(alone->cause, std::uint64_t(0));
        bench.notifier.setMoment(bench.now + 2s, {41, bench.now + 1s, 3});
        const EventRef caused = bench.update();
        QCOMPARE(caused->time, bench.now + 2s);
        QCOMPARE(caused->origin, bench.now + 1s);
        QCOMPARE(caused->cause, std::uint64_t(41));
        QCOMPARE(int(caused->hops), 3);
    }

    void eventsOutliveTheChangeThatMadeThem() {
        Bench bench;
        std::string body = R"({"$dtId":"pump-07"})";
        twins::Change created = bench.change(twins::ChangeKind::twinCreated);
        created.body = body;
        const EventRef event = bench.tell(created);
        body.assign(body.size(), '?');
        TF_COMPARE(event->body, R"({"$dtId":"pump-07"})");
        TF_COMPARE(bench.dress.body(*bench.update()), quoted("{'modelId':'dtmi:acme:Pump;2','patch':["
                                                             "{'value':1480,'path':'/rpm','op':'replace'},"
                                                             "{'value':12.5,'path':'/motor/current','op':'add'},"
                                                             "{'path':'/load','op':'remove'}]}"));
    }

    void bodiesOfUpdatesAreMadeOnce() {
        Bench bench;
        const EventRef event = bench.update();
        QVERIFY(event->updateBody.empty());
        const std::string_view first = bench.dress.body(*event);
        QVERIFY(bench.dress.body(*event).data() == first.data());
    }

    void poolTakesBackAndClears() {
        events::EventPool pool;
        events::Event* place = nullptr;
        {
            auto [reference, event] = pool.take();
            place = event;
            event->body = std::string(1000, 'x');
            event->updateBody = event->messageId = "left over";
            event->patch.resize(3);
            event->relationship = TextId{4};
            event->hops = 9;
            const EventRef second = reference;
            EventRef third;
            third = second;
            third = third; // NOLINT: to itself
            reference = EventRef();
            QVERIFY(!reference && second && third);
            QCOMPARE(pool.live(), std::size_t(1));
        }
        QCOMPARE(pool.live(), std::size_t(0));
        const auto [reference, event] = pool.take();
        QCOMPARE(event, place);
        QVERIFY(event->body.empty() && event->updateBody.empty() && event->messageId.empty() && event->patch.empty());
        QVERIFY(!event->relationship.valid() && event->hops == 0);
        QVERIFY(event->body.capacity() >= 1000);
        QVERIFY(pool.take().second != place);
        QCOMPARE(pool.live(), std::size_t(1));
    }

    void idsAreUuidsOfSeedAndNumber() {
        Bench bench;
        const QRegularExpression form(
            QStringLiteral("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"));
        std::set<std::string> ids;
        for (int i = 0; i < 1000; ++i) {
            const std::string id = bench.dress.id(*bench.update());
            QVERIFY2(form.match(QString::fromStdString(id)).hasMatch(), id.c_str());
            ids.insert(id);
        }
        QCOMPARE(ids.size(), std::size_t(1000));
        Bench again;
        TF_COMPARE(again.dress.id(*again.update()), bench.dress.id(*bench.collector.events.front()));
        const events::Dress other(bench.texts, bench.models, std::string(kHost), 8);
        QVERIFY(other.id(*bench.collector.events.front()) != bench.dress.id(*bench.collector.events.front()));
        TF_COMPARE(bench.dress.id(*bench.telemetry("")), "msg-0001");
    }

    void traceFollowsTheCause() {
        Bench bench;
        const QRegularExpression form(QStringLiteral("^00-[0-9a-f]{32}-[0-9a-f]{16}-01$"));
        const auto trace = [&](const EventRef& event, std::uint64_t hop) {
            return bench.dress.traceparent(*event, hop);
        };
        const auto traceId = [](const std::string& text) { return text.substr(3, 32); };
        const auto spanId = [](const std::string& text) { return text.substr(36, 16); };
        bench.notifier.setMoment(bench.now, {5, bench.now, 0});
        const EventRef first = bench.update();
        const EventRef second = bench.update();
        bench.notifier.setMoment(bench.now, {6, bench.now, 0});
        const EventRef third = bench.update();
        bench.notifier.setMoment(bench.now, {});
        const EventRef fourth = bench.update();
        const EventRef fifth = bench.update();
        QVERIFY(form.match(QString::fromStdString(trace(first, 0))).hasMatch());
        TF_COMPARE(traceId(trace(first, 0)), traceId(trace(second, 3)));
        std::set<std::string> traces;
        for (const EventRef* event : {&first, &third, &fourth, &fifth}) traces.insert(traceId(trace(*event, 0)));
        QCOMPARE(traces.size(), std::size_t(4));
        std::set<std::string> spans;
        for (std::uint64_t hop = 0; hop < 4; ++hop)
            spans.insert({spanId(trace(first, hop)), spanId(trace(second, hop))});
        QCOMPARE(spans.size(), std::size_t(8));
    }

    void attributesOfEachType() {
        Bench bench;
        const auto attributes = [&](const EventRef& event) {
            const events::Dress& dress = bench.dress;
            return dress.source(*event) + " | " + dress.subject(*event) + " | " + std::string(dress.dataSchema(*event));
        };
        const std::string host(kHost);
        TF_COMPARE(attributes(bench.update()), host + " | pump-07 | ");
        TF_COMPARE(attributes(bench.relationship()), host + " | pump-07/relationships/feeds \"1\" | ");
        TF_COMPARE(attributes(bench.telemetry("")), host + "/digitaltwins/pump-07 |  | dtmi:acme:Pump;2");
        TF_COMPARE(attributes(bench.telemetry("motor")), host + "/digitaltwins/pump-07 | motor | dtmi:acme:Motor;1");
        TF_COMPARE(bench.dress.modelId(*bench.update()), "dtmi:acme:Pump;2");
    }

    void cloudEventsAreFlat() {
        Bench bench;
        const EventRef event = bench.relationship();
        TF_COMPARE(
            made([&](std::string& out) { bench.dress.appendCloudEvent(out, *event, 2); }),
            quoted(
                "{'specversion':'1.0','id':'" + bench.dress.id(*event) +
                "','type':'Microsoft.DigitalTwins.Relationship.Create','source':'acme.api.weu.digitaltwins.azure.net',"
                "'subject':'pump-07/relationships/feeds "
                "\\'1\\'','time':'2024-03-05T10:15:30.1234567Z','traceparent':'" +
                bench.dress.traceparent(*event, 2) +
                "','datacontenttype':'application/json','data':{'$relationshipName':'feeds'}}"));
        const EventRef sent = bench.telemetry("motor");
        const JsonDocument text = test::json(made([&](std::string& out) { bench.dress.appendCloudEvent(out, *sent); }));
        TF_COMPARE(text.root().find("subject")->text, "motor");
        TF_COMPARE(text.root().find("dataschema")->text, "dtmi:acme:Motor;1");
        TF_COMPARE(text.root().find("id")->text, "msg-0001");
    }

    void eventGridNestsTheBodyTwice() {
        Bench bench;
        const EventRef event = bench.update();
        const JsonDocument text =
            test::json(made([&](std::string& out) { bench.dress.appendEventGrid(out, *event, "/topics/t"); }));
        const JsonNode& root = text.root();
        TF_COMPARE(root.find("id")->text, bench.dress.id(*event));
        TF_COMPARE(root.find("subject")->text, "pump-07");
        TF_COMPARE(root.find("eventType")->text, "Microsoft.DigitalTwins.Twin.Update");
        TF_COMPARE(root.find("eventTime")->text, "2024-03-05T10:15:30.1234567Z");
        TF_COMPARE(root.find("dataVersion")->text, "1.0");
        TF_COMPARE(root.find("metadataVersion")->text, "1");
        TF_COMPARE(root.find("topic")->text, "/topics/t");
        const JsonNode& data = *root.find("data");
        TF_COMPARE(data.find("data")->find("modelId")->text, "dtmi:acme:Pump;2");
        TF_COMPARE(data.find("contenttype")->text, "application/json");
        TF_COMPARE(data.find("traceparent")->text, bench.dress.traceparent(*event, 0));
        QVERIFY(!data.find("dataschema"));

        const EventRef sent = bench.telemetry("");
        const JsonDocument other =
            test::json(made([&](std::string& out) { bench.dress.appendEventGrid(out, *sent, "/topics/t"); }));
        TF_COMPARE(other.root().find("subject")->text, "pump-07");
        TF_COMPARE(other.root().find("data")->find("dataschema")->text, "dtmi:acme:Pump;2");
    }

    void applicationPropertiesCarryTheAttributes() {
        Bench bench;
        const EventRef event = bench.telemetry("");
        TF_COMPARE(
            made([&](std::string& out) { bench.dress.appendApplicationProperties(out, *event, 1); }),
            quoted("{'cloudEvents:specversion':'1.0','cloudEvents:id':'msg-0001','cloudEvents:type':'microsoft.iot."
                   "telemetry',"
                   "'cloudEvents:source':'acme.api.weu.digitaltwins.azure.net/digitaltwins/pump-07',"
                   "'cloudEvents:dataschema':'dtmi:acme:Pump;2','cloudEvents:time':'2024-03-05T10:15:30.1234567Z',"
                   "'cloudEvents:traceparent':'" +
                   bench.dress.traceparent(*event, 1) + "'}"));
    }
};

QTEST_APPLESS_MAIN(EventsTest)
#include "tst_events.moc"
