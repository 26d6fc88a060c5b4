// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What stands around a function that is measured: it takes patches and counts them.
#pragma once

#include "functions/function.h"

#include <cstdint>

namespace twinflow::bench {

/// Takes patches of typed values, as the graph does, and refuses everything else, so that a call that does other work
/// than is measured fails.
class CountingHost final : public functions::FunctionHost {
public:
    std::uint64_t patches = 0;
    std::uint64_t values = 0;
    double sum = 0; ///< of the numbers among them: says whether they are the right ones

    Result<void> patchProperties(std::string_view, const std::vector<functions::PropertyWrite>& writes) override {
        ++patches;
        values += writes.size();
        for (const functions::PropertyWrite& write : writes)
            if (write.value.isNumber()) sum += write.value.number();
        return {};
    }

    Result<std::string> getDigitalTwin(std::string_view) override { return refusal(); }
    Result<void> upsertDigitalTwin(std::string_view, std::string_view, const functions::WriteGuard&) override {
        return refusal();
    }
    Result<void> updateDigitalTwin(std::string_view, std::string_view, const functions::WriteGuard&) override {
        return refusal();
    }
    Result<void> deleteDigitalTwin(std::string_view, const functions::WriteGuard&) override { return refusal(); }
    Result<std::string> getComponent(std::string_view, std::string_view) override { return refusal(); }
    Result<void> updateComponent(std::string_view, std::string_view, std::string_view,
                                 const functions::WriteGuard&) override {
        return refusal();
    }
    Result<std::string> getRelationship(std::string_view, std::string_view) override { return refusal(); }
    Result<std::string> listRelationships(std::string_view, std::string_view) override { return refusal(); }
    Result<std::string> listIncomingRelationships(std::string_view) override { return refusal(); }
    Result<void> upsertRelationship(std::string_view, std::string_view, std::string_view,
                                    const functions::WriteGuard&) override {
        return refusal();
    }
    Result<void> updateRelationship(std::string_view, std::string_view, std::string_view,
                                    const functions::WriteGuard&) override {
        return refusal();
    }
    Result<void> deleteRelationship(std::string_view, std::string_view, const functions::WriteGuard&) override {
        return refusal();
    }
    Result<void> publishTelemetry(std::string_view, std::string_view, std::string_view, std::string_view,
                                  std::string_view) override {
        return refusal();
    }
    Result<void> publishMessage(std::string_view, std::string_view) override { return refusal(); }
    Result<void> send(std::string_view, std::string_view) override { return refusal(); }
    Result<void> sendToDevice(std::string_view, std::string_view) override { return refusal(); }
    Result<std::string> invokeDeviceMethod(std::string_view, std::string_view) override { return refusal(); }
    Result<std::string> getDeviceTwin(std::string_view) override { return refusal(); }
    Result<void> updateDeviceTwin(std::string_view, std::string_view) override { return refusal(); }
    Result<void> settleMessage(functions::Settling, std::string_view, std::string_view) override { return refusal(); }
    Result<std::string> renewMessageLock(std::string_view) override { return refusal(); }
    Result<std::string> receiveDeferredMessages(std::string_view) override { return refusal(); }
    Result<std::string> sendMessages(std::string_view, std::string_view, std::string_view) override {
        return refusal();
    }
    Result<void> cancelScheduledMessages(std::string_view, std::string_view) override { return refusal(); }
    void log(functions::LogLevel, std::string_view) override {}
    void note(const Error&) override {}

private:
    static tl::unexpected<Error> refusal() {
        return refuse(fault("bench-call-unexpected", "The measured function calls what is not measured.")
                          .withHint(say("Have it patch a twin with values and do nothing else.")));
    }
};

} // namespace twinflow::bench
