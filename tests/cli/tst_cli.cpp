// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The command from outside: arguments, exit status, output, and whole runs of the sample.
#include "base/file.h"
#include "support.h"
#include "twinflow_process.h"

#include <nlohmann/json.hpp>

#include <QTemporaryDir>
#include <QXmlStreamReader>

#include <csignal>
#include <filesystem>
#include <sstream>

using namespace twinflow;
using nlohmann::json;
namespace fs = std::filesystem;

using test::Ended;
using test::runTwinflow;
using test::text;

class CliTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    const fs::path m_sample = test::sourceFolder() / "resources/samples/smart-building";

    fs::path below(const char* name) const { return fs::path(m_folder.path().toStdString()) / name; }

    /// A fresh small project.
    fs::path project(const char* name) {
        const fs::path folder = below(name);
        if (runTwinflow({QStringLiteral("new"), text(folder)}).status != 0) qFatal("new failed");
        return folder;
    }

    json runSample(const QStringList& arguments, const char* out, int expected = 0) {
        const Ended ended =
            runTwinflow(QStringList{QStringLiteral("run"), text(m_sample), QStringLiteral("--json"),
                                    QStringLiteral("--quiet"), QStringLiteral("--out"), text(below(out))} +
                        arguments);
        if (ended.status != expected)
            qFatal("run ended with %d:\n%s\n%s", ended.status, ended.err.c_str(), ended.out.c_str());
        return json::parse(ended.out);
    }

