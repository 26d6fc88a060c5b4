// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Rules of topic subscriptions: what SQL means, what fails instead of being false, what actions do.
#include "bench.h"
#include "endpoints/topic_rules.h"

using namespace twinflow;
using namespace twinflow::endpoints;
using namespace twinflow::test;

namespace {

EndpointSettings topic() {
    EndpointSettings settings;
    settings.name = "orders";
    settings.kind = EndpointKind::serviceBus;
    return settings;
}

/// Telemetry m-1 of 'pump' with properties of its sender.
class Asked {
public:
    Asked()
        : bench(topic())
        , event(bench.event("pump")) {
        changes.user["Priority"] = Value(std::int64_t{3});
        changes.user["weight"] = Value(2.5);
        changes.user["urgent"] = Value(true);
        changes.user["note"] = Value("50% off_now");
        changes.system[SystemProperty::label] = Value("order");
    }
    /// yes, no, or why not.
    std::string ask(std::string_view sql) const {
        const auto filter = SqlFilter::parse(sql, "rule");
        if (!filter) return filter.error().what.str();
        const SqlVerdict verdict = filter->match(MessageView(*event, bench.dress, 0, &changes, "pump"));
        if (!verdict.failure.empty()) return verdict.failure;
        return verdict.matches ? "yes" : "no";
    }

    Bench bench;
    events::EventRef event;
    BusProperties changes;
};

} // namespace

class TopicRulesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sqlMeans_data() {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QString>("verdict");
        const auto row = [](const char* sql, const char* verdict) { QTest::newRow(sql) << sql << verdict; };
        row("TRUE", "yes");
        row("1=0", "no");
        row("[cloudEvents:type] = 'microsoft.iot.telemetry'", "yes");
        row("\"cloudEvents:type\" <> 'microsoft.iot.telemetry'", "no");
        row("[CLOUDEVENTS:TYPE] like 'microsoft.%'", "yes");
        row("user.priority = 3 AND sys.Label = 'order'", "yes");
        row("sys.Subject = 'order'", "yes");
        row("sys.MessageId = 'm-1' and sys.SessionId = 'pump'", "yes");
        row("sys.To IS NULL AND sys.ContentType = 'application/json'", "yes");
        row("priority > 2 AND priority <= 3 AND NOT priority < 3", "yes");
        row("priority = 3.0", "yes");
        row("priority != 3", "no");
        row("priority IN (1, 2, 3)", "yes");
        row("priority NOT IN (1, 2)", "yes");
        row("missing IN (1)", "no");
        row("NOT missing IN (1)", "no"); // unknown stays unknown
        row("missing = 1 OR priority = 3", "yes");
        row("missing = 1 AND priority = 3", "no");
        row("NOT (missing = 1)", "no");
        row("missing IS NULL", "yes");
        row("priority IS NOT NULL", "yes");
        row("EXISTS(weight) AND NOT EXISTS(missing)", "yes");
        row("weight * 2 + 1 = 6", "yes");
        row("-priority = -3", "yes");
        row("priority / 2 = 1 AND priority % 2 = 1", "yes");
        row("urgent", "yes");
        row("NOT urgent OR 1=1", "yes");
        row("note LIKE '50\\% %' ESCAPE '\\'", "yes");
        row("note LIKE '%off__ow'", "yes");
        row("note LIKE 'off'", "no");
        row("note = 'it''s'", "no");
        row("'B\u00fcro' LIKE 'B_ro'", "yes"); // a character, whatever its bytes
        row("'B\u00fcro' LIKE 'B__ro'", "no");
        row("'\u00fc\u00fcb_r' LIKE '%_b\u00df_r' ESCAPE '\u00df'", "yes");
        row("'a' LIKE 'a' ESCAPE ''", "The SQL of rule cannot be read at character 21: one character was expected.");
        row("priority-1 = 2", "yes"); // names with a hyphen stand in brackets
        row("priority -1 = 2 AND [high-way] IS NULL", "yes");
        row("priority = 'three'", "no"); // kinds differ: unequal
        row("priority <> 'three'", "yes");
        row("1=1 OR 1=0 AND 1=0", "yes"); // AND binds more tightly
        row("(1=1 OR 1=0) AND 1=0", "no");
        row("priority < 'three'", "A number and a text have no order.");
        row("note * 2 = 1", "A text and a number cannot be computed with.");
        row("priority / 0 = 1", "A division has no result.");
        row("priority LIKE '3'", "LIKE needs texts on both sides.");
        row("note AND urgent", "A text stands where true or false is needed.");
        row("priority =", "The SQL of rule cannot be read at character 11: the name of a property was expected.");
        row("sys.Colour = 1",
            "The SQL of rule cannot be read at character 5: a message has no system property 'Colour'.");
        row("sys.EnqueuedTimeUtc > '2024'",
            "The SQL of rule cannot be read at character 5: a message has no system property 'EnqueuedTimeUtc'.");
        row("sys.SequenceNumber > 0",
            "The SQL of rule cannot be read at character 5: a message has no system property 'SequenceNumber'.");
        row("a = 'open", "The SQL of rule cannot be read at character 5: a quote is not closed.");
        row("a = 1 b", "The SQL of rule cannot be read at character 7: nothing more was expected.");
        row("a = @p", "The SQL of rule cannot be read at character 5: the character '@' means nothing.");
    }
    void sqlMeans() {
        QFETCH(QString, sql);
        QFETCH(QString, verdict);
        TF_COMPARE(Asked().ask(sql.toStdString()), verdict.toStdString());
    }

    void hostileTextIsRefused() {
        const Asked asked;
        QVERIFY(asked.ask(std::string(1025, ' ')).find("1,024") != std::string::npos);
        QVERIFY(asked.ask(std::string(500, '(')).find("nested") != std::string::npos);
        QVERIFY(asked.ask(std::string(500, '-')).find("nested") != std::string::npos);
        QVERIFY(asked.ask("").find("expected") != std::string::npos);
    }

    void actionsChangeTheCopy() {
        Asked asked;
        const auto action = SqlAction::parse(
            "SET priority = priority + 1; SET [new one] = 'x' + 'y'; REMOVE [cloudEvents:time]; SET sys.Label = note;",
            "rule");
        TF_OK(action);
        TF_COMPARE(action->apply(*asked.event, asked.bench.dress, 0, "", asked.changes), "");
        std::string text;
        appendBusProperties(text, *asked.event, asked.bench.dress, 0, asked.changes);
        const JsonDocument properties = json(text);
        TF_COMPARE(properties.root().find("Priority")->text, "4"); // the name that it was sent with
        TF_COMPARE(properties.root().find("new one")->text, "xy");
        QVERIFY(!properties.root().find("cloudEvents:time"));
        QVERIFY(properties.root().find("cloudEvents:id"));
        const MessageView view(*asked.event, asked.bench.dress, 0, &asked.changes, "");
        TF_COMPARE(view.system(SystemProperty::label)->text(), "50% off_now");
        QVERIFY(!SqlAction::parse("priority = 1", "rule"));
        QVERIFY(!SqlAction::parse("SET priority 1", "rule"));
    }

    void oneCopyForAllPlainRulesAndOneForEachAction() {
        const Asked asked;
        const auto count = [&](const std::vector<TopicRule>& rules) {
            return TopicRules(rules).select(*asked.event, asked.bench.dress, 0, nullptr, "").copies.size();
        };
        QCOMPARE(count({}), 1U);
        QCOMPARE(count({{"a", "1=1", {}, ""}, {"b", "", {}, ""}}), 1U);
        QCOMPARE(count({{"a", "1=0", {}, ""}}), 0U);
        QCOMPARE(count({{"a", "", {}, ""}, {"b", "", {}, "SET x = 1"}, {"c", "", {}, "SET x = 2"}}), 3U);
        CorrelationFilter correlation;
        correlation.messageId = "m-1";
        correlation.properties = {{"cloudEvents:type", "microsoft.iot.telemetry"}};
        QCOMPARE(count({{"a", "", correlation, ""}}), 1U);
        correlation.to = "somebody";
        QCOMPARE(count({{"a", "", correlation, ""}}), 0U);
    }

    void problemsNameSubscriptionAndRule() {
        EndpointSettings settings = topic();
        settings.subscriptions.resize(1);
        settings.subscriptions[0].name = "desk";
        settings.subscriptions[0].rules = {{"good", "a = 1", {}, ""}, {"bad", "a ==", {}, "SET"}};
        const Findings problems = findProblems(settings);
        TF_COMPARE(codes(problems), "endpoints-sql endpoints-sql");
        for (const Error& problem : problems) TF_COMPARE(problem.place.path, "rule 'bad' of 'desk'");
    }
};

QTEST_APPLESS_MAIN(TopicRulesTest)
#include "tst_topic_rules.moc"
