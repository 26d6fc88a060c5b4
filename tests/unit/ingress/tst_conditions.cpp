// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The conditions of hub routes: the cases of tests/cases/ingress/conditions.txt, and the bounds of the language.
#include "base/file.h"
#include "ingress/condition.h"
#include "support.h"

#include <sstream>

using namespace twinflow;
using namespace twinflow::ingress;

namespace {

std::string outcomeOf(const std::string& text, const ConditionSubject& subject) {
    const auto condition = parseCondition(text);
    if (!condition) return condition.error().code;
    switch (evaluate(*condition, subject)) {
    case Truth::yes:
        return "yes";
    case Truth::no:
        return "no";
    case Truth::undefined:
        return "undefined";
    }
    return "";
}

} // namespace

class ConditionsTest : public QObject {
    Q_OBJECT

    DeviceMessage m_message;
    JsonDocument m_body = test::json("{\"Weather\":{\"Temperature\":50,\"IsEnabled\":true,\"Nothing\":null,"
                                     "\"Location\":{\"State\":\"WA\"},"
                                     "\"HistoricalData\":[{\"Month\":\"Feb\"},{\"Month\":\"Jan\"}]}}");
    JsonDocument m_twin = test::json("{\"tags\":{\"deploymentLocation\":{\"floor\":\"1\"}},\"properties\":{"
                                     "\"desired\":{\"telemetryConfig\":{\"sendFrequency\":\"5m\"}},\"reported\":{}}}");

private Q_SLOTS:
    void initTestCase() {
        m_message.device = "pump-7";
        m_message.contentType = "application/json";
        m_message.contentEncoding = "utf-8";
        m_message.messageId = "m-1";
        m_message.enqueued = *parseInstant("2024-03-05T10:15:30Z");
        m_message.properties = {
            {"processingPath", "hot"}, {"severity", "3"}, {"empty", ""}, {"$odd", "1"}, {"iothub-note", "x"}};
    }

    void cases() {
        const auto text = readFile(test::sourceFolder() / "tests/cases/ingress/conditions.txt");
        TF_OK(text);
        std::istringstream lines(text->substr(text->find("\n\n") + 2));
        const ConditionSubject subject{m_message, &m_body.root(), &m_twin.root()};
        std::string wrong;
        std::size_t count = 0;
        for (std::string line; std::getline(lines, line); ++count) {
            const std::size_t space = line.find(' ');
            const std::string condition = line.substr(space + 1);
            const std::string found = outcomeOf(condition, subject);
            if (found != line.substr(0, space)) wrong += found + " instead of " + line + "\n";
        }
        QVERIFY2(wrong.empty(), wrong.c_str());
        QVERIFY(count > 80);
    }

    void withoutBodyAndTwinTheyAreUndefined() {
        const ConditionSubject subject{m_message, nullptr, nullptr};
        TF_COMPARE(outcomeOf("$body.Weather.Temperature = 50", subject), "undefined");
        TF_COMPARE(outcomeOf("is_defined($twin.tags.a)", subject), "no");
        TF_COMPARE(outcomeOf("processingPath = 'hot'", subject), "yes");
    }

    void saysWhatItReads() {
        QVERIFY(parseCondition("$body.a = 1").value().readsBody);
        QVERIFY(!parseCondition("is_defined($twin.tags.a)").value().readsBody);
        QVERIFY(!parseCondition("a = 1").value().readsBody);
    }

    void errorsHaveAPlace() {
        const auto refused = parseCondition("a = 1 AND\n  length('b', 2) = 1");
        QVERIFY(!refused);
        QCOMPARE(refused.error().place.line, 2U);
        QCOMPARE(refused.error().place.column, 3U);
    }

    void depthHasABound() {
        for (const auto& [open, close] : {std::pair("(", ")"), std::pair("[", "]"), std::pair("abs(", ")")}) {
            const auto nested = [&, begin = open, end = close](std::size_t depth) {
                std::string text;
                for (std::size_t i = 0; i < depth; ++i) text += begin;
                text += "true";
                for (std::size_t i = 0; i < depth; ++i) text += end;
                return text;
            };
            QVERIFY2(parseCondition(nested(63)).has_value(), open);
            TF_COMPARE(parseCondition(nested(64)).error().code, "ingress-condition-too-deep");
        }
        for (const char open : {'(', '['})
            TF_COMPARE(parseCondition(std::string(7990, open)).error().code, "ingress-condition-too-deep");
        std::string chain = "1";
        while (chain.size() < 7990) chain += "+1";
        QVERIFY(parseCondition(chain + " > 0").has_value());
        TF_COMPARE(parseCondition(chain + "+1+1+1+1+1+1 > 0").error().code, "ingress-condition-too-deep");
        TF_COMPARE(outcomeOf(chain + " > 3000", {m_message, nullptr, nullptr}), "yes");
    }
};

QTEST_APPLESS_MAIN(ConditionsTest)
#include "tst_conditions.moc"
