// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Scripts: the cases of tests/cases/functions, and what takes more than one call.
#include "base/file.h"
#include "functions/function.h"
#include "recording_host.h"
#include "support.h"

#include <algorithm>

using namespace twinflow;
using namespace twinflow::functions;
using namespace std::chrono_literals;

namespace {

Instant moment() {
    return *parseInstant("2024-03-05T10:15:30.250Z");
}

std::filesystem::path casesFolder() {
    return test::sourceFolder() / "tests/cases/functions";
}

FunctionSettings script(const std::string& name) {
    FunctionSettings settings;
    settings.name = name;
    settings.file = "functions/" + name + ".js";
    settings.timeout = 60s; // no case is to fail on a busy machine
    return settings;
}

std::unique_ptr<Function> make(const FunctionSettings& settings, std::string_view source, FunctionHost& host,
                               std::uint64_t seed = 1) {
    auto made = makeFunction(settings, source, host, seed);
    if (!made) qFatal("%s", made.error().str().c_str());
    return std::move(*made);
}

std::string outcome(const Invocation& invocation) {
    return invocation.result == Invocation::Result::succeeded ? "succeeded" : invocation.error.str();
}

} // namespace

class FunctionsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cases_data() {
        QTest::addColumn<QString>("name");
        std::vector<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator(casesFolder())) {
            if (entry.path().extension() == ".js") names.push_back(entry.path().stem().string());
        }
        std::sort(names.begin(), names.end());
        QVERIFY(names.size() > 10);
        for (const std::string& name : names) QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }
    void cases() {
        QFETCH(QString, name);
        const std::string stem = name.toStdString();
        const auto source = readFile(casesFolder() / (stem + ".js"));
        const auto expected = readFile(casesFolder() / (stem + ".expected"));
        const auto event = readFile(casesFolder() / "event.json");
        QVERIFY(source && expected && event);
        test::RecordingHost host;
        const auto made = makeFunction(script(stem), *source, host, 1);
        const std::string ended = made ? outcome((*made)->invoke(*event, moment())) : made.error().str();
        TF_COMPARE(host.seen + ended + "\n", *expected);
    }

    void endlessLoopIsStoppedAndTheNextCallRuns() {
        test::RecordingHost host;
        FunctionSettings settings = script("loops");
        settings.timeout = 250ms; // also what the calls that end may take on a busy machine
        const auto function =
            make(settings,
                 "function run(context, event) {\n"
                 "  context.log(event.kind);\n"
                 "  if (event.kind === 'loop') while (true) ;\n"
                 "  if (event.kind === 'catch') while (true) { try { while (true) ; } catch (e) { } finally { } }\n"
                 "  if (event.kind === 'recurse') (function f() { try { f(); } catch (e) { } f(); })();\n"
                 "  if (event.kind === 'each') for (;;) [1, 2].forEach(x => x + 1);\n"
                 "}",
                 host);
        for (const char* kind : {"loop", "catch", "recurse", "each"}) {
            const auto stopped = function->invoke("{\"kind\":\"" + std::string(kind) + "\"}", moment());
            QCOMPARE(stopped.result, Invocation::Result::timedOut);
            TF_COMPARE(stopped.error.code, "functions-timed-out");
            QCOMPARE(function->invoke("{\"kind\":\"none\"}", moment()).result, Invocation::Result::succeeded);
        }
        TF_COMPARE(host.seen, "log loop\nlog none\nlog catch\nlog none\nlog recurse\nlog none\nlog each\nlog none\n");
    }

    void threeTimeoutsSuspendThenOneCallProbes() {
        test::RecordingHost host;
        FunctionSettings settings = script("loops");
        settings.timeout = 250ms; // also what the calls that end may take on a busy machine
        const auto function = make(
            settings, "function run(context, event) { if (event.loop) while (true) ; else context.log('ran'); }", host);
        const auto call = [&](bool loop, Duration at) {
            return function->invoke(loop ? "{\"loop\":true}" : "{\"loop\":false}", moment() + at).result;
        };
        using Result = Invocation::Result;
        QCOMPARE(call(true, 0s), Result::timedOut);
        QCOMPARE(call(true, 1s), Result::timedOut);
        QCOMPARE(call(false, 2s), Result::succeeded); // not in a row
        for (int i = 0; i < 3; ++i) QCOMPARE(call(true, 3s), Result::timedOut);
        QCOMPARE(call(false, 4s), Result::suspended);
        QCOMPARE(call(false, 3s + 5min - 1ns), Result::suspended);
        QCOMPARE(call(true, 3s + 5min), Result::timedOut); // the probe
        const auto suspended = function->invoke("{}", moment() + 4s + 5min);
        QCOMPARE(suspended.result, Result::suspended);
        TF_COMPARE(suspended.error.code, "functions-suspended");
        QCOMPARE(call(false, 3s + 10min), Result::succeeded);
        QCOMPARE(call(true, 3s + 10min), Result::timedOut);
        QCOMPARE(call(false, 3s + 10min), Result::succeeded);
    }

    void endlessLoopAtTheTopLevelIsRefused() {
        test::RecordingHost host;
        FunctionSettings settings = script("loops");
        settings.timeout = 250ms; // also what the calls that end may take on a busy machine
        for (const char* source : {"while (true) ;\nfunction run() {}", "throw { toJSON() { while (true) ; } }",
                                   "throw Object.create(Error.prototype, { message: { get() { while (true) ; } } })"}) {
            const auto made = makeFunction(settings, source, host, 1);
            QVERIFY(!made);
            TF_COMPARE(made.error().code, "functions-timed-out");
        }
    }

    void oneWatchdogServesMany() {
        test::RecordingHost host;
        std::vector<std::unique_ptr<Function>> functions;
        for (int i = 0; i < 5; ++i) {
            FunctionSettings settings = script("f" + std::to_string(i));
            settings.timeout = i % 2 == 0 ? Duration(50ms) : Duration(60s);
            functions.push_back(
                make(settings, i % 2 == 0 ? "function run() { while (true) ; }" : "function run() { }", host));
        }
        for (int i = 0; i < 5; ++i) {
            QCOMPARE(functions[static_cast<std::size_t>(i)]->invoke("{}", moment()).result,
                     i % 2 == 0 ? Invocation::Result::timedOut : Invocation::Result::succeeded);
        }
    }

    void sameSeedSameChance() {
        const std::string source = "function run(context) {\n"
                                   "  for (let i = 0; i < 20; ++i) {\n"
                                   "    const x = Math.random();\n"
                                   "    if (!(x >= 0 && x < 1)) throw new Error('out of range');\n"
                                   "    context.log(x, Date.now(), new Date());\n"
                                   "  }\n"
                                   "  context.twins.publishTelemetry('room', {});\n"
                                   "}";
        const auto trace = [&](const std::string& name, std::uint64_t seed) {
            test::RecordingHost host;
            const auto function = make(script(name), source, host, seed);
            for (int i = 0; i < 3; ++i) function->invoke("{}", moment() + i * 1s);
            return host.seen;
        };
        TF_COMPARE(trace("a", 7), trace("a", 7));
        QVERIFY(trace("a", 7) != trace("a", 8));
        QVERIFY(trace("a", 7) != trace("b", 7));
    }

    void stateStaysBetweenCallsAsInAWarmFunction() {
        test::RecordingHost host;
        const auto function =
            make(script("count"), "var calls = 0; function run(context) { context.log(++calls); }", host);
        function->invoke("{}", moment());
        function->invoke("{}", moment());
        TF_COMPARE(host.seen, "log 1\nlog 2\n");
    }

    void functionsShareNothing() {
        test::RecordingHost host;
        const auto writer = make(script("writer"), "function run() { secret = 1; Object.prototype.leak = 2; }", host);
        const auto reader =
            make(script("reader"), "function run(context) { context.log(typeof secret, ({}).leak); }", host);
        writer->invoke("{}", moment());
        reader->invoke("{}", moment());
        TF_COMPARE(host.seen, "log undefined undefined\n");
    }

    void aHoardIsFoundAndTheScriptBegunAnew() {
        test::RecordingHost host;
        FunctionSettings settings = script("hoards");
        settings.limits.memoryMb = 16;
        for (const char* piece : {"'x'.repeat(1e6) + calls", "new Array(2e5).fill(calls)",
                                  "Array.from({ length: 2e4 }, () => ({ calls }))"}) {
            const auto function = make(settings,
                                       "var kept = [], calls = 0;\n"
                                       "function run(context) { ++calls; kept.push(" +
                                           std::string(piece) + "); if (calls === 1) context.log('begun'); }",
                                       host);
            host.seen.clear();
            int calls = 0;
            Invocation ended;
            do ended = function->invoke("{}", moment());
            while (++calls < 1000 && ended.result == Invocation::Result::succeeded);
            QCOMPARE(ended.result, Invocation::Result::exceeded);
            TF_COMPARE(ended.error.code, "functions-memory-limit");
            QVERIFY2(calls > 3, piece);
            QCOMPARE(function->invoke("{}", moment()).result, Invocation::Result::succeeded);
            TF_COMPARE(host.seen, "log begun\nlog begun\n");
        }
    }

    void aHoardIsFoundAtTheSameCallEachTime() {
        FunctionSettings settings = script("hoards");
        settings.limits.memoryMb = 16;
        std::vector<int> found;
        for (int run = 0; run < 2; ++run) {
            test::RecordingHost host;
            const auto function =
                make(settings,
                     "var kept = {}; function run(context, event) {\n"
                     "  kept[Math.random()] = Array.from({ length: 500 }, () => String(Math.random())); }",
                     host);
            int calls = 0;
            while (function->invoke("{}", moment()).result == Invocation::Result::succeeded) ++calls;
            found.push_back(calls);
        }
        QVERIFY(found[0] > 100);
        QCOMPARE(found[0], found[1]);
    }

    void garbageIsNoHoard() {
        test::RecordingHost host;
        FunctionSettings settings = script("untidy");
        settings.limits.memoryMb = 16;
        const auto function =
            make(settings,
                 "var calls = 0; function run(context) {\n"
                 "  const list = []; for (let i = 0; i < 100; ++i) list.push({ text: 'x'.repeat(9999) + i });\n"
                 "  if (++calls === 30) context.log(calls); }",
                 host);
        for (int i = 0; i < 30; ++i) QCOMPARE(function->invoke("{}", moment()).result, Invocation::Result::succeeded);
        TF_COMPARE(host.seen, "log 30\n");
    }

    void aCallThatTakesMemoryWithoutEndIsStopped() {
#ifndef __linux__
        QSKIP("The process's memory is watched on Linux only.");
#endif
        test::RecordingHost host;
        FunctionSettings settings = script("hoards");
        settings.limits.memoryMb = 16;
        const auto function =
            make(settings, "function run() { const kept = []; for (;;) kept.push({ a: [1, 2, 3] }); }", host);
        for (int i = 0; i < 3; ++i) {
            const auto stopped = function->invoke("{}", moment());
            QCOMPARE(stopped.result, Invocation::Result::exceeded);
            TF_COMPARE(stopped.error.code, "functions-memory-limit");
        }
        QCOMPARE(function->invoke("{}", moment()).result, Invocation::Result::suspended);
    }

    void threeBreachesOfOutputSuspend() {
        test::RecordingHost host;
        FunctionSettings settings = script("floods");
        settings.limits.outputKb = 1;
        const auto function =
            make(settings, "function run(context, event) { context.send('quiet', 'x'.repeat(event.size)); }", host);
        const auto call = [&](int size) {
            return function->invoke("{\"size\":" + std::to_string(size) + "}", moment()).result;
        };
        using Result = Invocation::Result;
        QCOMPARE(call(1000), Result::succeeded);
        QCOMPARE(call(2000), Result::exceeded);
        QCOMPARE(call(1000), Result::succeeded); // not in a row
        for (int i = 0; i < 3; ++i) QCOMPARE(call(2000), Result::exceeded);
        QCOMPARE(call(1000), Result::suspended);
    }

    void listsOfNumbersCountAsOutput() {
        for (const char* call :
             {"bus.receiveDeferredMessages(numbers)", "bus.createSender('orders').cancelScheduledMessages(numbers)"}) {
            test::RecordingHost host;
            FunctionSettings settings = script("asks");
            settings.limits.outputKb = 1;
            const std::string source = "function run(context, event) {\n"
                                       "    const bus = context.serviceBus, numbers = new Array(event.size).fill(1);\n"
                                       "    " +
                                       std::string(call) + ";\n}";
            const auto function = make(settings, source, host);
            QCOMPARE(function->invoke("{\"size\":100}", moment()).result, Invocation::Result::succeeded);
            QCOMPARE(function->invoke("{\"size\":1000}", moment()).result, Invocation::Result::exceeded);
        }
    }

    void settingsAreTheEnvironment() {
        test::RecordingHost host;
        FunctionSettings settings = script("reads");
        settings.environment = {{"ADT_SERVICE_URL", "https://plant"}, {"__proto__", "odd"}};
        const auto function = make(settings,
                                   "const url = process.env.ADT_SERVICE_URL;\n"
                                   "function run(context) { process.env.NEW = 1; context.log(url, process.env.NEW); }",
                                   host);
        QCOMPARE(function->invoke("{}", moment()).result, Invocation::Result::succeeded);
        TF_COMPARE(host.seen, "log https://plant undefined\n");
    }

    void boundsCountPerCall() {
        test::RecordingHost host;
        const auto function = make(
            script("busy"), "function run(context) { for (let i = 0; i < 900; ++i) context.send('quiet', i); }", host);
        for (int i = 0; i < 3; ++i) QCOMPARE(function->invoke("{}", moment()).result, Invocation::Result::succeeded);
    }

    void inputThatIsNotJsonIsSaid() {
        test::RecordingHost host;
        const auto function = make(script("any"), "function run(context, event) { context.log(typeof event); }", host);
        for (const char* garbage : {"", "{", "\xff\xfe\x80", "{\"a\":}", "nul", "{}{}"}) {
            const auto invocation = function->invoke(garbage, moment());
            QCOMPARE(invocation.result, Invocation::Result::threw);
            TF_COMPARE(invocation.error.code, "functions-input-invalid");
        }
        TF_COMPARE(host.seen, "");
        for (const char* scalar : {"5", "\"text\"", "[1]", " null "}) {
            QCOMPARE(function->invoke(scalar, moment()).result, Invocation::Result::succeeded);
        }
        TF_COMPARE(host.seen, "log number\nlog string\nlog object\nlog object\n");
    }

    void otherEntryAndBadEntry() {
        test::RecordingHost host;
        FunctionSettings settings = script("named");
        settings.entry = "ingest";
        QCOMPARE(make(settings,
                      "\xef\xbb\xbf"
                      "function ingest() {}",
                      host)
                     ->invoke("{}", moment())
                     .result,
                 Invocation::Result::succeeded);
        for (const char* entry : {"", "a b", "run();evil", "1a", "run"}) {
            settings.entry = entry;
            const auto made = makeFunction(settings, "function ingest() {}", host, 1);
            QVERIFY(!made);
            TF_COMPARE(made.error().code, "functions-entry-missing");
        }
    }
};

QTEST_GUILESS_MAIN(FunctionsTest)
#include "tst_functions.moc"
