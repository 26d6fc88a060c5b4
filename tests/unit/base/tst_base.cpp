// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Values, times, the timeline, JSON with positions.
#include "base/digest.h"

#include "base/bounded_queue.h"
#include "base/file.h"
#include "base/interner.h"
#include "base/json_document.h"
#include "base/json_reader.h"
#include "base/json_text.h"
#include "base/random.h"
#include "base/time.h"
#include "base/timeline.h"
#include "base/value.h"
#include "support.h"

#include <QtCore/QTemporaryDir>

#include <algorithm>
#include <atomic>
#include <limits>
#include <thread>

using namespace twinflow;
using namespace std::chrono_literals;

namespace {

/// Everything of a tree, offsets less `shift`.
void describe(std::string& out, const JsonNode& node, std::uint32_t shift) {
    out += std::to_string(static_cast<int>(node.kind)) + "@" + std::to_string(node.offset - shift) + node.text +
           (node.boolean ? "+" : "") + "[";
    for (const JsonNode& item : node.items) describe(out, item, shift);
    for (const JsonNode::Member& member : node.members) {
        out += member.name + "@" + std::to_string(member.offset - shift) + ":";
        describe(out, member.value, shift);
    }
    out += "]";
}

class Recorder final : public TimerTarget {
public:
    std::string heard;
    void onTimer(std::uint64_t token) override { heard += std::to_string(token) + " "; }
};

} // namespace

class BaseTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sentenceFillsItsNames() {
        TF_COMPARE(say("Twin {0} has {1} of {0}", "a", 3).str(), "Twin a has 3 of a");
        TF_COMPARE(say("{9} {x} {").str(), " {x} {");
    }

    void instantsReadAndWrite() {
        const auto instant = parseInstant("2024-03-05T10:15:30.1234567Z");
        TF_OK(instant);
        TF_COMPARE(formatInstant(*instant), "2024-03-05T10:15:30.1234567Z");
        TF_COMPARE(formatInstant(*parseInstant("2024-03-05T12:15:30+02:00"), 0), "2024-03-05T10:15:30Z");
        for (const char* wrong :
             {"2024-02-30T00:00:00Z", "2024-03-05T10:15:30", "2024-03-05 10:15:30Z", "2024-03-05T24:00:00Z",
              "2024-03-05T10:15:30.Z", "2024-03-05t10:15:30Z", "2024-03-05T10:15:30z", "9999-01-01T00:00:00Z", ""}) {
            QVERIFY2(!parseInstant(wrong), wrong);
        }
        TF_COMPARE(parseInstant("2300-01-01T00:00:00Z").error().what.str(),
                   "'2300-01-01T00:00:00Z' lies outside of the years 1678 to 2261.");
        TF_COMPARE(parseInstant("2300-13-01T00:00:00Z").error().what.str(),
                   "'2300-13-01T00:00:00Z' is not a date and time.");
        TF_COMPARE(formatInstant(*parseInstant("1678-01-01T00:00:00+02:00"), 0), "1677-12-31T22:00:00Z");
    }

    void durationsReadAndWrite() {
        QCOMPARE(*parseDuration("1m30s"), Duration(90s));
        QCOMPARE(*parseDuration("1.5h"), Duration(90min));
        QCOMPARE(*parseDuration("250ms"), Duration(250ms));
        TF_COMPARE(formatDuration(*parseDuration("36h")), "1d12h");
        TF_COMPARE(formatDuration(90s), "1m30s");
        TF_COMPARE(formatDuration(-1s), "-1s");
        TF_COMPARE(formatDuration(0s), "0s");
        for (const char* wrong : {"", "10", "s", "-5s", "5 s", "5y", "1e3s", "999999999999d"})
            QVERIFY2(!parseDuration(wrong), wrong);
    }

    void timersFireInOrderOfTimeThenOfAsking() {
        Timeline timeline{Instant{}};
        Recorder recorder;
        timeline.after(2s, recorder, 3);
        timeline.after(1s, recorder, 1);
        timeline.after(1s, recorder, 2, Duty::background);
        QCOMPARE(timeline.pendingWork(), 2U);
        while (timeline.step(Instant(1500ms))) {
        }
        TF_COMPARE(recorder.heard, "1 2 ");
        QCOMPARE(timeline.now(), Instant(1s));
        QVERIFY(timeline.step(Instant(5s)));
        QVERIFY(!timeline.step(Instant(5s)));
        QCOMPARE(timeline.pendingWork(), 0U);
        timeline.beginWork();
        QCOMPARE(timeline.pendingWork(), 1U);
        timeline.endWork();
        QCOMPARE(timeline.pendingWork(), 0U);
    }

    void valuesCompareByKindAndContent() {
        QVERIFY(Value(std::int64_t{1}) != Value(1.0));
        QVERIFY(Value("a") == Value(std::string_view("a")));
        Value shared("a longer text that is shared");
        const Value copy = shared;
        shared = Value(true);
        TF_COMPARE(copy.json(), "\"a longer text that is shared\"");
        TF_COMPARE(Value().json(), "null");
        TF_COMPARE(Value(21.5).json(), "21.5");
    }

    /// A byte-order mark sends a text to the slow reader.
    void bothJsonReadersAgree() {
        for (const char* text : {"{}",
                                 " [ ] ",
                                 "\"\"",
                                 "-0",
                                 "12.50",
                                 "null",
                                 "[true,false,{\"a\":[],\"a\":2}]",
                                 "{\"\\u0041\\n\\/\": \"\\ud83d\\ude00\"}",
                                 "[123456789012345678901234567890, 0.1]",
                                 "{\"k\" :\t{\"x\": [1,\r\n2]} }",
                                 "\"\xed\x9f\xbf\xf4\x8f\xbf\xbf\"",
                                 "",
                                 "{",
                                 "[1,]",
                                 "{\"a\" 1}",
                                 "01",
                                 "1.",
                                 "-",
                                 "\"\\ud83d\"",
                                 "\"\\udc00\"",
                                 "\"\xc0\xaf\"",
                                 "\"\xed\xa0\x80\"",
                                 "\"a\nb\"",
                                 "[1] 2",
                                 "nul",
                                 "\"\\x\"",
                                 "{\"a\":1,}",
                                 "[\"\xf4\x90\x80\x80\"]",
                                 "\"\\u12g4\""}) {
            JsonNode fast;
            const bool taken = readJson(text, 128, fast);
            const auto slow = JsonDocument::parse("\xef\xbb\xbf" + std::string(text), "x.json");
            QVERIFY2(taken == slow.has_value(), text);
            if (!slow) continue;
            std::string a, b;
            describe(a, fast, 0);
            describe(b, slow->root(), 3);
            TF_COMPARE(a, b);
        }
        JsonNode deep;
        QVERIFY(readJson(std::string(128, '[') + std::string(128, ']'), 128, deep));
        QVERIFY(!readJson(std::string(129, '[') + std::string(129, ']'), 128, deep));
    }

    void jsonTextEscapes() {
        std::string out;
        appendJsonString(out, "a\"b\\\n\x01");
        TF_COMPARE(out, "\"a\\\"b\\\\\\n\\u0001\"");
    }

    void jsonNumbersAreShortAndWholeOnesPlain() {
        const auto text = [](double number) {
            std::string out;
            appendJsonNumber(out, number);
            return out;
        };
        TF_COMPARE(text(100000.0), "100000");
        TF_COMPARE(text(-123456789012345.0), "-123456789012345");
        TF_COMPARE(text(1e15), "1e+15");
        TF_COMPARE(text(0.1), "0.1");
        TF_COMPARE(text(-0.0), "-0");
        TF_COMPARE(text(1e-7), "1e-07");
        TF_COMPARE(text(std::numeric_limits<double>::infinity()), "null");
    }

    void repeatedMembersAreFound() {
        const JsonDocument document = test::json("{\"a\": 1, \"b\": 2, \"b\": 3, \"a\": 4}");
        const JsonNode::Member* twice = document.root().repeated();
        QVERIFY(twice != nullptr);
        TF_COMPARE(twice->name, "b");
        TF_COMPARE(twice->value.text, "3");
        QVERIFY(test::json("{\"a\": 1, \"A\": 2}").root().repeated() == nullptr);
        QVERIFY(test::json("[1, 1]").root().repeated() == nullptr);
    }

    void numbersBeyondADoubleAreRefusedInPlainWords() {
        TF_COMPARE(JsonDocument::parse("[1e400]", "x.json").error().what.str(),
                   "This is not valid JSON: number overflow parsing '1e400'.");
    }

    void internedTextsKeepTheirPlace() {
        Interner texts;
        const TextId first = texts.intern("first");
        const std::string_view seen = texts.text(first);
        QVERIFY(!texts.find("second").valid());
        for (int i = 0; i < 10'000; ++i) texts.intern(std::to_string(i));
        QVERIFY(texts.text(first).data() == seen.data());
        QCOMPARE(texts.intern(std::string("first")), first);
        QCOMPARE(texts.find("first"), first);
        QVERIFY(texts.find("9999").valid() && !texts.find("10000").valid());
        const std::string wide(200'000, 'w'); // wider than what texts are kept in together
        const TextId empty = texts.intern("");
        const TextId whole = texts.intern(wide);
        TF_COMPARE(texts.text(empty), "");
        QVERIFY(texts.text(whole) == wide && texts.find(wide) == whole && texts.find("") == empty);
        QCOMPARE(texts.size(), std::size_t(10'003));
    }

    void aTextIsGuessedByItsHash() {
        Interner texts;
        for (int i = 0; i < 1000; ++i) texts.intern(std::to_string(i));
        for (int i = 0; i < 1000; ++i) {
            const std::uint64_t hash = texts.hash(std::to_string(i));
            texts.expect(hash);
            QCOMPARE(texts.guess(hash), texts.find(std::to_string(i), hash));
            QCOMPARE(texts.find(std::to_string(i), hash), TextId{static_cast<std::uint32_t>(i)});
        }
        QVERIFY(!texts.find("1000", texts.hash("1000")).valid());
    }

    void aClosedQueueGivesWhatIsLeft() {
        BoundedQueue<int> queue(10);
        QVERIFY(queue.push(1, 4));
        QVERIFY(queue.push(2, 6)); // full to the byte
        queue.close();
        QVERIFY(!queue.push(3, 1));
        QCOMPARE(queue.pop(), std::optional<int>(1));
        QCOMPARE(queue.pop(), std::optional<int>(2));
        QCOMPARE(queue.pop(), std::nullopt);
    }

    void aFullQueueHoldsItsWriterUp() {
        BoundedQueue<int> queue(10);
        QVERIFY(queue.push(0, 100)); // larger than the bound, but the queue was empty
        std::atomic<int> pushed = 0;
        std::thread writer([&] {
            for (int i = 1; i <= 100; ++i) {
                if (queue.push(i, 5)) ++pushed;
            }
            queue.close();
        });
        std::vector<int> seen;
        std::vector<int> behind; // pushed and not yet seen: at most what the bound takes
        while (const std::optional<int> item = queue.pop()) {
            seen.push_back(*item);
            behind.push_back(pushed - static_cast<int>(seen.size()) + 1);
        }
        writer.join();
        QCOMPARE(seen.size(), std::size_t(101));
        QVERIFY(std::is_sorted(seen.begin(), seen.end()));
        QVERIFY(*std::max_element(behind.begin(), behind.end()) <= 2);
    }

    void filesAreWrittenWholeAndLinksFollowed() {
        const QTemporaryDir folder;
        const std::filesystem::path path = folder.filePath(QStringLiteral("in/a.txt")).toStdString();
        TF_OK(writeFile(path, "one"));
        TF_COMPARE(*readFile(path), "one");
        const std::filesystem::path link = folder.filePath(QStringLiteral("link")).toStdString();
        std::filesystem::create_symlink(path, link);
        TF_OK(writeFile(link, "two"));
        QVERIFY(std::filesystem::is_symlink(link));
        TF_COMPARE(*readFile(path), "two");
        TF_OK(writeFile("/dev/null", "three"));
        QVERIFY(std::filesystem::is_character_file("/dev/null"));
        QVERIFY(!std::filesystem::exists(path.string() + ".part"));
        TF_COMPARE(readFile(path.parent_path()).error().code, "file-unreadable");
        TF_COMPARE(readFile(path.string() + "x").error().code, "file-missing");
        TF_COMPARE(readFile(path, 2).error().code, "file-too-large");
        TF_COMPARE(writeFile(path / "below", "four").error().code, "file-unwritable");
    }

    void documentsKnowWhereThingsStand() {
        const JsonDocument document =
            test::json("{\n  \"a\": [1, -2.50e1,\n    \"x\"],\n  \"b\": {\"a\": null, \"a\": true}\n}");
        const JsonNode& a = *document.root().find("a");
        TF_COMPARE(document.place(a).str(), "test.json:2:8");
        TF_COMPARE(document.place(a.items[1]).str(), "test.json:2:12");
        TF_COMPARE(a.items[1].text, "-2.50e1");
        TF_COMPARE(document.place(a.items[2]).str(), "test.json:3:5");
        const JsonNode& b = *document.root().find("b");
        QCOMPARE(b.members.size(), std::size_t(2)); // duplicates are kept
        TF_COMPARE(document.place(b.members[1].offset).str(), "test.json:4:20");
        TF_COMPARE(document.place(b.members[1].value).str(), "test.json:4:25");
        std::string text;
        document.root().appendJson(text);
        TF_COMPARE(text, "{\"a\":[1,-2.50e1,\"x\"],\"b\":{\"a\":null,\"a\":true}}");
    }

    void damagedDocumentsSayWhere_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("place");
        QTest::newRow("empty") << QByteArray("") << QByteArray("test.json:1:1");
        QTest::newRow("truncated") << QByteArray("{\n  \"a\": 1,\n  \"b\"") << QByteArray("test.json:3:6");
        QTest::newRow("comma") << QByteArray("{\n  \"a\": 1,\n}") << QByteArray("test.json:3:1");
        QTest::newRow("binary") << QByteArray("\x00\xff\xfe", 3) << QByteArray("test.json:1:1");
        QTest::newRow("deep") << QByteArray(200, '[') << QByteArray("test.json:1:129");
        QTest::newRow("deeper") << QByteArray(5'000'000, '[') << QByteArray("test.json:1:129");
    }
    void damagedDocumentsSayWhere() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, place);
        const auto document = JsonDocument::parse(text.toStdString(), "test.json");
        QVERIFY(!document);
        TF_COMPARE(document.error().place.str(), place.toStdString());
        QVERIFY(!document.error().what.str().empty());
    }

    void digestsOfPartsAreTheDigestOfTheWhole() {
        Digest parts, whole;
        parts.add("ab");
        parts.add("c");
        whole.add("abc");
        TF_COMPARE(parts.hex(), whole.hex());
        TF_COMPARE(whole.hex(), "06b05ab6733a618578af5f94892f3950"); // as `xxhsum -H2` has it
    }

    void randomIsTheSameEverywhere() {
        Random random(42);
        QCOMPARE(random.next(), 0x5c8961e1f2055d33ULL);
        QCOMPARE(random.next(), 0xe182e8e848466886ULL);
        QCOMPARE(random.next(), 0x9f7313650e290a18ULL);
        QCOMPARE(stableHash("a"), 0xaf63dc4c8601ec8cULL);
        QCOMPARE(Random(42).fork("a").next(), 0x7e70d73f6fb1a1d6ULL);
        QCOMPARE(Random(42).below(7), 2ULL);
        QVERIFY(Random(42).normal() == 0x1.bb3d97d037ba0p-4);
        QVERIFY(random.fork("a").next() != random.fork("b").next());
        for (int i = 0; i < 1000; ++i) {
            QVERIFY(random.below(7) < 7);
            const double unit = random.unit();
            QVERIFY(unit >= 0 && unit < 1);
        }
    }
};

QTEST_APPLESS_MAIN(BaseTest)
#include "tst_base.moc"
