// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The filter language: the text cases of tests/cases/query, explanations, and filters seen in use.
#include "base/file.h"
#include "case_file.h"
#include "explanation_text.h"
#include "json_record.h"
#include "query/evaluate.h"
#include "query/parser.h"
#include "support.h"

#include <fstream>

using namespace twinflow;

namespace {

/// The first column of the lines of a file that are no comments.
std::vector<std::string> firstColumn(const std::filesystem::path& path) {
    std::vector<std::string> column;
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
        if (!line.empty() && line.front() != '#') column.push_back(line.substr(0, line.find('\t')));
    }
    return column;
}

std::string placeAndCode(const Error& error) {
    return std::to_string(error.place.line) + ":" + std::to_string(error.place.column) + " " + error.code;
}

bool isSentence(const std::string& text) {
    return text.size() > 1 && text.back() == '.';
}

} // namespace

class QueryTest : public QObject {
    Q_OBJECT
    std::filesystem::path m_cases = test::sourceFolder() / "tests/cases/query";

    JsonDocument cloudEvents() const { return test::json(readFile(m_cases / "events.json").value()); }
    static query::Expression parsed(std::string_view text) { return query::parseFilter(text).value().expression; }

private Q_SLOTS:
    void casesHold_data() {
        QTest::addColumn<int>("index");
        const auto cases = test::readFilterCases(m_cases);
        for (std::size_t i = 0; i < cases.size(); ++i) QTest::newRow(cases[i].name.c_str()) << static_cast<int>(i);
        QVERIFY(cases.size() > 50);
    }
    void casesHold() {
        QFETCH(int, index);
        const test::FilterCase expected = test::readFilterCases(m_cases)[static_cast<std::size_t>(index)];
        const auto result = query::parseFilter(expected.filter);
        if (!result) {
            TF_COMPARE(placeAndCode(result.error()), expected.error);
            QVERIFY2(isSentence(result.error().what.str()), result.error().str().c_str());
            QVERIFY2(isSentence(result.error().hint.str()), result.error().str().c_str());
            return;
        }
        TF_COMPARE(std::string(), expected.error);
        std::string warnings;
        std::string expectedWarnings;
        for (const std::string& warning : expected.warnings) expectedWarnings += warning + "\n";
        for (const Error& warning : result->warnings) {
            warnings += placeAndCode(warning) + "\n";
            QVERIFY(warning.severity == Severity::warning);
            QVERIFY2(isSentence(warning.what.str()) && isSentence(warning.hint.str()), warning.str().c_str());
        }
        TF_COMPARE(warnings, expectedWarnings);
        const JsonDocument events = cloudEvents();
        for (const auto& [names, truth] : {std::pair(expected.passes, true), std::pair(expected.fails, false)}) {
            for (const std::string& name : names) {
                const JsonNode* event = events.root().find(name);
                QVERIFY2(event, name.c_str());
                const test::JsonRecord record(*event);
                QVERIFY2(isTrue(result->expression, record) == truth, name.c_str());
                QCOMPARE(query::explain(result->expression, expected.filter, record).truth, truth);
            }
        }
    }

    void canonicalTextReadsBackAsItself_data() { casesHold_data(); }
    void canonicalTextReadsBackAsItself() {
        QFETCH(int, index);
        const auto result = query::parseFilter(test::readFilterCases(m_cases)[static_cast<std::size_t>(index)].filter);
        if (!result) return;
        std::string once, twice;
        appendExpression(once, result->expression);
        const auto again = query::parseFilter(once);
        QVERIFY2(again.has_value(), once.c_str());
        appendExpression(twice, again->expression);
        TF_COMPARE(twice, once);
    }

    void spellingDoesNotMatterToTheCanonicalText() {
        std::string a, b;
        appendExpression(a, parsed("type='x'and( $body . a>1.0 or STARTS_WITH( subject,'it\\'s' ))"));
        appendExpression(b, parsed("type = 'x' AND ($body.a > 1.0 OR STARTS_WITH(subject, 'it\\'s'))"));
        TF_COMPARE(a, b);
        TF_COMPARE(a, "type = 'x' AND ($body.a > 1.0 OR STARTS_WITH(subject, 'it\\'s'))");
    }

