// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A host that writes down what a function does, a line each.
#pragma once

#include "functions/function.h"

#include <string>

namespace twinflow::test {

/// Knows every twin but `missing` and every service but `nowhere`; says nothing of what is sent to `quiet`.
class RecordingHost final : public functions::FunctionHost {
public:
    std::string seen;

    Result<std::string> getDigitalTwin(std::string_view id) override {
        note("getDigitalTwin", id);
        if (auto found = find(id); !found) return refuse(found.error());
        return R"({"$dtId":")" + std::string(id) + R"("})";
    }
    Result<void> upsertDigitalTwin(std::string_view id, std::string_view twin) override {
        note("upsertDigitalTwin", id, twin);
        return find(id);
    }
    Result<void> updateDigitalTwin(std::string_view id, std::string_view patch) override {
        note("updateDigitalTwin", id, patch);
        return find(id);
    }
    Result<void> deleteDigitalTwin(std::string_view id) override {
        note("deleteDigitalTwin", id);
        return find(id);
    }
    Result<std::string> listRelationships(std::string_view id, std::string_view name) override {
        note("listRelationships", id, name);
        return R"([{"$relationshipId":"r1"}])";
    }
    Result<std::string> listIncomingRelationships(std::string_view id) override {
        note("listIncomingRelationships", id);
        return R"([{"$sourceId":"floor"}])";
    }
    Result<void> upsertRelationship(std::string_view source, std::string_view id,
                                    std::string_view relationship) override {
        note("upsertRelationship", source, id, relationship);
        return {};
    }
    Result<void> deleteRelationship(std::string_view source, std::string_view id) override {
        note("deleteRelationship", source, id);
        return {};
    }
    Result<void> publishTelemetry(std::string_view id, std::string_view component, std::string_view messageId,
                                  std::string_view payload) override {
        note("publishTelemetry", id, component, messageId, payload);
        return {};
    }
    Result<void> send(std::string_view service, std::string_view payload) override {
        if (service != "quiet") note("send", service, payload);
        if (service == "nowhere") return refuse(fault("functions-not-coupled", "There is no service '{0}'.", service));
        return {};
    }
    void log(std::string_view line) override { note("log", line); }

private:
    static Result<void> find(std::string_view id) {
        if (id == "missing") return refuse(fault("DigitalTwinNotFound", "There is no digital twin '{0}'.", id));
        return {};
    }
    template <typename... Parts>
    void note(const char* call, const Parts&... parts) {
        seen += call;
        ((seen += ' ', seen += parts), ...);
        seen += '\n';
    }
};

} // namespace twinflow::test
