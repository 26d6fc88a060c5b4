// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The declarative mapping, by both of its ways.
#include "functions/function.h"
#include "recording_host.h"
#include "support.h"

#include <cmath>
#include <limits>
#include <utility>

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
                               << "[{\"op\":\"add\",\"path\":\"/temperature\",\"value\":18446744073709551616}]";
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

    void aMessageGoesOutAsTelemetryAfterItsPatch() {
        test::RecordingHost host;
        FunctionSettings settings = mapping({{"/t", "/temperature", 1, 0}});
        settings.publishTelemetry = true;
        const auto made = makeFunction(settings, {}, host, 1);
        TF_OK(made);
        const std::string expected =
            "updateDigitalTwin pump-7 [{\"op\":\"add\",\"path\":\"/temperature\",\"value\":7}]\n"
            "publishMessage pump-7 {\"t\":7,\"rpm\":[1]}\n";
        QCOMPARE((*made)->invoke(eventOf("pump-7", "{\"t\":7,\"rpm\":[1]}"), {}).result, Invocation::Result::succeeded);
        TF_COMPARE(host.seen, expected);
        host.seen.clear();
        QVERIFY((*made)->invokeDirect("pump-7", "{\"t\":7,\"rpm\":[1]}", {}));
        TF_COMPARE(host.seen, expected);
        host.seen.clear();
        QVERIFY((*made)->invokeDirect("pump-7", "{\"other\":1}", {})); // nothing to patch
        TF_COMPARE(host.seen, "publishMessage pump-7 {\"other\":1}\n");
        host.seen.clear();
        const auto unknown = (*made)->invokeDirect("missing", "{\"t\":7}", {});
        QVERIFY(unknown && unknown->result == Invocation::Result::threw); // and nothing goes out
        QVERIFY2(host.seen.find("publishMessage") == std::string::npos, host.seen.c_str());
    }

    void bothWaysSendTheBodyAsTheDeviceWroteIt() {
        test::RecordingHost host;
        FunctionSettings settings = mapping({{"/t", "/temperature", 1, 0}});
        settings.publishTelemetry = true;
        const auto made = makeFunction(settings, {}, host, 1);
        TF_OK(made);
        for (const std::string body : {"{ \"t\" : 7.50,\n \"s\": \"\\u0061}\" }", "[ 1, 2 ]"}) {
            host.seen.clear();
            QCOMPARE((*made)->invoke(eventOf("pump-7", body), {}).result, Invocation::Result::succeeded);
            QVERIFY2(host.seen.find("publishMessage pump-7 " + body + "\n") != std::string::npos, host.seen.c_str());
            const std::string byText = std::exchange(host.seen, {});
            QVERIFY((*made)->invokeDirect("pump-7", body, {}));
            TF_COMPARE(host.seen, byText);
        }
    }

    void anIndexThatNoArrayHasIsRefused() {
        test::RecordingHost host;
        const auto huge = makeFunction(mapping({{"/list/18446744073709551616", "/temperature", 1, 0}}), {}, host, 1);
        QVERIFY(!huge);
        TF_COMPARE(huge.error().code, "functions-mapping-invalid");
        // A member may have such a name: up to 19 digits none can be mistaken for an index.
        TF_OK(makeFunction(mapping({{"/1700000000000000000/t", "/temperature", 1, 0}}), {}, host, 1));
        TF_OK(makeFunction(mapping({{"/list/18446744073709551616a", "/temperature", 1, 0}}), {}, host, 1));
    }

    void unreadableBodiesAreSaidByBothWays() {
        test::RecordingHost host;
        const auto made = makeFunction(mapping({{"/t", "/temperature", 1, 0}}), {}, host, 1);
        TF_OK(made);
        const auto base64 = (*made)->invoke(eventOf("pump-7", "\"eyJ0IjoxfQ==\""), {});
        const auto number = (*made)->invoke(eventOf("pump-7", "5"), {});
        const auto scalar = (*made)->invokeDirect("pump-7", "5", {});
        QVERIFY(scalar);
        for (const Invocation* invocation : {&base64, &number, &*scalar}) {
            QCOMPARE(invocation->result, Invocation::Result::threw);
            TF_COMPARE(invocation->error.code, "functions-body-unreadable");
        }
        TF_COMPARE(number.error.str(), scalar->error.str());
        for (const char* broken : {"\xff\x01{", "", "{", "{\"t\":1e999}", "\xef\xbb\xbf{\"t\":1}"})
            QVERIFY2(!(*made)->invokeDirect("pump-7", broken, {}), broken);
        for (const char* input : {"", "{", "\xff", "{}", "[]", "5", "{\"data\":{\"body\":{}}}"}) {
            const auto invocation = (*made)->invoke(input, {});
            QCOMPARE(invocation.result, Invocation::Result::threw);
            TF_COMPARE(invocation.error.code, "functions-input-invalid");
        }
        TF_COMPARE(host.seen, "");
    }

    void unitsAreConverted_data() {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("given");
        QTest::addColumn<QString>("written");
        QTest::newRow("freezing") << "degreeFahrenheit"
                                  << "degreeCelsius"
                                  << "32"
                                  << "0";
        QTest::newRow("boiling") << "degreeCelsius"
                                 << "degreeFahrenheit"
                                 << "100"
                                 << "212";
        QTest::newRow("absolute") << "kelvin"
                                  << "degreeCelsius"
                                  << "0"
                                  << "-273.15";
        QTest::newRow("room") << "degreeFahrenheit"
                              << "degreeCelsius"
                              << "77"
                              << "25";
        QTest::newRow("kelvin") << "degreeFahrenheit"
                                << "kelvin"
                                << "50"
                                << "283.15";
        QTest::newRow("pressure") << "kilopascal"
                                  << "bar"
                                  << "250"
                                  << "2.5";
        QTest::newRow("speed") << "kilometrePerHour"
                               << "metrePerSecond"
                               << "36"
                               << "10";
        QTest::newRow("length") << "inch"
                                << "millimetre"
                                << "2"
                                << "50.8";
        QTest::newRow("mile") << "mile"
                              << "kilometre"
                              << "1"
                              << "1.609344";
        QTest::newRow("turns") << "turn"
                               << "degreeOfArc"
                               << "1.5"
                               << "540";
        QTest::newRow("energy") << "kilowattHour"
                                << "megajoule"
                                << "1"
                                << "3.6";
        QTest::newRow("data") << "mebibyte"
                              << "kibibit"
                              << "1"
                              << "8192";
        QTest::newRow("share") << "percent"
                               << "unity"
                               << "55"
                               << "0.55";
        QTest::newRow("same") << "decibel"
                              << "decibel"
                              << "3.25"
                              << "3.25";
    }
    void unitsAreConverted() {
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(QString, given);
        QFETCH(QString, written);
        test::RecordingHost host;
        const auto made =
            makeFunction(mapping({{"/t", "/temperature", 1, 0, from.toStdString(), to.toStdString()}}), {}, host, 1);
        TF_OK(made);
        (*made)->invokeDirect("pump-7", "{\"t\":" + given.toStdString() + "}", {});
        TF_COMPARE(host.seen, "updateDigitalTwin pump-7 [{\"op\":\"add\",\"path\":\"/temperature\",\"value\":" +
                                  written.toStdString() + "}]\n");
    }

    void unitsThatDoNotFitAreRefused() {
        test::RecordingHost host;
        const std::pair<const char*, const char*> wrong[] = {{"degreeFahrenheit", ""},
                                                             {"", "degreeCelsius"},
                                                             {"fahrenheit", "degreeCelsius"},
                                                             {"degreeCelsius", "pascal"},
                                                             {"bel", "decibel"}};
        for (const auto& [from, to] : wrong) {
            const auto made = makeFunction(mapping({{"/t", "/t", 1, 0, from, to}}), {}, host, 1);
            QVERIFY2(!made, from);
            TF_COMPARE(made.error().code, "functions-unit");
        }
    }

    void whatIsMissingOrOfTheWrongTypeIsCounted() {
        test::RecordingHost host;
        const auto made =
            makeFunction(mapping({{"/t", "/temperature", 2, 0}, {"/deep/u", "/motor/current", 1, 0}}), {}, host, 1);
        TF_OK(made);
        for (const char* body :
             {"{\"t\":1}", "{\"t\":\"1\",\"deep\":{\"u\":\"x\"}}", "{\"t\":null,\"deep\":[]}", "{\"t\":[]}"})
            QCOMPARE((*made)->invokeDirect("pump-7", body, {})->result, Invocation::Result::succeeded);
        const auto counts = (*made)->ruleCounts();
        QCOMPARE(counts.size(), std::size_t{2});
        QCOMPARE(counts[0].found, 1U);
        QCOMPARE(counts[0].missing, 1U);
        QCOMPARE(counts[0].wrongType, 2U);
        QCOMPARE(counts[1].found, 1U);
        QCOMPARE(counts[1].missing, 3U);
        QCOMPARE(counts[1].wrongType, 0U);
        const std::string skipped =
            "note 'meters' skipped '/t' of a message from device 'pump-7', as it is no number to "
            "compute with. Have the device send a number, or map it without scale, offset and "
            "units. [functions-mapping-type]\n";
        TF_COMPARE(host.seen,
                   "updateDigitalTwin pump-7 [{\"op\":\"add\",\"path\":\"/temperature\",\"value\":2}]\n" + skipped +
                       "updateDigitalTwin pump-7 [{\"op\":\"add\",\"path\":\"/motor/current\",\"value\":\"x\"}]\n" +
                       skipped);
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
