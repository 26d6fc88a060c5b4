// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Events that stand as JSON, as filters see them.
#include "query/evaluate.h"
#include "query/parser.h"
#include "routes/cloud_event.h"
#include "support.h"

using namespace twinflow;

namespace {

bool passes(std::string_view event, std::string_view filter) {
    const query::Expression expression = query::parseFilter(filter).value().expression;
    routes::FieldTable fields;
    fields.addFieldsOf(expression);
    routes::CloudEventRecord record(fields);
    return record.moveTo(event) && query::isTrue(expression, record);
}

constexpr std::string_view kUpdate =
    "{\"specversion\":\"1.0\",\"type\":\"Microsoft.DigitalTwins.Twin.Update\",\"source\":\"host\",\"subject\":\"pump\","
    "\"datacontenttype\":\"application/json\",\"data\":{\"modelId\":\"dtmi:t:A;1\",\"patch\":[]}}";

constexpr std::string_view kEnvelope =
    "{\"id\":\"1\",\"subject\":\"pump\",\"eventType\":\"microsoft.iot.telemetry\",\"data\":{\"data\":{\"rpm\":7,"
    "\"type\":\"x\"},\"contenttype\":\"application/json\",\"dataschema\":\"dtmi:t:A;1\"},\"dataVersion\":\"1.0\"}";

} // namespace

class CloudEventTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void attributesAndBody() {
        QVERIFY(
            passes(kUpdate, "type = 'Microsoft.DigitalTwins.Twin.Update' AND subject = 'pump' AND source = 'host'"));
        QVERIFY(passes(kUpdate, "$body.modelId = 'dtmi:t:A;1' AND specversion = '1.0' AND dataschema = ''"));
        QVERIFY(passes(kUpdate, "$eventType = 'DigitalTwinChangeNotification'"));
        QVERIFY(!passes(kUpdate, "$body.patch != $body.patch"));
        QVERIFY(!passes(kUpdate, "$body.modelId.x != 1"));
        QVERIFY(!passes(kUpdate, "$body.gone != 1"));
    }
    void anEnvelopeHasItsBodyBelowData() {
        QVERIFY(passes(kEnvelope, "type = 'microsoft.iot.telemetry' AND $body.rpm = 7 AND $body.type = 'x'"));
        QVERIFY(passes(kEnvelope, "dataschema = 'dtmi:t:A;1' AND datacontenttype = 'application/json'"));
        QVERIFY(!passes(kEnvelope, "$body.data.rpm = 7"));
    }
    void whatAnEnvelopeDoesNotTellIsMissing() {
        QVERIFY(passes(kEnvelope, "specversion = '1.0'"));
        for (const char* filter : {"source != ''", "source = ''", "subject = 'pump'", "subject = ''"})
            QVERIFY2(!passes(kEnvelope, filter), filter);
        QVERIFY(passes("{\"eventType\":\"Microsoft.DigitalTwins.Twin.Update\",\"subject\":\"pump\",\"data\":{}}",
                       "subject = 'pump'"));
    }
    void whatHasNoTypeIsNoEvent() {
        const routes::FieldTable fields;
        routes::CloudEventRecord record(fields);
        for (const char* wrong : {"", "{", "{}", "[]", "7", "{\"type\":5}", "{\"events\":{}}", "{\"type\":\"a"})
            QVERIFY2(!record.moveTo(wrong), wrong);
        TF_COMPARE(routes::CloudEventRecord::invalid().code, "routes-event-invalid");
    }
};

QTEST_APPLESS_MAIN(CloudEventTest)
#include "tst_cloud_event.moc"
