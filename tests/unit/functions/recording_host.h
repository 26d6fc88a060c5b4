// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A host that writes down what a function does, a line each.
#pragma once

#include "functions/function.h"

#include <string>

namespace twinflow::test {

/// Knows every twin but `missing` and every service but `nowhere`, and is coupled to no hub; says nothing of what is
/// sent to `quiet`.
class RecordingHost final : public functions::FunctionHost {
public:
    std::string seen;

    Result<std::string> getDigitalTwin(std::string_view id) override {
        note("getDigitalTwin", id);
        if (auto found = find(id); !found) return refuse(found.error());
        return R"({"$dtId":")" + std::string(id) + R"("})";
    }
    Result<void> upsertDigitalTwin(std::string_view id, std::string_view twin,
                                   const functions::WriteGuard& guard) override {
        note("upsertDigitalTwin", id, twin, text(guard));
        return find(id);
    }
    Result<void> updateDigitalTwin(std::string_view id, std::string_view patch,
                                   const functions::WriteGuard& guard) override {
        note("updateDigitalTwin", id, patch, text(guard));
        if (guard.ifMatch == "stale")
            return refuse(fault("PreconditionFailed", "The digital twin '{0}' has another etag.", id));
        return find(id);
    }
    Result<void> patchProperties(std::string_view id, const std::vector<functions::PropertyWrite>& writes) override {
        static constexpr const char* kNames[] = {"add", "replace", "remove"};
        std::string patch = "[";
        for (const auto& [op, path, value] : writes) {
            if (patch.size() > 1) patch += ',';
            patch +=
                R"({"op":")" + std::string(kNames[static_cast<int>(op)]) + R"(","path":")" + std::string(path) + '"';
            if (op != functions::PropertyWrite::Op::remove) patch += R"(,"value":)" + value.json();
            patch += '}';
        }
        note("updateDigitalTwin", id, patch + "]", "");
        return find(id);
    }
    Result<void> deleteDigitalTwin(std::string_view id, const functions::WriteGuard& guard) override {
        note("deleteDigitalTwin", id, text(guard));
        return find(id);
    }
    Result<std::string> getComponent(std::string_view id, std::string_view component) override {
        note("getComponent", id, component);
        if (component == "missing")
            return refuse(fault("ComponentNotFound", "The digital twin '{0}' has no component '{1}'.", id, component));
        return R"({"$metadata":{}})";
    }
    Result<void> updateComponent(std::string_view id, std::string_view component, std::string_view patch,
                                 const functions::WriteGuard& guard) override {
        note("updateComponent", id, component, patch, text(guard));
        return find(id);
    }
    Result<std::string> getRelationship(std::string_view source, std::string_view id) override {
        note("getRelationship", source, id);
        return R"({"$relationshipId":"r1"})";
    }
    Result<std::string> listRelationships(std::string_view id, std::string_view name) override {
        note("listRelationships", id, name);
        return R"([{"$relationshipId":"r1"}])";
    }
    Result<std::string> listIncomingRelationships(std::string_view id) override {
        note("listIncomingRelationships", id);
        return R"([{"$sourceId":"floor"}])";
    }
    Result<void> upsertRelationship(std::string_view source, std::string_view id, std::string_view relationship,
                                    const functions::WriteGuard& guard) override {
        note("upsertRelationship", source, id, relationship, text(guard));
        return {};
    }
    Result<void> updateRelationship(std::string_view source, std::string_view id, std::string_view patch,
                                    const functions::WriteGuard& guard) override {
        note("updateRelationship", source, id, patch, text(guard));
        return {};
    }
    Result<void> deleteRelationship(std::string_view source, std::string_view id,
                                    const functions::WriteGuard& guard) override {
        note("deleteRelationship", source, id, text(guard));
        return {};
    }
    Result<void> publishTelemetry(std::string_view id, std::string_view component, std::string_view messageId,
                                  std::string_view payload, std::string_view sourceTime) override {
        note("publishTelemetry", id, component, messageId, payload, sourceTime);
        return {};
    }
    Result<void> publishMessage(std::string_view id, std::string_view payload) override {
        note("publishMessage", id, payload);
        return find(id);
    }
    Result<void> send(std::string_view service, std::string_view payload) override {
        if (service != "quiet") note("send", service, payload);
        if (service == "nowhere") return refuse(fault("functions-not-coupled", "There is no service '{0}'.", service));
        return {};
    }
    Result<void> sendToDevice(std::string_view device, std::string_view message) override {
        note("sendToDevice", device, message);
        return refuse(hubMissing());
    }
    Result<std::string> invokeDeviceMethod(std::string_view device, std::string_view call) override {
        note("invokeDeviceMethod", device, call);
        return refuse(hubMissing());
    }
    Result<std::string> getDeviceTwin(std::string_view device) override {
        note("getDeviceTwin", device);
        return refuse(hubMissing());
    }
    Result<void> updateDeviceTwin(std::string_view device, std::string_view patch) override {
        note("updateDeviceTwin", device, patch);
        return refuse(hubMissing());
    }
    Result<void> settleMessage(functions::Settling how, std::string_view lockToken,
                               std::string_view properties) override {
        static constexpr const char* kNames[] = {"complete", "abandon", "defer", "deadLetter"};
        note(kNames[static_cast<int>(how)], lockToken, properties);
        if (lockToken == "lost") return refuse(fault("MessageLockLost", "The message is not locked any more."));
        return {};
    }
    Result<std::string> renewMessageLock(std::string_view lockToken) override {
        note("renewMessageLock", lockToken);
        return R"("2024-03-05T10:15:30.000Z")";
    }
    Result<std::string> receiveDeferredMessages(std::string_view numbers) override {
        note("receiveDeferredMessages", numbers);
        return R"([{"body":1,"sequenceNumber":5,"lockToken":"lock-5"}])";
    }
    Result<std::string> sendMessages(std::string_view service, std::string_view messages,
                                     std::string_view time) override {
        note("sendMessages", service, messages, time);
        if (service == "nowhere") return refuse(fault("functions-not-coupled", "There is no service '{0}'.", service));
        return time.empty() ? "[]" : "[1,2]";
    }
    Result<void> cancelScheduledMessages(std::string_view service, std::string_view numbers) override {
        note("cancelScheduledMessages", service, numbers);
        return {};
    }
    void log(functions::LogLevel level, std::string_view line) override {
        static constexpr const char* kNames[] = {"log trace:", "log debug:", "log", "log warning:", "log error:"};
        note(kNames[static_cast<int>(level)], line);
    }
    void note(const Error& error) override { note("note", error.str()); }

private:
    static Error hubMissing() { return fault("functions-not-coupled", "There is no hub."); }
    static Result<void> find(std::string_view id) {
        if (id == "missing") return refuse(fault("DigitalTwinNotFound", "There is no digital twin '{0}'.", id));
        return {};
    }
    static std::string text(const functions::WriteGuard& guard) {
        return guard.createOnly ? "if-none-match *" : guard.ifMatch.empty() ? "" : "if-match " + guard.ifMatch;
    }
    /// A line; parts that are empty at its end leave no trace.
    template <typename... Parts>
    void note(const char* call, const Parts&... parts) {
        seen += call;
        ((seen += ' ', seen += parts), ...);
        while (seen.ends_with(' ')) seen.pop_back();
        seen += '\n';
    }
};

} // namespace twinflow::test