    void explanationsShowEveryClause() {
        const std::string text =
            "type = 'x' AND ($body.temperature > 5 OR $body.nothing = null OR $body.a.b != subject) AND $body.list = 1";
        const JsonDocument events = cloudEvents();
        std::string out;
        test::appendExplanation(out, explain(parsed(text), text, test::JsonRecord(*events.root().find("telemetry"))));
        TF_COMPARE(out, "- all of\n"
                        "  - type = 'x'  [type is 'microsoft.iot.telemetry']\n"
                        "  + any of\n"
                        "    + $body.temperature > 5  [$body.temperature is 5.5]\n"
                        "    + $body.nothing = null  [$body.nothing is null]\n"
                        "    - $body.a.b != subject  [$body.a.b is (missing)]  [subject is 'motor']\n"
                        "  - $body.list = 1  [$body.list is (object or array)]\n");
    }

    void warningsSayTheirLines() {
        const auto found = query::parseFilter("a = 1 AND\n  b = c\nOR\n $eventType = 'x'\n\nAND STARTS_WITH(type, d.e)")
                               .value()
                               .warnings;
        std::string places;
        for (const Error& warning : found) places += placeAndCode(warning) + "\n";
        TF_COMPARE(places, "1:1 query-field-unknown\n2:3 query-field-unknown\n2:7 query-field-unknown\n"
                           "4:2 query-field-legacy\n6:23 query-field-unknown\n");
    }
    void manyWarningsAreNoTrouble() {
        constexpr std::size_t kMany = 100'000; // to count lines from the beginning for each would take a minute
        std::string filter = "x = 1";
        for (std::size_t i = 1; i < kMany; ++i) filter += " OR x = 1";
        const auto parsed = query::parseFilter(filter);
        QCOMPARE(parsed.value().warnings.size(), kMany);
        QCOMPARE(parsed->warnings.back().place.column, static_cast<std::uint32_t>(filter.size() - 4));
    }
    void bracketsNestToALimit() {
        const std::string clause = "type = 'x'";
        QVERIFY(query::parseFilter(std::string(64, '(') + clause + std::string(64, ')')));
        const auto deeper = query::parseFilter(std::string(100'000, '(') + clause);
        TF_COMPARE(placeAndCode(deeper.error()), "1:65 query-too-deep");
    }

    void filtersInUseParse() {
        if (test::dataFolder().empty()) QSKIP("The folder of outside data is not there.");
        for (const std::string& filter : firstColumn(test::dataFolder() / "query-cases/filters.txt")) {
            const auto result = query::parseFilter(filter);
            QVERIFY2(result.has_value(), result ? "" : (filter + ": " + result.error().str()).c_str());
        }
    }
    void refusedFiltersAreRefused() {
        if (test::dataFolder().empty()) QSKIP("The folder of outside data is not there.");
        for (const std::string& filter : firstColumn(test::dataFolder() / "query-cases/filters-invalid.txt")) {
            QVERIFY2(!query::parseFilter(filter), filter.c_str());
        }
    }
    void recordedVerdictsHold() {
        if (test::dataFolder().empty()) QSKIP("The folder of outside data is not there.");
        const JsonDocument document =
            test::json(readFile(test::dataFolder() / "query-cases/filter-truth.json").value());
        const JsonNode& events = *document.root().find("events");
        const JsonNode& cases = *document.root().find("cases");
        QVERIFY(!cases.items.empty());
        for (const JsonNode& each : cases.items) {
            const std::string& filter = each.find("filter")->text;
            std::string passes, expected;
            for (const auto& event : events.members) {
                if (isTrue(parsed(filter), test::JsonRecord(event.value))) passes += event.name + " ";
            }
            for (const JsonNode& name : each.find("passes")->items) expected += name.text + " ";
            QVERIFY2(passes == expected, (filter + ": " + passes).c_str());
        }
    }
};

QTEST_APPLESS_MAIN(QueryTest)
#include "tst_query.moc"