private Q_SLOTS:
    void helpAndVersionAreFine() {
        const Ended help = runTwinflow({QStringLiteral("--help")});
        QCOMPARE(help.status, 0);
        QVERIFY(help.out.find("run") != std::string::npos && help.out.find("check") != std::string::npos);
        const Ended version = runTwinflow({QStringLiteral("--version")});
        QCOMPARE(version.status, 0);
        QVERIFY(version.out.starts_with("twinflow "));
    }

    void wrongUseIsTwo_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char* line, const char* sentence) {
            QTest::newRow(line) << QString::fromLatin1(line) << QString::fromLatin1(sentence);
        };
        row("", "subcommand is required");
        row("fly", "There is no command 'fly'.");
        row("run", "DIR is required");
        row("run nowhere", "There is no project folder 'nowhere'.");
        row("run SAMPLE --fast", "--fast");
        row("run SAMPLE --events many", "--events: 'many' is no whole number from 0 on.");
        row("run SAMPLE --events -1", "--events: '-1' is no whole number from 0 on.");
        row("run SAMPLE --seed -1", "--seed: '-1' is no whole number from 0 on.");
        row("run SAMPLE --for soon", "'soon' is not a duration.");
        row("run SAMPLE --speed 0", "'0' is not a speed.");
        row("check nowhere", "");
        row("trace nowhere", "There is no project folder");
        row("trace SAMPLE --message -1", "--message: '-1' is no whole number from 1 on.");
        row("trace SAMPLE --message 5 --device x", "--message excludes --device");
        row("trace SAMPLE --message 5 --problems", "--message excludes --problems");
        row("trace SAMPLE --scenario storm", "There is no scenario 'storm'.");
        row("test nowhere", "There is no project folder");
        row("series nowhere", "There is no time series and no data history in 'nowhere'.");
        row("series SAMPLE --every 5m", "--every requires --property");
        row("series SAMPLE --id x --from garbage", "--from requires --property");
        row("series SAMPLE --id x --property y --aggregate mean", "'mean' is none of avg, min, max, sum");
        row("graph import nowhere x", "There is no project folder");
        row("graph import SAMPLE nowhere", "There is no file 'nowhere'.");
        row("graph export nowhere", "There is no project folder");
    }
    void wrongUseIsTwo() {
        QFETCH(QString, line);
        QFETCH(QString, sentence);
        line.replace(QLatin1String("SAMPLE"), text(m_sample));
        const Ended ended = runTwinflow(line.split(u' ', Qt::SkipEmptyParts));
        QCOMPARE(ended.status, 2);
        QVERIFY2(ended.err.find(sentence.toStdString()) != std::string::npos, ended.err.c_str());
        QVERIFY2(ended.err.size() < 1000, ended.err.c_str());
    }

    void whatCannotBePrintedIsNotFine() {
        if (!fs::exists("/dev/full")) QSKIP("There is no full device here.");
        for (const char* command : {"check", "graph export"}) {
            const QStringList words = QString::fromLatin1(command).split(u' ');
            const Ended ended = runTwinflow(words + QStringList{text(m_sample)}, {}, QStringLiteral("/dev/full"));
            QCOMPARE(ended.status, 1);
            QVERIFY2(ended.err.find("cli-stdout-unwritable") != std::string::npos, ended.err.c_str());
        }
    }

    void aNewProjectChecksAndRuns() {
        const fs::path folder = project("fresh");
        const Ended checked = runTwinflow({QStringLiteral("check"), text(folder)});
        QVERIFY2(checked.status == 0, checked.out.c_str());
        const Ended ran =
            runTwinflow({QStringLiteral("run"), text(folder), QStringLiteral("--json"), QStringLiteral("--quiet")});
        QVERIFY2(ran.status == 0, (ran.out + ran.err).c_str());
        const json report = json::parse(ran.out);
        QVERIFY(report["messages"].get<int>() > 0);
        QVERIFY(report["ledger"]["balanced"].get<bool>());
        QCOMPARE(runTwinflow({QStringLiteral("new"), text(folder)}).status, 2); // never over something
    }

    void aDamagedProjectSaysWhere() {
        const fs::path folder = project("damaged");
        const std::string whole = readFile(folder / "deployment.json").value();
        QVERIFY(writeFile(folder / "deployment.json", whole.substr(0, whole.size() / 2)).has_value());
        for (const char* command : {"check", "run"}) {
            const Ended ended = runTwinflow({QString::fromLatin1(command), text(folder)});
            QCOMPARE(ended.status, 1);
            QVERIFY2((ended.out + ended.err).find("deployment.json:") != std::string::npos,
                     (ended.out + ended.err).c_str());
        }
        QCOMPARE(runTwinflow({QStringLiteral("check"), text(below("nowhere"))}).status, 2);
    }

    void outputIsNeverWrittenOverSomethingElse() {
        const fs::path folder = project("careful");
        const fs::path precious = below("precious");
        QVERIFY(writeFile(precious / "thesis.txt", "years").has_value());
        const Ended ended = runTwinflow({QStringLiteral("run"), text(folder), QStringLiteral("--out"), text(precious)});
        QCOMPARE(ended.status, 2);
        TF_COMPARE(readFile(precious / "thesis.txt").value(), "years");
    }

    void outputThatCannotBeEmptiedIsRefused() {
        const fs::path file = below("no-folder");
        QVERIFY(writeFile(file, "").has_value());
        const Ended ended =
            runTwinflow({QStringLiteral("run"), text(project("file")), QStringLiteral("--out"), text(file)});
        QCOMPARE(ended.status, 1);
        QVERIFY2(ended.err.find("engine-output-unwritable") != std::string::npos, ended.err.c_str());
    }

    void aReportThatCannotBeWrittenIsSaidBeforeAnythingRuns() {
        for (const char* option : {"run --report", "test --junit"}) {
            const QStringList words = QString::fromLatin1(option).split(u' ');
            const Ended ended = runTwinflow({words[0], text(m_sample), words[1], text(below("missing") / "report")});
            QCOMPARE(ended.status, 2);
            QVERIFY2(ended.err.find("cli-report-unwritable") != std::string::npos, ended.err.c_str());
            QVERIFY2(ended.out.empty(), ended.out.c_str());
        }
    }

    void aRunThatIsRefusedTakesNothingAway() {
        const fs::path folder = project("refused");
        const fs::path out = folder / ".twinflow" / "out";
        const fs::path report = below("refused.json");
        const auto run = [&](const QStringList& arguments) {
            return runTwinflow(QStringList{QStringLiteral("run"), text(folder), QStringLiteral("--quiet"),
                                           QStringLiteral("--report"), text(report)} +
                               arguments);
        };
        const auto files = [&] {
            QStringList list;
            for (const auto& entry : fs::recursive_directory_iterator(out)) {
                list << text(entry.path()) + (entry.is_regular_file()
                                                  ? QString::fromStdString(readFile(entry.path()).value())
                                                  : QString());
            }
            list.sort();
            return list;
        };
        QCOMPARE(run({QStringLiteral("--scenario"), QStringLiteral("storm")}).status, 2);
        QVERIFY(!fs::exists(report));
        QCOMPARE(run({}).status, 0);
        const QStringList before = files();
        QVERIFY(before.size() > 2);
        const std::string told = readFile(report).value();
        const Ended typo = run({QStringLiteral("--scenario"), QStringLiteral("storm")});
        QCOMPARE(typo.status, 2);
        QVERIFY2(typo.err.find("Known are: default") != std::string::npos, typo.err.c_str());
        QCOMPARE(files(), before);
        TF_COMPARE(readFile(report).value(), told);
        QCOMPARE(run({QStringLiteral("--events"), QStringLiteral("0")}).status, 0);
        QVERIFY(files() != before);
        QVERIFY(!fs::exists(out / ".before"));
    }

    void theSampleHasNoFindings() {
        const Ended ended = runTwinflow({QStringLiteral("check"), text(m_sample)});
        QVERIFY2(ended.status == 0, ended.out.c_str());
    }

    void theSampleMovesEventsThroughEveryService() {
        const json report = runSample({}, "hour");
        const json& ledger = report["ledger"];
        QVERIFY(ledger["balanced"].get<bool>());
        for (const char* group : {"hubs", "routes", "endpoints", "downstream"}) {
            QVERIFY(!ledger[group].empty());
            for (const auto& [name, row] : ledger[group].items()) {
                // Dead letters are the exception: without a fault there are none.
                if (name == "dead-letters") continue;
                QVERIFY2(row["delivered"].get<std::uint64_t>() > 0, name.c_str());
                QCOMPARE(row["waiting"].get<std::uint64_t>() + row["retrying"].get<std::uint64_t>(), std::uint64_t(0));
            }
        }
        for (const auto& [name, counts] : ledger["functions"].items())
            QVERIFY2(counts["succeeded"].get<std::uint64_t>() > 0, name.c_str());
        QVERIFY(ledger["routes"].size() >= 6);
        QVERIFY(ledger["twins"]["count"].get<int>() >= 250);
    }

    void everyScenarioOfTheSampleMeetsItsExpectations() {
        int scenarios = 0;
        for (const auto& entry : fs::directory_iterator(m_sample / "scenarios")) {
            const std::string name = entry.path().stem().string();
            const json report =
                runSample({QStringLiteral("--scenario"), QString::fromStdString(name)}, ("scenario-" + name).c_str());
            QVERIFY2(report["ledger"]["balanced"].get<bool>(), name.c_str());
            QVERIFY2(!report["expectations"].empty(), name.c_str());
            ++scenarios;
        }
        QVERIFY(scenarios >= 3);
    }

    void everySampleCanBeCopiedCheckedAndTested_data() {
        QTest::addColumn<QString>("name");
        const Ended list = runTwinflow({QStringLiteral("new"), QStringLiteral("--list")});
        QCOMPARE(list.status, 0);
        int samples = 0;
        for (const auto& entry : fs::directory_iterator(m_sample.parent_path())) {
            const std::string name = entry.path().filename().string();
            QVERIFY2(list.out.find(name) != std::string::npos, name.c_str());
            QTest::newRow(name.c_str()) << QString::fromStdString(name);
            ++samples;
        }
        QVERIFY(samples >= 3);
    }
    void everySampleCanBeCopiedCheckedAndTested() {
        QFETCH(QString, name);
        const fs::path folder = below(("sample-" + name.toStdString()).c_str());
        const Ended made = runTwinflow({QStringLiteral("new"), text(folder), QStringLiteral("--sample"), name});
        QVERIFY2(made.status == 0, made.err.c_str());
        const fs::path origin = m_sample.parent_path() / name.toStdString();
        for (const auto& entry : fs::recursive_directory_iterator(origin)) {
            const fs::path relative = fs::relative(entry.path(), origin);
            if (!entry.is_regular_file() || *relative.begin() == ".twinflow") continue;
            TF_COMPARE(readFile(folder / relative).value(), readFile(entry.path()).value());
        }
        const Ended checked = runTwinflow({QStringLiteral("check"), text(folder)});
        QVERIFY2(checked.status == 0, checked.out.c_str());
        if (name == QLatin1String("smart-building")) return; // its scenarios run above
        const Ended tested =
            runTwinflow({QStringLiteral("test"), text(folder), QStringLiteral("--json"), QStringLiteral("--quiet")});
        QVERIFY2(tested.status == 0, (tested.out + tested.err).c_str());
        const json report = json::parse(tested.out);
        QVERIFY(report["passed"].get<bool>());
        QVERIFY(report["scenarios"].size() >= 2);
        for (const json& scenario : report["scenarios"]) QVERIFY(!scenario["expectations"].empty());
    }

    void whatCannotBeReadOfAProjectIsToldByGraph() {
        const fs::path folder = project("link");
        const fs::path twins = below("more.ndjson");
        QVERIFY(writeFile(twins, "{\"Section\":\"Header\"}\n{\"fileVersion\":\"1.0.0\"}\n").has_value());
        const Ended nothing =
            runTwinflow({QStringLiteral("graph"), QStringLiteral("import"), text(folder), text(twins)});
        QCOMPARE(nothing.status, 1);
        QVERIFY2(nothing.err.find("cli-graph-nothing") != std::string::npos, nothing.err.c_str());
        fs::create_symlink(twins, folder / "graph" / "z.ndjson");
        const std::string whole = readFile(folder / "deployment.json").value();
        for (const QStringList& arguments :
             {QStringList{QStringLiteral("export"), text(folder)},
              QStringList{QStringLiteral("import"), text(folder), text(twins), QStringLiteral("--keep-going")}}) {
            const Ended ended = runTwinflow(QStringList{QStringLiteral("graph")} + arguments);
            QCOMPARE(ended.status, 1);
            QVERIFY2(ended.err.find("deployment-link-outside") != std::string::npos, ended.err.c_str());
        }
        TF_COMPARE(readFile(folder / "deployment.json").value(), whole);
    }

    void aSampleThatIsNotThereIsWrongUse() {
        const Ended ended = runTwinflow(
            {QStringLiteral("new"), text(below("none")), QStringLiteral("--sample"), QStringLiteral("moon-base")});
        QCOMPARE(ended.status, 2);
        QVERIFY2(ended.err.find("first-steps") != std::string::npos, ended.err.c_str());
        QVERIFY(!fs::exists(below("none")));
        QCOMPARE(runTwinflow({QStringLiteral("new")}).status, 2);
    }

    void aTestSaysWhatIsNotMetAndWritesJunit() {
        const fs::path folder = below("tested");
        QCOMPARE(runTwinflow(
                     {QStringLiteral("new"), text(folder), QStringLiteral("--sample"), QStringLiteral("first-steps")})
                     .status,
                 0);
        QVERIFY(writeFile(folder / "scenarios" / "wrong.json",
                          "{ \"duration\": \"1m\", \"expect\": [ { \"count\": \"devices.sent\", \"min\": 7 },"
                          " { \"twin\": \"kitchen\", \"path\": \"/room\", \"equals\": \"<Bath>\" }, { \"ledger\": "
                          "\"balanced\" } ] }")
                    .has_value());
        const fs::path junit = below("junit.xml");
        const Ended ended =
            runTwinflow({QStringLiteral("test"), text(folder), QStringLiteral("--quiet"), QStringLiteral("--junit"),
                         text(junit), QStringLiteral("--out"), text(below("test-out"))});
        QCOMPARE(ended.status, 1);
        QVERIFY2(ended.out.find("FAIL  wrong") != std::string::npos, ended.out.c_str());
        QVERIFY(ended.out.find("'devices.sent' is at least 7. It is 0.") != std::string::npos);
        QVERIFY(ended.out.find("1 of 3 met") != std::string::npos &&
                ended.out.find("2 of 3 passed") != std::string::npos);
        QVERIFY(fs::exists(below("test-out") / "default" / "archive"));
        QXmlStreamReader xml(QString::fromStdString(readFile(junit).value()));
        QStringList seen;
        while (!xml.atEnd()) {
            if (xml.readNext() != QXmlStreamReader::StartElement) continue;
            if (xml.name() == QLatin1String("testsuite")) {
                seen << xml.attributes().value(QLatin1String("tests")).toString() + u'/' +
                            xml.attributes().value(QLatin1String("failures")).toString();
            }
            if (xml.name() == QLatin1String("testcase"))
                seen << xml.attributes().value(QLatin1String("name")).toString();
            if (xml.name() == QLatin1String("failure")) seen << xml.readElementText();
        }
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QCOMPARE(seen.mid(0, 4), QStringList({QStringLiteral("3/1"), QStringLiteral("default"), QStringLiteral("late"),
                                              QStringLiteral("wrong")}));
        QVERIFY(seen.at(4).contains(QLatin1String("<Bath>")));
        QCOMPARE(runTwinflow({QStringLiteral("test"), text(folder), QStringLiteral("--scenario"),
                              QStringLiteral("default"), QStringLiteral("--quiet")})
                     .status,
                 0);
        QCOMPARE(runTwinflow({QStringLiteral("test"), text(folder), QStringLiteral("--scenario"),
                              QStringLiteral("storm"), QStringLiteral("--quiet")})
                     .status,
                 2);
    }

    void theSameSeedGivesTheSameDigest() {
        const QStringList brief{QStringLiteral("--for"), QStringLiteral("10m"), QStringLiteral("--seed")};
        const auto digest = [&](const QString& seed, const QString& threads, const char* out) {
            return runSample(brief + QStringList{seed, QStringLiteral("--threads"), threads}, out)["outputDigest"]
                .get<std::string>();
        };
        const std::string one = digest(QStringLiteral("5"), QStringLiteral("1"), "one");
        TF_COMPARE(digest(QStringLiteral("5"), QStringLiteral("1"), "again"), one);
        TF_COMPARE(digest(QStringLiteral("5"), QStringLiteral("2"), "two"), one);
        QVERIFY(digest(QStringLiteral("6"), QStringLiteral("2"), "other") != one);
    }

    void aSeriesIsReadAfterARun() {
        runSample({QStringLiteral("--for"), QStringLiteral("30m")}, "series");
        const auto series = [&](const QStringList& arguments) {
            return runTwinflow(QStringList{QStringLiteral("series"), text(below("series"))} + arguments);
        };
        const QStringList one{QStringLiteral("--id"), QStringLiteral("thermostat-507"), QStringLiteral("--property"),
                              QStringLiteral("temperature")};
        const Ended keys = series({QStringLiteral("--id"), QStringLiteral("thermostat-507"), QStringLiteral("--json")});
        QCOMPARE(keys.status, 0);
        std::uint64_t rows = 0;
        for (const json& key : json::parse(keys.out)) {
            if (key["property"] == "temperature") rows = key["rows"].get<std::uint64_t>();
        }
        QVERIFY(rows > 10);
        const json whole = json::parse(series(one + QStringList{QStringLiteral("--json")}).out);
        QCOMPARE(whole["points"].size(), std::size_t(rows));
        const json buckets = json::parse(
            series(one + QStringList{QStringLiteral("--json"), QStringLiteral("--every"), QStringLiteral("10m"),
                                     QStringLiteral("--aggregate"), QStringLiteral("count")})
                .out);
        std::uint64_t counted = 0;
        for (const json& point : buckets["points"]) counted += point["value"].get<std::uint64_t>();
        QCOMPARE(counted, rows);
        QCOMPARE(buckets["points"].size(), std::size_t(3));
        const Ended csv =
            series(one + QStringList{QStringLiteral("--csv"), QStringLiteral("--every"), QStringLiteral("1m"),
                                     QStringLiteral("--interpolate"), QStringLiteral("linear")});
        QVERIFY2(csv.out.starts_with("timestamp,value,samples\n2026-07-06T06:00:00.0000000Z,"), csv.out.c_str());

        QCOMPARE(series({QStringLiteral("--id"), QStringLiteral("nobody"), QStringLiteral("--property"),
                         QStringLiteral("x")})
                     .status,
                 1);
        for (const auto& [every, code] :
             {std::pair("soon", "time-duration-invalid"), {"0s", "cli-series-every"}, {"1ms", "cli-series-many"}}) {
            const Ended wrong = series(one + QStringList{QStringLiteral("--every"), QString::fromLatin1(every)});
            QCOMPARE(wrong.status, 2);
            QVERIFY2(wrong.err.find(code) != std::string::npos, wrong.err.c_str());
        }
        QCOMPARE(series(one + QStringList{QStringLiteral("--series"), QStringLiteral("other")}).status, 2);
        const fs::path damaged = below("damaged-series");
        QVERIFY(writeFile(damaged / "series.sqlite", "This is no database, whatever its name says.").has_value());
        QCOMPARE(runTwinflow({QStringLiteral("series"), text(damaged)}).status, 1);
    }

    void aProjectWithoutScenariosHasNothingToTest() {
        const fs::path folder = project("untested");
        fs::remove_all(folder / "scenarios");
        const Ended ended = runTwinflow({QStringLiteral("test"), text(folder)});
        QCOMPARE(ended.status, 2);
        QVERIFY2(ended.err.find("cli-test-nothing") != std::string::npos, ended.err.c_str());
    }

    void aScenarioThatDoesNotRunIsNotJudged() {
        const fs::path out = below("unjudged-out");
        QVERIFY(writeFile(out / "default" / "thesis.txt", "years").has_value());
        const Ended ended = runTwinflow({QStringLiteral("test"), text(project("unjudged")), QStringLiteral("--quiet"),
                                         QStringLiteral("--out"), text(out)});
        QCOMPARE(ended.status, 1);
        QVERIFY2(ended.out.find("not judged") != std::string::npos, ended.out.c_str());
        QVERIFY2(ended.out.find("expects nothing") == std::string::npos, ended.out.c_str());
    }

    void anInterruptedTraceCleansUp() {
        const fs::path temporary = below("temporary");
        fs::create_directory(temporary);
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("TMPDIR"), text(temporary));
        process.setProcessEnvironment(environment);
        process.start(test::twinflowProgram(),
                      {QStringLiteral("trace"), text(m_sample), QStringLiteral("--events"), QStringLiteral("500000")});
        QVERIFY(process.waitForStarted());
        process.setReadChannel(QProcess::StandardError);
        QVERIFY(process.waitForReadyRead(240'000)); // the first line of progress: it is under way
        QVERIFY(!fs::is_empty(temporary));
        QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
        QVERIFY(process.waitForFinished(240'000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 1);
        QVERIFY(process.readAllStandardError().contains("cli-interrupted"));
        QVERIFY(fs::is_empty(temporary));
    }

    void anEndpointIsLookedIntoAtAnInstant() {
        const auto peek = [&](const char* endpoint, const QStringList& arguments) {
            return runTwinflow(QStringList{QStringLiteral("peek"), text(m_sample), QString::fromLatin1(endpoint),
                                           QStringLiteral("--quiet")} +
                               arguments);
        };
        const Ended held =
            peek("twin-stream", {QStringLiteral("--at"), QStringLiteral("5m"), QStringLiteral("--settled"),
                                 QStringLiteral("--limit"), QStringLiteral("3"), QStringLiteral("--json"),
                                 QStringLiteral("--subscription"), QStringLiteral("archive")});
        QVERIFY2(held.status == 0, held.err.c_str());
        std::istringstream lines(held.out);
        int count = 0;
        for (std::string line; std::getline(lines, line); ++count) {
            const json message = json::parse(line);
            TF_COMPARE(message["state"].get<std::string>(), "delivered");
            QVERIFY(message["enqueued"].get<std::string>() <= "2026-07-06T06:05:00.000Z");
            QVERIFY(message["event"]["type"].get<std::string>().starts_with("Microsoft.DigitalTwins."));
        }
        QCOMPARE(count, 3);
        const Ended nobody = peek("twin-stream", {QStringLiteral("--subscription"), QStringLiteral("nobody")});
        QCOMPARE(nobody.status, 2);
        QVERIFY2(nobody.err.find("Known are: ") != std::string::npos, nobody.err.c_str());
        QCOMPARE(peek("nowhere", {}).status, 2);
    }

    void aQueueIsLookedIntoInEveryState() {
        const fs::path folder = below("queue");
        QCOMPARE(runTwinflow(
                     {QStringLiteral("new"), text(folder), QStringLiteral("--sample"), QStringLiteral("first-steps")})
                     .status,
                 0);
        json design = json::parse(readFile(folder / "deployment.json").value());
        design["endpoints"] = json::parse(R"([{"name": "changes", "kind": "ServiceBus"},
                                              {"name": "work", "kind": "ServiceBus", "entity": "queue"}])");
        design["functions"].push_back({{"name", "worker"}, {"kind", "script"}, {"file", "functions/worker.js"}});
        for (const char* way : {"changes work", "work worker", "worker work"}) {
            const std::string line = way;
            const auto space = line.find(' ');
            design["couplings"].push_back({{"from", line.substr(0, space)}, {"to", line.substr(space + 1)}});
        }
        TF_OK(writeFile(folder / "deployment.json", design.dump()));
        fs::create_directories(folder / "functions");
        TF_OK(writeFile(folder / "functions/worker.js", R"js(
            function run(context, message) {
                const bus = context.serviceBus, number = message.sequenceNumber;
                if (number === 1) bus.deferMessage(message);
                if (number === 2) bus.deadLetterMessage(message, { deadLetterReason: 'Unfit', deadLetterErrorDescription: 'It is even.' });
                if (number === 3) bus.createSender('work').scheduleMessages({ body: 'later', messageId: 'x-1' }, new Date(Date.now() + 3600000));
            })js"));
        const Ended checked = runTwinflow({QStringLiteral("check"), text(folder)});
        QCOMPARE(checked.status, 0); // a note is no reason to stop
        // The function sends to the queue that it reads.
        QVERIFY2(checked.out.find("0 errors, 0 warnings, 1 note.") != std::string::npos, checked.out.c_str());
        const auto peek = [&](const char* endpoint, const QStringList& arguments) {
            return runTwinflow(QStringList{QStringLiteral("peek"), text(folder), QString::fromLatin1(endpoint),
                                           QStringLiteral("--quiet"), QStringLiteral("--at"), QStringLiteral("5m")} +
                               arguments);
        };
        const auto first = [](const Ended& ended) {
            return ended.status == 0 ? json::parse(ended.out.substr(0, ended.out.find('\n'))) : json(ended.err);
        };
        const json deferred = first(peek("work", {QStringLiteral("--json")}));
        TF_COMPARE(deferred["state"].get<std::string>(), "deferred");
        QCOMPARE(deferred["sequenceNumber"].get<int>(), 1);
        const json letter = first(peek("work", {QStringLiteral("--json"), QStringLiteral("--dead-letters")}));
        TF_COMPARE(letter["reason"].get<std::string>(), "Unfit");
        const Ended said = peek("work", {QStringLiteral("--dead-letters")});
        QVERIFY2(said.out.find("Unfit: It is even.") != std::string::npos, said.out.c_str());
        const json later = first(peek("work", {QStringLiteral("--json"), QStringLiteral("--scheduled")}));
        TF_COMPARE(later["state"].get<std::string>(), "scheduled");
        TF_COMPARE(later["event"]["messageId"].get<std::string>(), "x-1");
        QVERIFY(later["nextAttempt"].get<std::string>() > later["enqueued"].get<std::string>());
        const Ended none = runTwinflow(
            {QStringLiteral("peek"), text(m_sample), QStringLiteral("twin-stream"), QStringLiteral("--scheduled")});
        QCOMPARE(none.status, 2);
        QVERIFY2(none.err.find("'twin-stream' schedules nothing.") != std::string::npos, none.err.c_str());
        for (const QStringList& other : {QStringList{QStringLiteral("--subscription"), QStringLiteral("nobody")},
                                         {QStringLiteral("--settled")},
                                         {QStringLiteral("--dead-letters")}}) {
            const Ended refused = peek("work", QStringList{QStringLiteral("--scheduled")} + other);
            QVERIFY2(refused.status != 0 && refused.err.find(other[0].toStdString()) != std::string::npos,
                     refused.err.c_str());
        }
    }

    void aTraceShowsTheWayOfAMessage() {
        const auto trace = [&](const QStringList& arguments) {
            return runTwinflow(QStringList{QStringLiteral("trace"), text(m_sample), QStringLiteral("--quiet"),
                                           QStringLiteral("--events"), QStringLiteral("300")} +
                               arguments);
        };
        const Ended tree = trace({QStringLiteral("--device"), QStringLiteral("thermostat-507")});
        QCOMPARE(tree.status, 0);
        QVERIFY2(tree.out.find("building-hub → ingest  done") != std::string::npos, tree.out.c_str());
        QVERIFY2(tree.out.find("to-map → floor-map  done") != std::string::npos, tree.out.c_str());
        const Ended lines =
            trace({QStringLiteral("--device"), QStringLiteral("thermostat-507"), QStringLiteral("--json")});
        QCOMPARE(json::parse(lines.out)["hops"][0]["subject"].get<std::string>(), std::string("thermostat-507"));
        const Ended why = trace({QStringLiteral("--why-not"), QStringLiteral("floor-map")});
        QCOMPARE(why.status, 0);
        QVERIFY2(why.out.find("Nothing of it arrived at 'floor-map'.\n  Route 'room-changes' does not want") !=
                     std::string::npos,
                 why.out.c_str());
        QCOMPARE(trace({QStringLiteral("--device"), QStringLiteral("nobody")}).status, 1);
        const Ended unknown = trace({QStringLiteral("--why-not"), QStringLiteral("nowhere")});
        QCOMPARE(unknown.status, 2);
        QVERIFY2(unknown.err.find("Known are: ") != std::string::npos, unknown.err.c_str());
    }
};

QTEST_GUILESS_MAIN(CliTest)
#include "tst_cli.moc"
