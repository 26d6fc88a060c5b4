// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/function_node.h"

#include "engine/options.h"
#include "ingress/cloud_message.h"
#include "ingress/routed_message.h"

namespace twinflow::engine {

Result<std::unique_ptr<FunctionNode>> FunctionNode::make(const functions::FunctionSettings& settings,
                                                         std::string_view source, std::uint64_t seed,
                                                         const FunctionSurroundings& around) {
    std::unique_ptr<FunctionNode> node(new FunctionNode(around));
    auto function = functions::makeFunction(settings, source, *node, seed);
    if (!function) return refuse(function.error());
    node->m_function = std::move(*function);
    return node;
}

delivery::Outcome FunctionNode::take(const ingress::DeviceMessage& message, std::string_view hub,
                                     ingress::Dress dress) {
    m_input.clear();
    if (dress == ingress::Dress::eventGrid || settings().kind == functions::FunctionKind::mapping)
        ingress::appendEventGrid(m_input, message, hub);
    else
        ingress::appendEventHubMessage(m_input, message);
    const bool isTelemetry = message.source == ingress::MessageSource::telemetry;
    return call({isTelemetry ? message.number : 0, message.enqueued, 0});
}

delivery::Outcome FunctionNode::consume(const endpoints::Delivery& delivery) {
    const events::Event& event = *delivery.event;
    if (event.hops >= kMaxHops) {
        ++m_counts.loops;
        note(fault("engine-loop", "An event about twin '{0}' came round {1} times and is not given to '{2}' again.",
                   m_around.dress.texts().text(event.twin), static_cast<int>(event.hops), settings().name)
                 .withHint(say(
                     "Narrow the filter of the route that feeds the function, so that its own writes do not match.")));
        return delivery::Outcome::refused;
    }
    m_input.clear();
    endpoints::appendMessage(m_input, delivery, m_around.dress);
    return call({event.cause, event.origin, static_cast<std::uint8_t>(event.hops + 1)});
}

delivery::Outcome FunctionNode::call(const events::Cause& cause) {
    const Instant now = m_around.timeline.now();
    m_cause = cause;
    m_around.graph.setTime(now);
    m_around.notifier.setMoment(now, cause);
    const functions::Invocation invocation = m_function->invoke(m_input, now);
    ++m_counts.calls;
    switch (invocation.result) {
    case functions::Invocation::Result::succeeded:
        ++m_counts.succeeded;
        return delivery::Outcome::delivered;
    case functions::Invocation::Result::threw:
        ++m_counts.threw;
        break;
    case functions::Invocation::Result::timedOut:
        ++m_counts.timedOut;
        break;
    case functions::Invocation::Result::suspended:
        ++m_counts.suspended;
        return delivery::Outcome::busy;
    }
    note(invocation.error);
    return delivery::Outcome::unavailable;
}

void FunctionNode::tell(record::HopKind kind, std::string text) {
    Tracing* tracing = m_around.tracing;
    if (!tracing || !tracing->wanted()) return;
    record::Hop hop;
    hop.kind = kind;
    hop.service = settings().name;
    hop.detail = std::move(text);
    tracing->tell(std::move(hop));
}

void FunctionNode::note(const Error& error) {
    tell(record::HopKind::error, error.what.str());
    m_around.incidents.note(settings().name, error, formatInstant(m_around.timeline.now(), 3));
}

template <typename Call>
Result<void> FunctionNode::traced(record::HopKind kind, std::string_view name, std::string_view object,
                                  std::string_view payload, Call&& call) {
    Tracing* tracing = m_around.tracing;
    if (!tracing || !tracing->wanted()) return call();
    record::Hop hop;
    hop.kind = kind;
    hop.service = settings().name;
    hop.name = name;
    (kind == record::HopKind::send ? hop.taker : hop.subject) = object;
    if (tracing->wantsDetails()) hop.payload = payload;
    return tracing->during(std::move(hop), call);
}

template <typename Write>
Result<void> FunctionNode::write(std::string_view name, std::string_view twin, std::string_view payload,
                                 Write&& write) {
    return traced(record::HopKind::write, name, twin, payload, [&]() -> Result<void> {
        if (!m_writesTwins) {
            ++m_counts.refused;
            return refuse(fault("functions-not-coupled", "'{0}' is not coupled to the twins.", settings().name)
                              .withHint(say("Add a coupling from the function to the twins.")));
        }
        Result<void> done = admitted();
        if (done) done = write();
        ++(done ? m_counts.writes : m_counts.refused);
        return done;
    });
}

Result<void> FunctionNode::admitted() {
    GraphFaults& faults = m_around.graphFaults;
    if (faults.throttled == 0 || faults.random.unit() >= faults.throttled) return {};
    return refuse(fault("TooManyRequests", "The twin service answers 429: too many requests.")
                      .withHint(say("A fault of the scenario throttles it; try again later.")));
}

Result<TwinIndex> FunctionNode::findTwin(std::string_view id) {
    if (auto taken = admitted(); !taken) return refuse(taken.error());
    if (const auto index = m_around.graph.find(id)) return *index;
    return refuse(fault("DigitalTwinNotFound", "There is no digital twin '{0}'.", id));
}

Result<std::string> FunctionNode::getDigitalTwin(std::string_view id) {
    const auto index = findTwin(id);
    if (!index) return refuse(index.error());
    std::string text;
    m_around.graph.appendTwin(text, *index);
    return text;
}

Result<void> FunctionNode::upsertDigitalTwin(std::string_view id, std::string_view twinJson) {
    return write("upsertDigitalTwin", id, twinJson, [&]() -> Result<void> {
        const auto body = JsonDocument::parse(std::string(twinJson), "twin");
        if (!body) return refuse(body.error());
        const auto put = m_around.graph.putTwin(id, body->root());
        if (!put) return refuse(put.error());
        return {};
    });
}

Result<void> FunctionNode::updateDigitalTwin(std::string_view id, std::string_view patchJson) {
    return write("updateDigitalTwin", id, patchJson, [&]() -> Result<void> {
        const auto array = JsonDocument::parse(std::string(patchJson), "patch");
        if (!array) return refuse(array.error());
        const auto patch = twins::parsePatch(array->root(), m_around.graph.texts());
        if (!patch) return refuse(patch.error());
        return m_around.graph.patchTwin(id, *patch);
    });
}

Result<void> FunctionNode::deleteDigitalTwin(std::string_view id) {
    return write("deleteDigitalTwin", id, {}, [&] { return m_around.graph.deleteTwin(id); });
}

Result<std::string> FunctionNode::listRelationships(std::string_view id, std::string_view name) {
    const auto index = findTwin(id);
    if (!index) return refuse(index.error());
    std::string text = "[";
    for (const RelationshipIndex relationship : m_around.graph.twin(*index).outgoing) {
        if (!name.empty() && m_around.graph.text(m_around.graph.relationship(relationship).name) != name) continue;
        if (text.size() > 1) text += ',';
        m_around.graph.appendRelationship(text, relationship);
    }
    return text + "]";
}

Result<std::string> FunctionNode::listIncomingRelationships(std::string_view id) {
    const auto index = findTwin(id);
    if (!index) return refuse(index.error());
    std::string text = "[";
    for (const RelationshipIndex incoming : m_around.graph.twin(*index).incoming) {
        if (text.size() > 1) text += ',';
        m_around.graph.appendIncomingRelationship(text, incoming);
    }
    return text + "]";
}

Result<void> FunctionNode::upsertRelationship(std::string_view source, std::string_view id,
                                              std::string_view relationshipJson) {
    return write("upsertRelationship", source, relationshipJson, [&]() -> Result<void> {
        const auto body = JsonDocument::parse(std::string(relationshipJson), "relationship");
        if (!body) return refuse(body.error());
        const auto put = m_around.graph.putRelationship(source, id, body->root());
        if (!put) return refuse(put.error());
        return {};
    });
}

Result<void> FunctionNode::deleteRelationship(std::string_view source, std::string_view id) {
    return write("deleteRelationship", source, {}, [&] { return m_around.graph.deleteRelationship(source, id); });
}

Result<void> FunctionNode::publishTelemetry(std::string_view id, std::string_view component, std::string_view messageId,
                                            std::string_view payloadJson) {
    return write("publishTelemetry", id, payloadJson,
                 [&] { return m_around.graph.publishTelemetry(id, component, messageId, payloadJson); });
}

Result<void> FunctionNode::send(std::string_view service, std::string_view payloadJson) {
    return traced(record::HopKind::send, {}, service, payloadJson, [&]() -> Result<void> {
        const auto sink = m_sinks.find(service);
        if (sink == m_sinks.end()) {
            ++m_counts.sendsRefused;
            return refuse(
                fault("functions-not-coupled", "'{0}' is not coupled to a service '{1}'.", settings().name, service)
                    .withHint(say("Add a coupling from the function to '{0}', or correct the name.", service)));
        }
        auto sent = sink->second->send(payloadJson, m_around.timeline.now(), m_cause.origin);
        ++(sent ? m_counts.sent : m_counts.sendsRefused);
        return sent;
    });
}

template <typename Call>
auto FunctionNode::toHub(std::string_view device, Call&& call) -> decltype(call()) {
    if (!m_hub) {
        ++m_counts.sendsRefused;
        return refuse(fault("functions-not-coupled", "'{0}' is not coupled to a hub, so it cannot reach device '{1}'.",
                            settings().name, device)
                          .withHint(say("Add a coupling from the function to the device's hub.")));
    }
    auto done = call();
    ++(done ? m_counts.sent : m_counts.sendsRefused);
    return done;
}

Result<void> FunctionNode::sendToDevice(std::string_view device, std::string_view messageJson) {
    return toHub(device, [&]() -> Result<void> {
        const auto document = JsonDocument::parse(std::string(messageJson), "message");
        if (!document) return refuse(document.error());
        auto outgoing = ingress::readCloudMessage(document->root());
        if (!outgoing) return refuse(outgoing.error());
        const auto sent = m_hub->send(device, std::move(outgoing->message), outgoing->expiry);
        if (!sent) return refuse(sent.error());
        return {};
    });
}

Result<std::string> FunctionNode::invokeDeviceMethod(std::string_view device, std::string_view callJson) {
    return toHub(device, [&]() -> Result<std::string> {
        const auto document = JsonDocument::parse(std::string(callJson), "call");
        if (!document) return refuse(document.error());
        const auto wanted = ingress::readMethodCall(device, document->root());
        if (!wanted) return refuse(wanted.error());
        const auto answer = m_hub->invokeMethod(*wanted);
        if (!answer) return refuse(answer.error());
        return ingress::methodResult(*answer);
    });
}

Result<std::string> FunctionNode::getDeviceTwin(std::string_view device) {
    return toHub(device, [&] { return m_hub->twin(device); });
}

Result<void> FunctionNode::updateDeviceTwin(std::string_view device, std::string_view patchJson) {
    return toHub(device, [&]() -> Result<void> {
        const auto document = JsonDocument::parse(std::string(patchJson), "patch");
        if (!document) return refuse(document.error());
        return m_hub->updateTwin(device, document->root());
    });
}

void FunctionNode::log(std::string_view line) {
    tell(record::HopKind::log, std::string(line));
    if (m_log.size() == kLogLines) m_log.erase(m_log.begin());
    m_log.emplace_back(line);
}

} // namespace twinflow::engine
