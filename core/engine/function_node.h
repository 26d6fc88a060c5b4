// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A function where the stages are joined: what triggers it, what it may call, what came of its calls.
#pragma once

#include "base/timeline.h"
#include "downstream/sink.h"
#include "endpoints/consumer.h"
#include "engine/bus_client.h"
#include "engine/graph_door.h"
#include "engine/tracing.h"
#include "events/dress.h"
#include "events/notifier.h"
#include "functions/function.h"
#include "ingress/hub.h"
#include "ingress/system_properties.h"
#include "metrics/incidents.h"
#include "twins/graph.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace twinflow::engine {

/// Calls of one function by what came of them.
struct FunctionCounts {
    std::uint64_t calls = 0; ///< = succeeded + threw + timedOut + exceeded + suspended
    std::uint64_t succeeded = 0;
    std::uint64_t threw = 0;
    std::uint64_t timedOut = 0;
    std::uint64_t exceeded = 0; ///< went past a bound other than time
    std::uint64_t suspended = 0;
    std::uint64_t givenUp = 0;      ///< events whose retries by the function's policy were all in vain
    std::uint64_t loops = 0;        ///< events not given to it because their chain had come round too often
    std::uint64_t writes = 0;       ///< writes to the graph that took effect
    std::uint64_t refused = 0;      ///< writes that the graph refused, or that the function is not coupled for
    std::uint64_t sent = 0;         ///< calls whose payload a coupled service took
    std::uint64_t sendsRefused = 0; ///< those that it refused, or that went to a service that is not coupled

    bool balances() const { return calls == succeeded + threw + timedOut + exceeded + suspended; }
};

/// Each count with its name in the report, in the order of the report.
template <typename Use>
void forEachCount(const FunctionCounts& counts, Use use) {
    use("calls", counts.calls);
    use("succeeded", counts.succeeded);
    use("threw", counts.threw);
    use("timedOut", counts.timedOut);
    use("exceeded", counts.exceeded);
    use("suspended", counts.suspended);
    use("givenUp", counts.givenUp);
    use("loops", counts.loops);
    use("writes", counts.writes);
    use("refused", counts.refused);
    use("sent", counts.sent);
    use("sendsRefused", counts.sendsRefused);
}

/// What the functions of a run share. All outlive them.
struct FunctionSurroundings {
    Timeline& timeline;
    twins::Graph& graph;
    events::Notifier& notifier;
    const events::Dress& dress;
    metrics::Incidents& incidents;
    GraphDoor& door;
    MessageMaker& messages;
    std::string twins;          ///< name of the twin service
    Tracing* tracing = nullptr; ///< null when the run is not traced
};

class FunctionNode final : public functions::FunctionHost, public endpoints::Consumer {
public:
    static Result<std::unique_ptr<FunctionNode>> make(const functions::FunctionSettings& settings,
                                                      std::string_view source, std::uint64_t seed,
                                                      const FunctionSurroundings& around);
    /// Another one in its place, from the next call on; what it counts goes on. Error codes: those of
    /// functions::makeFunction().
    Result<std::unique_ptr<functions::Function>> prepare(const functions::FunctionSettings& settings,
                                                         std::string_view source, std::uint64_t seed) {
        return functions::makeFunction(settings, source, *this, seed);
    }
    void replace(std::unique_ptr<functions::Function> function) { m_function = std::move(function); }
    /// The function may write to the graph.
    void coupleTwins() { m_writesTwins = true; }
    /// The function may talk to the hub's devices; of several hubs to those of the first.
    void couple(ingress::Hub& hub) {
        if (!m_hub) m_hub = &hub;
    }
    void couple(endpoints::ServiceBus& bus) { m_bus.couple(bus); }
    void couple(downstream::Sink& sink) { m_sinks.emplace(sink.settings().name, &sink); }

    // Triggers
    /// In the dress of Event Grid or of an Event Hub; a mapping always gets the former.
    delivery::Outcome take(const ingress::DeviceMessage& message, std::string_view hub, ingress::Dress dress);
    endpoints::Reply consume(const endpoints::Delivery& delivery) override;
    /// By the function's retry policy.
    std::optional<Duration> waitBefore(std::uint32_t retry) const override;

    const FunctionCounts& counts() const { return m_counts; }
    const functions::FunctionSettings& settings() const { return m_function->settings(); }
    std::vector<functions::RuleCounts> ruleCounts() const { return m_function->ruleCounts(); }
    /// The last lines that it logged, newest last, at most kLogLines.
    static constexpr std::size_t kLogLines = 200;
    const std::vector<std::string>& lastLog() const { return m_log; }

