// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The commands that judge models and filters, from outside; the published cases where the data is there.
#include "base/file.h"
#include "support.h"
#include "twinflow_process.h"

#include <nlohmann/json.hpp>

#include <QTemporaryDir>

#include <fstream>
#include <sstream>

using namespace twinflow;
using nlohmann::json;
using test::Ended;
using test::runTwinflow;
namespace fs = std::filesystem;

namespace {

QStringList words(std::initializer_list<const char*> texts) {
    QStringList list;
    for (const char* text : texts) list << QString::fromUtf8(text);
    return list;
}

std::vector<json> jsonLines(const std::string& text) {
    std::vector<json> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) lines.push_back(json::parse(line));
    return lines;
}

/// The first column of the lines that are no comments.
std::vector<std::string> firstColumn(const fs::path& path) {
    std::vector<std::string> column;
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
        if (!line.empty() && line.front() != '#') column.push_back(line.substr(0, line.find('\t')));
    }
    return column;
}

} // namespace

class CliLanguageTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    fs::path below(const char* name) const { return fs::path(m_folder.path().toStdString()) / name; }
    fs::path written(const char* name, const std::string& bytes) const {
        if (!writeFile(below(name), bytes)) qFatal("cannot write");
        return below(name);
    }

private Q_SLOTS:
    void wrongUseIsTwo_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("models") << words({"models"});
        QTest::newRow("no file") << words({"models", "validate"});
        QTest::newRow("both") << words({"models", "validate", "x.json", "--ndjson", "y"});
        QTest::newRow("filter") << words({"filter"});
        QTest::newRow("no filter") << words({"filter", "check"});
        QTest::newRow("no event") << words({"filter", "test", "true"});
        QTest::newRow("explain lines") << words({"filter", "explain", "--ndjson", "x"});
    }
    void wrongUseIsTwo() {
        QFETCH(QStringList, arguments);
        QCOMPARE(runTwinflow(arguments).status, 2);
    }

    void modelsOfALineAreJudged() {
        const Ended ended = runTwinflow(
            words({"models", "validate", "--ndjson", "-"}),
            R"({"name":"good","input":[{"@context":"dtmi:dtdl:context;3","@id":"dtmi:t:A;1","@type":"Interface"}]})"
            "\n"
            R"({"name":"bad","input":[{"@context":"dtmi:dtdl:context;2","@id":"dtmi:t:A;1","@type":"Interface",)"
            R"("extends":"dtmi:t:B;1","contents":{"@type":"Enum"}},{"@id":"dtmi:t:C;1"}]})"
            "\n\nnot json\n{\"name\":\"empty\"}\n[]\n");
        QCOMPARE(ended.status, 1);
        const auto answers = jsonLines(ended.out);
        QCOMPARE(answers.size(), 5U);
        QVERIFY(answers[0] == json::parse(R"({"name":"good","valid":true,"errors":[]})"));
        TF_COMPARE(answers[1]["name"].get<std::string>(), "bad");
        QVERIFY(!answers[1]["valid"].get<bool>());
        QVERIFY2(answers[1]["errors"].back() == "missingContext", answers[1].dump().c_str());
        QCOMPARE(answers[2]["line"].get<int>(), 4);
        TF_COMPARE(answers[2]["error"]["code"].get<std::string>(), "json-syntax");
        TF_COMPARE(answers[3]["name"].get<std::string>(), "empty");
        TF_COMPARE(answers[3]["error"]["code"].get<std::string>(), "cli-line-member");
        TF_COMPARE(answers[4]["error"]["code"].get<std::string>(), "cli-line-no-object");
    }

    void publishedModelsComeOutAsPublished_data() {
        QTest::addColumn<QString>("file");
        for (const char* file : {"dtdl-v2", "dtdl-v3", "dtdl-ext-v2", "dtdl-ext-v3"})
            QTest::newRow(file) << QString::fromLatin1(file) + QStringLiteral(".ndjson");
    }
    void publishedModelsComeOutAsPublished() {
        QFETCH(QString, file);
        const fs::path path = test::dataFolder() / "dtdl-cases" / file.toStdString();
        if (!fs::exists(path)) QSKIP("The data is not here.");
        const Ended ended = runTwinflow(words({"models", "validate", "--ndjson"}) << test::text(path));
        QCOMPARE(ended.status, 0);
        const auto cases = jsonLines(readFile(path).value());
        const auto answers = jsonLines(ended.out);
        QCOMPARE(answers.size(), cases.size());
        for (std::size_t i = 0; i < cases.size(); ++i) {
            QVERIFY(answers[i]["name"] == cases[i]["name"]);
            QVERIFY2(answers[i]["valid"] == cases[i]["valid"], answers[i].dump().c_str());
            QVERIFY(answers[i]["valid"].get<bool>() == answers[i]["errors"].empty());
        }
    }

    void findingsOfModelsHavePlaces() {
        const fs::path file =
            written("thing.json", "{\n  \"@context\": \"dtmi:dtdl:context;3\",\n"
                                  "  \"@id\": \"dtmi:t:Thing;1\", \"@type\": \"Interface\",\n"
                                  "  \"contents\": { \"@type\": \"Property\", \"name\": \"a_\" }\n}\n");
        const Ended ended = runTwinflow(words({"models", "validate"}) << test::text(file));
        QCOMPARE(ended.status, 1);
        QVERIFY2(ended.out.find("thing.json:4:") != std::string::npos, ended.out.c_str());
        const Ended asJson = runTwinflow(words({"models", "validate", "--json"}) << test::text(file.parent_path()));
        QCOMPARE(asJson.status, 1);
        const json findings = json::parse(asJson.out);
        QVERIFY(!findings.empty());
        QCOMPARE(findings[0]["line"].get<int>(), 4);
        const Ended missing = runTwinflow(words({"models", "validate"}) << test::text(below("none.json")));
        QCOMPARE(missing.status, 2);
        fs::create_directory(below("no-models"));
        const Ended nothing = runTwinflow(words({"models", "validate"}) << test::text(below("no-models")));
        QCOMPARE(nothing.status, 1);
        QVERIFY2(nothing.out.find("cli-models-nothing") != std::string::npos, nothing.out.c_str());
    }

    void theSamplesModelsAreFine() {
        const fs::path sample = test::sourceFolder() / "resources/samples/smart-building";
        const Ended ended = runTwinflow(words({"models", "validate"}) << test::text(sample));
        QVERIFY2(ended.status == 0 && ended.out.starts_with("fine"), ended.out.c_str());
    }

    void filtersAreChecked() {
        const Ended fine = runTwinflow(words({"filter", "check", "subject='a' and($body.x>1)"}));
        QCOMPARE(fine.status, 0);
        TF_COMPARE(fine.out, "fine  subject = 'a' AND $body.x > 1\n");
        const Ended wrong = runTwinflow(words({"filter", "check", "type = 'a' AND subject 'b'"}));
        QCOMPARE(wrong.status, 1);
        QVERIFY2(wrong.out.find("       type = 'a' AND subject 'b'\n"
                                "                              ^\n") != std::string::npos,
                 wrong.out.c_str());
        const json answer =
            json::parse(runTwinflow(words({"filter", "check", "--json", "type = 'a'\nAND subject 'b'"})).out);
        QVERIFY(!answer["valid"].get<bool>());
        QCOMPARE(answer["error"]["line"].get<int>(), 2);
        QCOMPARE(answer["error"]["column"].get<int>(), 13);
        QCOMPARE(answer["error"]["position"].get<int>(), 23);
    }

    void whatNeverOrAlwaysMatchesIsTold() {
        const json never =
            json::parse(runTwinflow(words({"filter", "check", "--json", "$body.x > 2 AND $body.x < 1"})).out);
        QVERIFY(never["valid"].get<bool>());
        TF_COMPARE(never["warnings"][0]["code"].get<std::string>(), "routes-never-matches");
        const Ended always = runTwinflow(words({"filter", "check", "specversion = '1.0'"}));
        QCOMPARE(always.status, 0);
        QVERIFY2(always.out.find("fix: true") != std::string::npos, always.out.c_str());
        QVERIFY2(always.out.ends_with("read as  specversion = '1.0'\n"), always.out.c_str());
    }

    void filtersOfALineAreChecked() {
        const Ended ended =
            runTwinflow(words({"filter", "check", "--ndjson", "-"}), "{\"name\":\"a\",\"filter\":\"true\"}\n"
                                                                     "{\"name\":\"b\",\"filter\":\"type = \"}\n"
                                                                     "{\"name\":\"c\",\"filter\":\"type = x\"}\n"
                                                                     "{\"name\":\"d\",\"filter\":7}\n");
        QCOMPARE(ended.status, 1);
        const auto answers = jsonLines(ended.out);
        QCOMPARE(answers.size(), 4U);
        QVERIFY(answers[0] == json::parse(R"({"name":"a","valid":true})"));
        QCOMPARE(answers[1]["error"]["position"].get<int>(), 7);
        TF_COMPARE(answers[1]["error"]["code"].get<std::string>(), "query-operand-missing");
        QVERIFY(answers[2]["valid"].get<bool>());
        TF_COMPARE(answers[2]["warnings"][0]["code"].get<std::string>(), "query-field-unknown");
        TF_COMPARE(answers[3]["error"]["code"].get<std::string>(), "cli-line-member");
    }

    void eventsAreTested() {
        const fs::path one = written("one.json", "{\n\"type\": \"microsoft.iot.telemetry\", \"data\": {\"t\": 5}\n}");
        const fs::path many =
            written("many.ndjson", "{\"type\":\"a\",\"data\":{\"t\":5}}\n{\"type\":\"a\",\"data\":{}}\n");
        TF_COMPARE(runTwinflow(words({"filter", "test", "$body.t = 5", "--event"}) << test::text(one)).out, "true\n");
        TF_COMPARE(runTwinflow(words({"filter", "test", "$body.t = 6", "--event"}) << test::text(one)).out, "false\n");
        TF_COMPARE(runTwinflow(words({"filter", "test", "$body.t = 5", "--event"}) << test::text(many)).out,
                   "true\nfalse\n");
        QCOMPARE(runTwinflow(words({"filter", "test", "type = ", "--event"}) << test::text(one)).status, 1);
        QCOMPARE(runTwinflow(words({"filter", "test", "true", "--event"}) << test::text(below("gone"))).status, 2);
        QCOMPARE(runTwinflow(words({"filter", "check", "--ndjson"}) << test::text(below("gone"))).status, 2);
        for (const char* none : {"{}", "", " \n"}) {
            const fs::path empty = written("empty.json", none);
            const Ended ended = runTwinflow(words({"filter", "test", "true", "--event"}) << test::text(empty));
            QCOMPARE(ended.status, 1);
            QVERIFY(!ended.err.empty());
        }
    }

    void eventsOfALineAreTested() {
        const Ended ended = runTwinflow(words({"filter", "test", "--ndjson", "-"}),
                                        "{\"name\":\"a\",\"filter\":\"true\",\"event\":{\"type\":\"t\"}}\n"
                                        "{\"name\":\"b\",\"filter\":\"type = \",\"event\":{\"type\":\"t\"}}\n");
        QCOMPARE(ended.status, 1);
        const auto answers = jsonLines(ended.out);
        QCOMPARE(answers.size(), 2U);
        QVERIFY2(answers[0] == json({{"name", "a"}, {"result", true}}), ended.out.c_str());
        QCOMPARE(answers[1]["error"]["position"].get<int>(), 7);
    }

    void explanationsShowClausesAndValues() {
        const fs::path event = written("event.json", "{\"type\":\"a\",\"subject\":\"s\",\"data\":{\"t\":5}}");
        const Ended ended =
            runTwinflow(words({"filter", "explain", "type = 'a' AND ($body.t > 9 OR $body.u = 1)", "--event"})
                        << test::text(event));
        QCOMPARE(ended.status, 0);
        TF_COMPARE(ended.out, "false  a of s does not pass.\n"
                              "       ✗ all of\n"
                              "       ├─ ✓ type = 'a'       type is 'a'\n"
                              "       └─ ✗ any of\n"
                              "          ├─ ✗ $body.t > 9   $body.t is 5\n"
                              "          └─ ✗ $body.u = 1   $body.u is (missing)\n");
        const json tree = json::parse(
            runTwinflow(words({"filter", "explain", "--json", "$body.t > 9", "--event"}) << test::text(event)).out);
        QVERIFY(tree == json::parse(R"({"truth":false,"text":"$body.t > 9","saw":[{"field":"$body.t","value":"5"}]})"));
    }

    void publishedFiltersComeOutAsPublished() {
        const fs::path cases = test::dataFolder() / "query-cases";
        if (test::dataFolder().empty()) QSKIP("The data is not here.");
        for (const auto& [file, valid] : {std::pair("filters.txt", true), std::pair("filters-invalid.txt", false)}) {
            std::string input;
            for (const std::string& filter : firstColumn(cases / file)) input += json{{"filter", filter}}.dump() + "\n";
            for (const json& answer : jsonLines(runTwinflow(words({"filter", "check", "--ndjson", "-"}), input).out))
                QVERIFY2(answer["valid"] == valid, answer.dump().c_str());
        }
        const json truth = json::parse(readFile(cases / "filter-truth.json").value());
        std::string input;
        std::vector<bool> expected;
        for (const json& one : truth["cases"]) {
            for (const auto& [name, event] : truth["events"].items()) {
                input += json{{"name", name}, {"filter", one["filter"]}, {"event", event}}.dump() + "\n";
                expected.push_back(std::find(one["passes"].begin(), one["passes"].end(), name) != one["passes"].end());
            }
        }
        const auto answers = jsonLines(runTwinflow(words({"filter", "test", "--ndjson", "-"}), input).out);
        QCOMPARE(answers.size(), expected.size());
        for (std::size_t i = 0; i < answers.size(); ++i)
            QVERIFY2(answers[i]["result"] == static_cast<bool>(expected[i]), answers[i].dump().c_str());
    }
};

QTEST_GUILESS_MAIN(CliLanguageTest)
#include "tst_cli_language.moc"
