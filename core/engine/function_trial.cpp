// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/function_trial.h"

#include "deployment/services.h"
#include "endpoints/consumer.h"
#include "engine/trial_event.h"
#include "engine/trial_host.h"
#include "ingress/event_grid.h"
#include "ingress/message_body.h"
#include "ingress/routed_message.h"

#include <algorithm>

namespace twinflow::engine {

namespace {

using functions::FunctionKind;

Error unknown(std::string_view what, std::string_view name) {
    return fault("engine-unknown", "There is no {0} '{1}'.", what, name)
        .withHint(say("Correct the name, or add it to the project."));
}

ingress::DeviceMessage deviceMessage(const TrialMessage& message) {
    ingress::DeviceMessage sent;
    sent.device = message.device;
    sent.enqueued = message.at;
    sent.number = Sandbox::kChain;
    sent.generation = 1;
    sent.body = message.body;
    sent.contentType = "application/json";
    sent.contentEncoding = "utf-8";
    return sent;
}

bool readsAsEventHub(const deployment::Deployment& deployment, const std::string& hub, const std::string& function) {
    for (const auto& coupling : deployment.couplings) {
        if (coupling.from == hub && coupling.to == function) return coupling.reads == deployment::HubReading::events;
    }
    return true; // one of the hub's routes leads there
}

class Trial {
public:
    Trial(const deployment::Deployment& deployment, const functions::FunctionSettings& settings,
          const TrialMessage& message, std::uint64_t seed)
        : m_deployment(deployment)
        , m_settings(settings)
        , m_message(message)
        , m_seed(seed)
        , m_sandbox(deployment, seed, message.at) {}

    FunctionTrial run() {
        FunctionTrial trial;
        if (auto done = call(trial); !done) trial.error = std::move(done.error());
        trial.chain = m_sandbox.chain();
        if (!m_host) return trial;
        for (const auto& [id, before] : m_host->before()) {
            TwinChange change{id, before, {}};
            if (const auto index = m_sandbox.graph.find(id)) m_sandbox.graph.appendTwin(change.after, *index);
            trial.twins.push_back(std::move(change));
        }
        return trial;
    }

private:
    Result<void> call(FunctionTrial& trial) {
        std::string_view source;
        if (m_settings.kind == FunctionKind::script) {
            const auto* script = deployment::findFile(m_deployment.scripts, m_settings.file);
            if (!script) return refuse(unknown("script", m_settings.file));
            source = script->text;
        }
        auto host = TrialHost::make(m_deployment, m_settings, m_sandbox);
        if (!host) return refuse(host.error());
        m_host = std::move(*host);
        const Tracing::Inside chain(m_sandbox.tracing, {Sandbox::kChain, 0});
        auto made = functions::makeFunction(m_settings, source, *m_host, m_seed);
        if (!made) return refuse(made.error());
        functions::Function& function = **made;
        auto invocation = invoke(function, trial.input);
        if (!invocation) return refuse(invocation.error());
        trial.rules = function.ruleCounts();
        if (invocation->result != functions::Invocation::Result::succeeded) return refuse(invocation->error);
        return {};
    }

    Result<functions::Invocation> invoke(functions::Function& function, std::string& input) {
        if (!deployment::findHub(m_deployment, m_message.from)) return invokeByEvent(function, input);
        const ingress::DeviceMessage message = deviceMessage(m_message);
        if (m_settings.kind == FunctionKind::script && readsAsEventHub(m_deployment, m_message.from, m_settings.name))
            ingress::appendEventHubMessage(input, message);
        else
            ingress::appendEventGrid(input, message, m_message.from);
        if (ingress::declaresJson(message)) {
            if (auto direct = function.invokeDirect(message.device, message.body, m_message.at)) return *direct;
        }
        return function.invoke(input, m_message.at);
    }

    Result<functions::Invocation> invokeByEvent(functions::Function& function, std::string& input) {
        const auto* endpoint = deployment::findEndpoint(m_deployment, m_message.from);
        if (!endpoint) return refuse(unknown("hub or endpoint", m_message.from));
        const auto document = JsonDocument::parse(m_message.cloudEvent, "event");
        if (!document) return refuse(document.error());
        const auto event = eventFrom(document->root(), m_sandbox);
        if (!event) return refuse(event.error());
        const endpoints::Delivery delivery{.event = *event,
                                           .kind = endpoint->kind,
                                           .schema = endpoint->schema,
                                           .endpoint = endpoint->name,
                                           .enqueued = m_message.at,
                                           .subscriber = m_settings.name};
        endpoints::appendReceivedMessage(input, delivery, m_sandbox.dress);
        return function.invoke(input, m_message.at);
    }

    const deployment::Deployment& m_deployment;
    const functions::FunctionSettings& m_settings;
    const TrialMessage& m_message;
    std::uint64_t m_seed;
    Sandbox m_sandbox;
    std::unique_ptr<TrialHost> m_host;
};

} // namespace

FunctionTrial tryFunction(const deployment::Deployment& deployment, const std::string& function,
                          const TrialMessage& message, std::uint64_t seed) {
    const auto* settings = deployment::findFunction(deployment, function);
    if (!settings) {
        FunctionTrial none;
        none.error = unknown("function", function);
        return none;
    }
    return Trial(deployment, *settings, message, seed).run();
}

} // namespace twinflow::engine