    // What the function calls
    Result<std::string> getDigitalTwin(std::string_view id) override;
    Result<void> upsertDigitalTwin(std::string_view id, std::string_view twinJson,
                                   const functions::WriteGuard& guard) override;
    Result<void> updateDigitalTwin(std::string_view id, std::string_view patchJson,
                                   const functions::WriteGuard& guard) override;
    Result<void> patchProperties(std::string_view id, const std::vector<functions::PropertyWrite>& writes) override;
    Result<void> deleteDigitalTwin(std::string_view id, const functions::WriteGuard& guard) override;
    Result<std::string> getComponent(std::string_view id, std::string_view component) override;
    Result<void> updateComponent(std::string_view id, std::string_view component, std::string_view patchJson,
                                 const functions::WriteGuard& guard) override;
    Result<std::string> getRelationship(std::string_view source, std::string_view id) override;
    Result<std::string> listRelationships(std::string_view id, std::string_view name) override;
    Result<std::string> listIncomingRelationships(std::string_view id) override;
    Result<void> upsertRelationship(std::string_view source, std::string_view id, std::string_view relationshipJson,
                                    const functions::WriteGuard& guard) override;
    Result<void> updateRelationship(std::string_view source, std::string_view id, std::string_view patchJson,
                                    const functions::WriteGuard& guard) override;
    Result<void> deleteRelationship(std::string_view source, std::string_view id,
                                    const functions::WriteGuard& guard) override;
    Result<void> publishTelemetry(std::string_view id, std::string_view component, std::string_view messageId,
                                  std::string_view payloadJson, std::string_view sourceTime) override;
    Result<void> publishMessage(std::string_view id, std::string_view payloadJson) override;
    Result<void> send(std::string_view service, std::string_view payloadJson) override;
    Result<void> sendToDevice(std::string_view device, std::string_view messageJson) override;
    Result<std::string> invokeDeviceMethod(std::string_view device, std::string_view callJson) override;
    Result<std::string> getDeviceTwin(std::string_view device) override;
    Result<void> updateDeviceTwin(std::string_view device, std::string_view patchJson) override;
    Result<void> settleMessage(functions::Settling how, std::string_view lockToken,
                               std::string_view propertiesJson) override;
    Result<std::string> renewMessageLock(std::string_view lockToken) override;
    Result<std::string> receiveDeferredMessages(std::string_view numbersJson) override;
    Result<std::string> sendMessages(std::string_view service, std::string_view messagesJson,
                                     std::string_view scheduledTime) override;
    Result<void> cancelScheduledMessages(std::string_view service, std::string_view numbersJson) override;
    void log(functions::LogLevel level, std::string_view line) override;
    void note(const Error& error) override;

private:
    explicit FunctionNode(const FunctionSurroundings& around)
        : m_around(around)
        , m_bus(around.timeline, around.dress, around.messages) {}

    void begin(const events::Cause& cause);
    /// What to say of an event or message that came round too often.
    Error loop(const endpoints::Delivery& delivery) const;
    delivery::Outcome settle(const functions::Invocation& invocation);
    /// What a call of the function is in a chain.
    struct Traced {
        record::HopKind kind;
        std::string_view name;
        std::string_view taker;
        std::string_view subject; ///< a twin or a device
        std::string_view payload;
    };
    /// Makes a call of the function, as a hop where the run is traced.
    template <typename Call>
    auto traced(const Traced& what, Call&& call) -> decltype(call());
    /// Counts a write to the graph, and says why when the function is not coupled to it.
    template <typename Write>
    Result<void> write(std::string_view name, std::string_view twin, std::string_view payload, Write&& write);
    /// The same for a write to a twin, which counts against the service's rates.
    template <typename Write>
    Result<void> write(twins::RequestKind kind, std::string_view name, std::string_view twin, std::string_view payload,
                       Write&& write);
    /// The same for a write to a relationship that is there, or is not: then the graph says so.
    template <typename Write>
    Result<void> writeRelationship(twins::RequestKind kind, std::string_view name, std::string_view source,
                                   std::string_view relationship, std::string_view payload, Write&& write);
    /// Counts a call to the hub, and says why when the function is not coupled to one.
    template <typename Call>
    auto toHub(std::string_view device, Call&& call) -> decltype(call());
    /// The same for a call that gives the device something.
    template <typename Call>
    auto toHub(std::string_view name, std::string_view device, std::string_view payload, Call&& call)
        -> decltype(call());
    /// Counts a call to a service, and says why when the function is not coupled to it.
    template <typename Call>
    auto toBus(std::string_view name, std::string_view service, std::string_view payload, Call&& call)
        -> decltype(call());
    Error notCoupled(std::string_view service) const;
    Result<TwinIndex> findTwin(std::string_view id);
    /// The twin of that name, if there is one: the same as last time, more often than not.
    std::optional<TwinIndex> known(std::string_view id);
    void tell(record::HopKind kind, std::string text);

    FunctionSurroundings m_around;
    std::unique_ptr<functions::Function> m_function;
    std::map<std::string, downstream::Sink*, std::less<>> m_sinks;
    BusClient m_bus;
    ingress::Hub* m_hub = nullptr;
    bool m_writesTwins = false;
    FunctionCounts m_counts;
    events::Cause m_cause; // of the call that runs
    std::string m_input;   // reused
    twins::Patch m_patch;  // the last one of a mapping, which writes to the same paths again and again
    TwinIndex m_lastTwin;
    std::vector<std::string> m_log;
};

/// The way from one hub to a function: its messages carry that hub's name.
class HubTrigger final : public ingress::HubTarget {
public:
    HubTrigger(std::string hub, FunctionNode& function, ingress::Dress dress)
        : m_hub(std::move(hub))
        , m_function(function)
        , m_dress(dress) {}
    delivery::Outcome take(const ingress::DeviceMessage& message) override {
        return m_function.take(message, m_hub, m_dress);
    }

private:
    std::string m_hub;
    FunctionNode& m_function;
    ingress::Dress m_dress;
};

} // namespace twinflow::engine
