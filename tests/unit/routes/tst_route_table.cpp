// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Route tables: which routes want an event, by the text cases of tests/cases/routes, and what a table says of its
// filters.
#include "support.h" // first: moc cannot read <compare> before another standard header

#include "event_bench.h"
#include "explanation_text.h"
#include "routes/route_table.h"

#include <fstream>
#include <sstream>

using namespace twinflow;
using events::EventRef;
using routes::RouteTable;

namespace {

std::string wanted(const RouteTable& table, const events::Event& event, const events::Dress& dress) {
    std::vector<RouteIndex> matches = {RouteIndex{99}}; // what was there before goes
    table.match(event, dress, matches);
    std::string names;
    for (const RouteIndex route : matches) names += (names.empty() ? "" : " ") + table.at(route).name;
    return names;
}

std::string word(std::istringstream& line) {
    std::string text;
    line >> text;
    return text;
}

std::string rest(std::istringstream& line) {
    std::string text;
    std::getline(line >> std::ws, text);
    return text;
}

EventRef makeEvent(test::EventBench& bench, const std::string& kind, std::istringstream& line) {
    const std::string first = word(line);
    if (kind == "relationship-update") return bench.relationshipUpdate(first, word(line));
    const std::string second = word(line);
    const std::string body = rest(line);
    if (kind == "create") return bench.create(first, second, body);
    if (kind == "delete") return bench.remove(first, second, body);
    if (kind == "update") return bench.update(first, second);
    if (kind == "relationship-create") return bench.relationshipCreate(first, second, body);
    if (kind == "telemetry") return bench.telemetry(first, second == "-" ? "" : second, body);
    throw std::runtime_error("unknown line: " + kind);
}

RouteTable tableOf(std::vector<routes::RouteSettings> settings) {
    auto built = RouteTable::build(std::move(settings));
    if (hasErrors(built.findings)) throw std::runtime_error(test::lines(built.findings));
    return std::move(built.table);
}

} // namespace

class RouteTableTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void casesHold_data() {
        QTest::addColumn<QString>("file");
        for (const char* file : {"by_type", "by_key", "by_body"}) QTest::newRow(file) << QString::fromLatin1(file);
    }
    void casesHold() {
        QFETCH(QString, file);
        const auto path = test::sourceFolder() / "tests/cases/routes" / (file.toStdString() + ".txt");
        std::ifstream stream(path);
        QVERIFY(stream.is_open());
        std::vector<routes::RouteSettings> settings;
        RouteTable table;
        test::EventBench bench;
        EventRef event;
        int number = 0;
        int checked = 0;
        for (std::string text; std::getline(stream, text);) {
            ++number;
            std::istringstream line(text);
            const std::string kind = word(line);
            if (kind.empty() || kind == "#") continue;
            if (kind == "route") {
                const std::string name = word(line);
                settings.push_back({name, "endpoint", rest(line)});
            } else if (kind == "=") {
                const std::string where = std::to_string(number) + ": ";
                TF_COMPARE(where + wanted(table, *event, bench.dress()), where + rest(line));
                for (std::uint32_t i = 0; i < table.size(); ++i) { // the explanation comes to the same
                    const RouteIndex route{i};
                    std::vector<RouteIndex> matches;
                    table.match(*event, bench.dress(), matches);
                    const bool wants = std::find(matches.begin(), matches.end(), route) != matches.end();
                    QVERIFY2(table.explain(route, *event, bench.dress()).truth == wants,
                             (where + table.at(route).name).c_str());
                }
                ++checked;
            } else {
                if (checked == 0) table = tableOf(settings);
                event = makeEvent(bench, kind, line);
            }
        }
        QVERIFY(checked > 5);
    }

    void noRoutesWantNothing() {
        test::EventBench bench;
        TF_COMPARE(wanted(RouteTable(), *bench.update("pump-07", "dtmi:acme:Pump;2"), bench.dress()), "");
    }

    void brokenFiltersKeepTheirIndexAndWantNothing() {
        const auto built = RouteTable::build({{"a", "e", "true"}, {"b", "e", "type = "}, {"c", "e", "true"}});
        TF_COMPARE(test::codes(built.findings), "query-operand-missing");
        TF_COMPARE(built.findings[0].place.path, "b");
        QCOMPARE(built.findings[0].place.column, 8U);
        test::EventBench bench;
        const EventRef event = bench.update("pump-07", "dtmi:acme:Pump;2");
        TF_COMPARE(wanted(built.table, *event, bench.dress()), "a c");
        const query::Explanation why = built.table.explain(RouteIndex{1}, *event, bench.dress());
        QVERIFY(!why.truth);
        TF_COMPARE(why.text, "type = ");
    }

    void explanationsShowWhatTheEventHolds() {
        const RouteTable table =
            tableOf({{"a", "e", "subject = 'motor' AND $body.rpm > 5"}, {"b", "e", "$body.modelId = 'x'"}});
        test::EventBench bench;
        std::string text;
        test::appendExplanation(
            text, table.explain(RouteIndex{0}, *bench.telemetry("pump-07", "", R"({"rpm":7})"), bench.dress()));
        test::appendExplanation(
            text, table.explain(RouteIndex{1}, *bench.update("pump-07", "dtmi:acme:Pump;2"), bench.dress()));
        TF_COMPARE(text, "- all of\n"
                         "  - subject = 'motor'  [subject is '']\n"
                         "  + $body.rpm > 5  [$body.rpm is 7]\n"
                         "- $body.modelId = 'x'  [$body.modelId is 'dtmi:acme:Pump;2']\n");
    }
};

QTEST_APPLESS_MAIN(RouteTableTest)
#include "tst_route_table.moc"
