// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The short way into a mapping ends as the way by the event's text does.
#include "functions/function.h"
#include "ingress/event_grid.h"
#include "support.h"

#include <rapidcheck.h>

using namespace twinflow;
using namespace twinflow::functions;

namespace {

/// Writes down what a mapping sets; refuses twins called `missing`.
class Host final : public FunctionHost {
public:
    std::string seen;

    Result<void> patchProperties(std::string_view id, const std::vector<PropertyWrite>& writes) override {
        seen += std::string(id) + ":";
        for (const auto& [op, path, value] : writes) {
            seen += std::to_string(static_cast<int>(op)) + std::string(path) + "=" +
                    std::to_string(static_cast<int>(value.kind())) + value.json() + ";";
        }
        if (id == "missing") return refuse(fault("DigitalTwinNotFound", "There is no digital twin '{0}'.", id));
        return {};
    }
    void note(const Error& error) override { seen += error.str() + "\n"; }

    using Text = std::string_view;
    Result<std::string> getDigitalTwin(Text) override { return std::string(); }
    Result<void> upsertDigitalTwin(Text, Text, const WriteGuard&) override { return {}; }
    Result<void> updateDigitalTwin(Text, Text, const WriteGuard&) override { return {}; }
    Result<void> deleteDigitalTwin(Text, const WriteGuard&) override { return {}; }
    Result<std::string> getComponent(Text, Text) override { return std::string(); }
    Result<void> updateComponent(Text, Text, Text, const WriteGuard&) override { return {}; }
    Result<std::string> getRelationship(Text, Text) override { return std::string(); }
    Result<std::string> listRelationships(Text, Text) override { return std::string(); }
    Result<std::string> listIncomingRelationships(Text) override { return std::string(); }
    Result<void> upsertRelationship(Text, Text, Text, const WriteGuard&) override { return {}; }
    Result<void> updateRelationship(Text, Text, Text, const WriteGuard&) override { return {}; }
    Result<void> deleteRelationship(Text, Text, const WriteGuard&) override { return {}; }
    Result<void> publishTelemetry(Text, Text, Text, Text, Text) override { return {}; }
    Result<void> publishMessage(Text id, Text payload) override {
        seen.append(id).append(" says ").append(payload).append("\n");
        return {};
    }
    Result<void> send(Text, Text) override { return {}; }
    Result<void> sendToDevice(Text, Text) override { return {}; }
    Result<std::string> invokeDeviceMethod(Text, Text) override { return std::string(); }
    Result<std::string> getDeviceTwin(Text) override { return std::string(); }
    Result<void> updateDeviceTwin(Text, Text) override { return {}; }
    Result<void> settleMessage(Settling, Text, Text) override { return {}; }
    Result<std::string> renewMessageLock(Text) override { return std::string(); }
    Result<std::string> receiveDeferredMessages(Text) override { return std::string(); }
    Result<std::string> sendMessages(Text, Text, Text) override { return std::string(); }
    Result<void> cancelScheduledMessages(Text, Text) override { return {}; }
    void log(LogLevel, Text) override {}
};

std::string drawValue() {
    return *rc::gen::element<std::string>("1", "-0", "21.5", "1.0", "1e300", "1e999", "9223372036854775808",
                                          "18446744073709551616", "0.1", "null", "true", "\"\"", "\"1\"",
                                          "\"\xc3\xbc\\u0000\"", "{}", "[1,{\"a\": 2.0}]", "{\"a\":{\"b\":3}}", "nul",
                                          "", "\"\xff\"");
}

/// The members of an object; two bodies with the same ones differ in their values alone.
std::vector<std::string> drawNames() {
    return *rc::gen::container<std::vector<std::string>>(
        rc::gen::element<std::string>("a", "b", "c", "a/b", "\\u0061"));
}

std::string drawBody(const std::vector<std::string>& names) {
    if (*rc::gen::inRange(0, 10) == 0)
        return *rc::gen::element<std::string>("", "5", "[]", "[1,2]", "\xef\xbb\xbf{}", "{", "text");
    std::string body = "{";
    for (const std::string& name : names) body += (body.size() > 1 ? ", \"" : "\"") + name + "\":" + drawValue();
    return body + "}";
}

MappingRule drawRule() {
    MappingRule rule;
    rule.from = *rc::gen::element<std::string>("/a", "/b", "/c", "/a/b", "/a/a/b", "/c/1/a", "/0", "/a~1b");
    rule.to = *rc::gen::element<std::string>("/t", "/motor/current", "/x~1y");
    rule.scale = *rc::gen::element(1.0, 2.0, 0.1, -1.0, 1e300);
    rule.offset = *rc::gen::element(0.0, 0.5, -20.0);
    if (*rc::gen::arbitrary<bool>()) {
        rule.fromUnit = "degreeFahrenheit";
        rule.toUnit = *rc::gen::element<std::string>("degreeCelsius", "kelvin", "degreeFahrenheit");
    }
    return rule;
}

std::string outcome(const Invocation& invocation) {
    return std::to_string(static_cast<int>(invocation.result)) + invocation.error.str();
}

} // namespace

class PropertyMappingTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void bothWaysEndAlike() {
        std::size_t direct = 0;
        QVERIFY(rc::check("invokeDirect(device, body) is invoke(event)", [&] {
            FunctionSettings settings;
            settings.name = "meters";
            settings.kind = FunctionKind::mapping;
            settings.publishTelemetry = *rc::gen::arbitrary<bool>();
            const int count = *rc::gen::inRange(0, 4);
            for (int i = 0; i < count; ++i) settings.mapping.push_back(drawRule());
            ingress::DeviceMessage message;
            message.device = *rc::gen::element<std::string>("pump-7", "missing", "\xc3\xbc\"");
            message.contentType = "application/json";
            message.contentEncoding = "UTF-8";
            RC_ASSERT(ingress::declaresJson(message));
            Host shortHost;
            Host longHost;
            auto shortWay = makeFunction(settings, {}, shortHost, 1);
            auto longWay = makeFunction(settings, {}, longHost, 1);
            RC_ASSERT(shortWay.has_value() && longWay.has_value());
            const std::vector<std::string> names = drawNames();
            for (int i = 0; i < 4; ++i) { // from the second on, the shape of one before may be known
                message.body = drawBody(names);
                const auto ended = (*shortWay)->invokeDirect(message.device, message.body, {});
                if (!ended) continue; // left to the long way
                ++direct;
                std::string event;
                ingress::appendEventGrid(event, message, "plant");
                RC_ASSERT(outcome(*ended) == outcome((*longWay)->invoke(event, {})));
                RC_ASSERT(shortHost.seen == longHost.seen);
            }
            RC_ASSERT(shortWay.value()->ruleCounts().size() == settings.mapping.size());
        }));
        QVERIFY(direct > 20);
    }
};

QTEST_APPLESS_MAIN(PropertyMappingTest)
#include "tst_property_mapping.moc"
