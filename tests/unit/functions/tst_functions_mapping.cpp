// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The declarative mapping, by both of its ways.
#include "functions/function.h"
#include "recording_host.h"
#include "support.h"

#include <cmath>
#include <limits>

using namespace twinflow;
using namespace twinflow::functions;

namespace {

FunctionSettings mapping(std::vector<MappingRule> rules) {
    FunctionSettings settings;
    settings.name = "meters";
    settings.kind = FunctionKind::mapping;
    settings.mapping = std::move(rules);
    return settings;
}

std::string eventOf(const std::string& device, const std::string& body) {
    return "{\"data\":{\"body\":" + body + ",\"systemProperties\":{\"iothub-connection-device-id\":\"" + device +
           "\"}}}";
}

} // namespace

class FunctionsMappingTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void valuesBecomeOperations_data() {
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("patch"); // empty: the host is not called
        QTest::newRow("number") << "{\"t\":71.25}"
                                << "[{\"op\":\"add\",\"path\":\"/temperature\",\"value\":71.25}]";
        QTest::newRow("integer") << "{\"t\":71}"
                                 << "[{\"op\":\"add\",\"path\":\"/temperature\",\"value\":71}]";
        QTest::newRow("large") << "{\"t\":18446744073709551615}"
                               << "[{\"op\":\"add\",\"path\":\"/temperature\",\"value\":18446744073709551615}]";
        QTest::newRow("text") << "{\"t\":\"a\\\"b\\u00fc\"}"
                              << QStringLiteral("[{\"op\":\"add\",\"path\":\"/temperature\",\"value\":\"a\\\"bü\"}]");
        QTest::newRow("boolean") << "{\"t\":true}"
                                 << "[{\"op\":\"add\",\"path\":\"/temperature\",\"value\":true}]";
        QTest::newRow("object") << "{\"t\":{\"a\": [1, 2]}}"
                                << "[{\"op\":\"add\",\"path\":\"/temperature\",\"value\":{\"a\":[1,2]}}]";
        QTest::newRow("scaled") << "{\"deep\":{\"f\":[0,212]}}"
                                << "[{\"op\":\"add\",\"path\":\"/motor/celsius\",\"value\":112.5}]";
        QTest::newRow("scaled fraction") << "{\"deep\":{\"f\":[0,32.8]}}"
                                         << "[{\"op\":\"add\",\"path\":\"/motor/celsius\",\"value\":0.5}]";
        QTest::newRow("text is not scaled") << "{\"deep\":{\"f\":[0,\"212\"]}}"
                                            << "[{\"op\":\"add\",\"path\":\"/motor/celsius\",\"value\":\"212\"}]";
        QTest::newRow("both") << "{\"deep\":{\"f\":[0,32]},\"t\":1}"
                              << "[{\"op\":\"add\",\"path\":\"/temperature\",\"value\":1},"
                                 "{\"op\":\"add\",\"path\":\"/motor/celsius\",\"value\":0}]";
        QTest::newRow("none") << "{\"other\":1}"
                              << "";
        QTest::newRow("null") << "{\"t\":null}"
                              << "";
        QTest::newRow("array") << "[1,2]"
                               << "";
    }
    void valuesBecomeOperations() {
        QFETCH(QString, body);
        QFETCH(QString, patch);
        test::RecordingHost host;
        const auto made = makeFunction(
            mapping({{"/t", "/temperature", 1, 0}, {"/deep/f/1", "/motor/celsius", 0.625, -20}}), {}, host, 1);
        TF_OK(made);
        const auto expected =
            patch.isEmpty() ? QString() : QStringLiteral("updateDigitalTwin pump-7 ") + patch + QLatin1Char('\n');
        QCOMPARE((*made)->invoke(eventOf("pump-7", body.toStdString()), {}).result, Invocation::Result::succeeded);
        TF_COMPARE(host.seen, expected.toStdString());
        host.seen.clear();
        const auto direct = (*made)->invokeDirect("pump-7", body.toStdString(), {});
        QVERIFY(direct && direct->result == Invocation::Result::succeeded);
        TF_COMPARE(host.seen, expected.toStdString());
    }

    void unreadableBodiesAreSaidByBothWays() {
        test::RecordingHost host;
        const auto made = makeFunction(mapping({{"/t", "/temperature", 1, 0}}), {}, host, 1);
        TF_OK(made);
        const auto base64 = (*made)->invoke(eventOf("pump-7", "\"eyJ0IjoxfQ==\""), {});
        const auto binary = (*made)->invokeDirect("pump-7", "\xff\x01{", {});
        const auto scalar = (*made)->invokeDirect("pump-7", "5", {});
        QVERIFY(binary && scalar);
        for (const Invocation* invocation : {&base64, &*binary, &*scalar}) {
            QCOMPARE(invocation->result, Invocation::Result::threw);
            TF_COMPARE(invocation->error.code, "functions-body-unreadable");
        }
        TF_COMPARE(base64.error.str(), binary->error.str());
        for (const char* input : {"", "{", "\xff", "{}", "[]", "5", "{\"data\":{\"body\":{}}}"}) {
            const auto invocation = (*made)->invoke(input, {});
            QCOMPARE(invocation.result, Invocation::Result::threw);
            TF_COMPARE(invocation.error.code, "functions-input-invalid");
        }
        TF_COMPARE(host.seen, "");
    }

    void refusalOfTheHostIsSaid() {
        test::RecordingHost host;
        const auto made = makeFunction(mapping({{"/t", "/temperature", 1, 0}}), {}, host, 1);
        TF_OK(made);
        const auto invocation = (*made)->invoke(eventOf("missing", "{\"t\":1}"), {});
        QCOMPARE(invocation.result, Invocation::Result::threw);
        TF_COMPARE(invocation.error.str(),
                   "'meters' could not update twin 'missing': There is no digital twin 'missing'. [functions-threw]");
    }

    void wrongRulesAreRefused() {
        test::RecordingHost host;
        const double nan = std::numeric_limits<double>::quiet_NaN();
        const std::vector<MappingRule> wrong = {{"t", "/t", 1, 0},     {"/t", "t", 1, 0},    {"", "/t", 1, 0},
                                                {"/t", "", 1, 0},      {"/a~2", "/t", 1, 0}, {"/t", "/a~", 1, 0},
                                                {"/t", "/\xff", 1, 0}, {"/t", "/t", nan, 0}, {"/t", "/t", 1, HUGE_VAL}};
        for (const MappingRule& rule : wrong) {
            const auto made = makeFunction(mapping({rule}), {}, host, 1);
            QVERIFY(!made);
            TF_COMPARE(made.error().code, "functions-mapping-invalid");
        }
        TF_OK(makeFunction(mapping({{"/a~1b~0", "/t", 1, 0}}), {}, host, 1));
        TF_OK(makeFunction(mapping({}), {}, host, 1));
    }
};

QTEST_APPLESS_MAIN(FunctionsMappingTest)
#include "tst_functions_mapping.moc"
