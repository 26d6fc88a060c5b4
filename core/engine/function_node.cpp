// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/function_node.h"

#include "engine/options.h"
#include "ingress/cloud_message.h"
#include "ingress/routed_message.h"

namespace twinflow::engine {

using twins::RequestKind;

namespace {

Error notFound(std::string_view twin) {
    return fault("DigitalTwinNotFound", "There is no digital twin '{0}'.", twin);
}

} // namespace

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
    const bool isTelemetry = message.source == ingress::MessageSource::telemetry;
    begin({isTelemetry ? message.number : 0, message.enqueued, 0});
    const Instant now = m_around.timeline.now();
    if (isTelemetry && ingress::declaresJson(message)) {
        if (const auto invocation = m_function->invokeDirect(message.device, message.body, now))
            return settle(*invocation);
    }
    m_input.clear();
    if (dress == ingress::Dress::eventGrid || settings().kind == functions::FunctionKind::mapping)
        ingress::appendEventGrid(m_input, message, hub);
    else
        ingress::appendEventHubMessage(m_input, message);
    return settle(m_function->invoke(m_input, now));
}

Error FunctionNode::loop(const endpoints::Delivery& delivery) const {
    const events::Event& event = *delivery.event;
    const int rounds = event.hops;
    if (event.type == events::EventType::message) {
        return fault("engine-loop", "A message of '{0}' came round {1} times and is not given to '{2}' again.",
                     delivery.endpoint, rounds, settings().name)
            .withHint(say("Let the functions that send it on stop in time, by a count in its properties for example."));
    }
    return fault("engine-loop", "An event about twin '{0}' came round {1} times and is not given to '{2}' again.",
                 event.twin.valid() ? m_around.dress.texts().text(event.twin) : std::string_view(), rounds,
                 settings().name)
        .withHint(say("Narrow the filter of the route that feeds the function, so that its own writes do not match."));
}

endpoints::Reply FunctionNode::consume(const endpoints::Delivery& delivery) {
    const events::Event& event = *delivery.event;
    if (event.hops >= kMaxHops) {
        ++m_counts.loops;
        note(loop(delivery));
        return delivery::Outcome::refused;
    }
    m_input.clear();
    endpoints::appendReceivedMessage(m_input, delivery, m_around.dress);
    const BusClient::Receiving receiving(m_bus, delivery);
    begin({event.cause, event.origin, static_cast<std::uint8_t>(event.hops + 1)});
    const delivery::Outcome outcome = settle(m_function->invoke(m_input, m_around.timeline.now()));
    if (outcome != delivery::Outcome::failed || delivery.kind != endpoints::EndpointKind::eventHub) return outcome;
    const functions::RetrySettings& retry = settings().retry;
    if (retry.strategy == functions::RetryStrategy::none || delivery.attempt <= retry.maxRetryCount) return outcome;
    ++m_counts.givenUp;
    note(fault("functions-retries-exhausted", "'{0}' gave up an event of '{1}' after {2} retries.", settings().name,
               delivery.endpoint, retry.maxRetryCount)
             .withHint(say("Mend what the function throws, or allow it more retries.")));
    return delivery::Outcome::refused;
}

std::optional<Duration> FunctionNode::waitBefore(std::uint32_t retry) const {
    const functions::RetrySettings& policy = settings().retry;
    if (policy.strategy == functions::RetryStrategy::none) return std::nullopt;
    return policy.waitBefore(retry);
}

void FunctionNode::begin(const events::Cause& cause) {
    const Instant now = m_around.timeline.now();
    m_cause = cause;
    m_around.graph.setTime(now);
    m_around.notifier.setMoment(now, cause);
}

delivery::Outcome FunctionNode::settle(const functions::Invocation& invocation) {
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
    case functions::Invocation::Result::exceeded:
        ++m_counts.exceeded;
        break;
    case functions::Invocation::Result::suspended:
        ++m_counts.suspended;
        return delivery::Outcome::busy;
    }
    note(invocation.error);
    return delivery::Outcome::failed;
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
auto FunctionNode::traced(const Traced& what, Call&& call) -> decltype(call()) {
    Tracing* tracing = m_around.tracing;
    if (!tracing || !tracing->wanted()) return call();
    record::Hop hop;
    hop.kind = what.kind;
    hop.service = settings().name;
    hop.name = what.name;
    hop.taker = what.taker;
    hop.subject = what.subject;
    if (tracing->wantsDetails()) hop.payload = what.payload;
    return tracing->during(std::move(hop), call);
}

template <typename Write>
Result<void> FunctionNode::write(std::string_view name, std::string_view twin, std::string_view payload,
                                 Write&& write) {
    return traced({record::HopKind::write, name, m_around.twins, twin, payload}, [&]() -> Result<void> {
        if (!m_writesTwins) {
            ++m_counts.refused;
            return refuse(fault("functions-not-coupled", "'{0}' is not coupled to the twins.", settings().name)
                              .withHint(say("Add a coupling from the function to the twins.")));
        }
        Result<void> done = write();
        ++(done ? m_counts.writes : m_counts.refused);
        return done;
    });
}

template <typename Write>
Result<void> FunctionNode::write(twins::RequestKind kind, std::string_view name, std::string_view twin,
                                 std::string_view payload, Write&& write) {
    return this->write(name, twin, payload, [&]() -> Result<void> {
        Result<void> done = m_around.door.admit(kind, m_around.timeline.now(), known(twin));
        if (done) done = write();
        return done;
    });
}

template <typename Write>
Result<void> FunctionNode::writeRelationship(RequestKind kind, std::string_view name, std::string_view source,
                                             std::string_view relationship, std::string_view payload, Write&& write) {
    return this->write(name, source, payload, [&]() -> Result<void> {
        const twins::Graph& graph = m_around.graph;
        const auto index = graph.findRelationship(source, relationship);
        const auto target = index ? std::optional(graph.relationship(*index).target) : std::nullopt;
        Result<void> done = m_around.door.admit(kind, m_around.timeline.now(), known(source), target);
        if (done) done = write();
        return done;
    });
}

Result<TwinIndex> FunctionNode::findTwin(std::string_view id) {
    const auto taken = m_around.door.admit(RequestKind::read, m_around.timeline.now());
    if (!taken) return refuse(taken.error());
    if (const auto index = known(id)) return *index;
    return refuse(notFound(id));
}

std::optional<TwinIndex> FunctionNode::known(std::string_view id) {
    const twins::Graph& graph = m_around.graph;
    if (m_lastTwin.valid()) {
        const twins::Twin& last = graph.twin(m_lastTwin);
        if (last.model.valid() && graph.text(last.id) == id) return m_lastTwin;
    }
    const auto found = graph.find(id);
    if (found) m_lastTwin = *found;
    return found;
}

namespace {

twins::Precondition precondition(const functions::WriteGuard& guard) {
    return {guard.createOnly, guard.ifMatch};
}

Result<twins::Patch> readPatch(std::string_view json, const Interner& texts) {
    const auto array = JsonDocument::parse(std::string(json), "patch");
    if (!array) return refuse(array.error());
    return twins::parsePatch(array->root(), texts);
}

twins::PatchOp patchOp(functions::PropertyWrite::Op op) {
    switch (op) {
    case functions::PropertyWrite::Op::add:
        return twins::PatchOp::add;
    case functions::PropertyWrite::Op::replace:
        return twins::PatchOp::replace;
    case functions::PropertyWrite::Op::remove:
        return twins::PatchOp::remove;
    }
    return twins::PatchOp::add;
}

/// What stands before a line of the log.
std::string levelMark(functions::LogLevel level) {
    switch (level) {
    case functions::LogLevel::trace:
        return "[Trace] ";
    case functions::LogLevel::debug:
        return "[Debug] ";
    case functions::LogLevel::information:
        return "";
    case functions::LogLevel::warning:
        return "[Warning] ";
    case functions::LogLevel::error:
        return "[Error] ";
    }
    return "";
}

} // namespace

Result<std::string> FunctionNode::getDigitalTwin(std::string_view id) {
    const auto index = findTwin(id);
    if (!index) return refuse(index.error());
    std::string text;
    m_around.graph.appendTwin(text, *index);
    return text;
}

Result<void> FunctionNode::upsertDigitalTwin(std::string_view id, std::string_view twinJson,
                                             const functions::WriteGuard& guard) {
    return write(RequestKind::createOrDelete, "upsertDigitalTwin", id, twinJson, [&]() -> Result<void> {
        const auto body = JsonDocument::parse(std::string(twinJson), "twin");
        if (!body) return refuse(body.error());
        const auto put = m_around.graph.putTwin(id, body->root(), precondition(guard));
        if (!put) return refuse(put.error());
        return {};
    });
}

Result<void> FunctionNode::updateDigitalTwin(std::string_view id, std::string_view patchJson,
                                             const functions::WriteGuard& guard) {
    return write(RequestKind::patch, "updateDigitalTwin", id, patchJson, [&]() -> Result<void> {
        const auto patch = readPatch(patchJson, m_around.graph.texts());
        if (!patch) return refuse(patch.error());
        return m_around.graph.patchTwin(id, *patch, precondition(guard));
    });
}

Result<void> FunctionNode::patchProperties(std::string_view id, const std::vector<functions::PropertyWrite>& writes) {
    const Interner& texts = m_around.graph.texts();
    m_patch.resize(writes.size());
    for (std::size_t i = 0; i < writes.size(); ++i) { // most of the time to the same paths as the last one
        const auto& [op, path, value] = writes[i];
        twins::PatchOperation& operation = m_patch[i];
        operation.op = patchOp(op);
        if (!operation.path.id().valid() || operation.path.text(texts) != path)
            operation.path = twins::OperationPath(path, texts);
        operation.value = value;
    }
    std::string text; // for the trace only
    const Tracing* tracing = m_around.tracing;
    if (tracing && tracing->wanted() && tracing->wantsDetails()) twins::appendPatch(text, m_patch, texts);
    return write(RequestKind::patch, "updateDigitalTwin", id, text, [&]() -> Result<void> {
        const auto twin = known(id);
        return twin ? m_around.graph.patchTwin(*twin, m_patch) : m_around.graph.patchTwin(id, m_patch);
    });
}

Result<void> FunctionNode::deleteDigitalTwin(std::string_view id, const functions::WriteGuard& guard) {
    return write(RequestKind::createOrDelete, "deleteDigitalTwin", id, {},
                 [&] { return m_around.graph.deleteTwin(id, precondition(guard)); });
}

Result<std::string> FunctionNode::getComponent(std::string_view id, std::string_view component) {
    const auto twin = getDigitalTwin(id);
    if (!twin) return refuse(twin.error());
    const auto document = JsonDocument::parse(*twin, "twin");
    if (!document) return refuse(document.error());
    // What sets a component apart from a property that is an object: it has metadata of its own.
    const JsonNode* found = document->root().find(component);
    if (component.starts_with('$') || !found || !found->find("$metadata"))
        return refuse(fault("ComponentNotFound", "The digital twin '{0}' has no component '{1}'.", id, component));
    std::string text;
    found->appendJson(text);
    return text;
}

Result<void> FunctionNode::updateComponent(std::string_view id, std::string_view component, std::string_view patchJson,
                                           const functions::WriteGuard& guard) {
    return write(RequestKind::patch, "updateComponent", id, patchJson, [&]() -> Result<void> {
        const auto patch = readPatch(patchJson, m_around.graph.texts());
        if (!patch) return refuse(patch.error());
        return m_around.graph.patchComponent(id, component, *patch, precondition(guard));
    });
}

Result<std::string> FunctionNode::getRelationship(std::string_view source, std::string_view id) {
    const auto twin = findTwin(source);
    if (!twin) return refuse(twin.error());
    const auto index = m_around.graph.findRelationship(source, id);
    if (!index) {
        return refuse(fault("RelationshipNotFound", "The digital twin '{0}' has no relationship '{1}'.", source, id));
    }
    std::string text;
    m_around.graph.appendRelationship(text, *index);
    return text;
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
                                              std::string_view relationshipJson, const functions::WriteGuard& guard) {
    return write("upsertRelationship", source, relationshipJson, [&]() -> Result<void> {
        const auto body = JsonDocument::parse(std::string(relationshipJson), "relationship");
        const JsonNode* member = body ? body->root().find("$targetId") : nullptr;
        const auto target =
            member && member->isString() ? m_around.graph.find(member->text) : std::optional<TwinIndex>();
        auto taken = m_around.door.admit(RequestKind::createOrDelete, m_around.timeline.now(), known(source), target);
        if (!taken) return taken;
        if (!body) return refuse(body.error());
        const auto put = m_around.graph.putRelationship(source, id, body->root(), precondition(guard));
        if (!put) return refuse(put.error());
        return {};
    });
}

Result<void> FunctionNode::updateRelationship(std::string_view source, std::string_view id, std::string_view patchJson,
                                              const functions::WriteGuard& guard) {
    return writeRelationship(RequestKind::patch, "updateRelationship", source, id, patchJson, [&]() -> Result<void> {
        const auto patch = readPatch(patchJson, m_around.graph.texts());
        if (!patch) return refuse(patch.error());
        return m_around.graph.patchRelationship(source, id, *patch, precondition(guard));
    });
}

Result<void> FunctionNode::deleteRelationship(std::string_view source, std::string_view id,
                                              const functions::WriteGuard& guard) {
    return writeRelationship(RequestKind::createOrDelete, "deleteRelationship", source, id, {},
                             [&] { return m_around.graph.deleteRelationship(source, id, precondition(guard)); });
}

Result<void> FunctionNode::publishTelemetry(std::string_view id, std::string_view component, std::string_view messageId,
                                            std::string_view payloadJson, std::string_view sourceTime) {
    return write("publishTelemetry", id, payloadJson, [&]() -> Result<void> {
        if (auto taken = m_around.door.admitTelemetry(); !taken) return taken;
        Instant time{};
        if (!sourceTime.empty()) {
            const auto parsed = parseInstant(sourceTime);
            if (!parsed) {
                return refuse(
                    fault("InvalidArgument", "The source time '{0}' of the telemetry cannot be read.", sourceTime)
                        .withHint(say("Write it as 2024-03-05T10:15:30Z.")));
            }
            time = *parsed;
        }
        return m_around.graph.publishTelemetry(id, component, messageId, payloadJson, time);
    });
}

Result<void> FunctionNode::publishMessage(std::string_view id, std::string_view payloadJson) {
    return write("publishTelemetry", id, payloadJson, [&]() -> Result<void> {
        if (auto taken = m_around.door.admitTelemetry(); !taken) return taken;
        const auto twin = known(id);
        if (!twin) return refuse(notFound(id));
        return m_around.graph.publishMessage(*twin, payloadJson);
    });
}

Error FunctionNode::notCoupled(std::string_view service) const {
    return fault("functions-not-coupled", "'{0}' is not coupled to a service '{1}'.", settings().name, service)
        .withHint(say("Add a coupling from the function to '{0}', or correct the name.", service));
}

Result<void> FunctionNode::send(std::string_view service, std::string_view payloadJson) {
    if (m_bus.isCoupled(service)) {
        const auto sent = sendMessages(service, "[{\"body\":" + std::string(payloadJson) + "}]", {});
        if (!sent) return refuse(sent.error());
        return {};
    }
    return traced({record::HopKind::send, {}, service, {}, payloadJson}, [&]() -> Result<void> {
        const auto sink = m_sinks.find(service);
        if (sink == m_sinks.end()) {
            ++m_counts.sendsRefused;
            return refuse(notCoupled(service));
        }
        auto sent = sink->second->send(payloadJson, m_around.timeline.now(), m_cause.origin);
        ++(sent ? m_counts.sent : m_counts.sendsRefused);
        return sent;
    });
}

template <typename Call>
auto FunctionNode::toBus(std::string_view name, std::string_view service, std::string_view payload, Call&& call)
    -> decltype(call()) {
    return traced({record::HopKind::send, name, service, {}, payload}, [&]() -> decltype(call()) {
        if (!m_bus.isCoupled(service)) {
            ++m_counts.sendsRefused;
            return refuse(notCoupled(service));
        }
        auto done = call();
        ++(done ? m_counts.sent : m_counts.sendsRefused);
        return done;
    });
}

Result<std::string> FunctionNode::sendMessages(std::string_view service, std::string_view messagesJson,
                                               std::string_view scheduledTime) {
    const std::string_view name = scheduledTime.empty() ? "sendMessages" : "scheduleMessages";
    return toBus(name, service, messagesJson, [&] {
        return m_bus.send(service, messagesJson, scheduledTime, m_cause, [&](const events::Event& event) {
            if (m_around.tracing) m_around.tracing->noteSent(event, std::string(service));
        });
    });
}

Result<void> FunctionNode::cancelScheduledMessages(std::string_view service, std::string_view numbersJson) {
    return toBus("cancelScheduledMessages", service, numbersJson, [&] { return m_bus.cancel(service, numbersJson); });
}

Result<void> FunctionNode::settleMessage(functions::Settling how, std::string_view lockToken,
                                         std::string_view propertiesJson) {
    constexpr std::string_view kNames[] = {"completeMessage", "abandonMessage", "deferMessage", "deadLetterMessage"};
    const std::string_view name = kNames[static_cast<std::size_t>(how)];
    return traced({record::HopKind::send, name, m_bus.receivingFrom(), {}, propertiesJson},
                  [&] { return m_bus.settle(settings().name, how, lockToken, propertiesJson); });
}

Result<std::string> FunctionNode::renewMessageLock(std::string_view lockToken) {
    return m_bus.renewLock(settings().name, lockToken);
}

Result<std::string> FunctionNode::receiveDeferredMessages(std::string_view numbersJson) {
    return traced({record::HopKind::send, "receiveDeferredMessages", m_bus.receivingFrom(), {}, numbersJson},
                  [&] { return m_bus.receiveDeferred(settings().name, numbersJson); });
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

template <typename Call>
auto FunctionNode::toHub(std::string_view name, std::string_view device, std::string_view payload, Call&& call)
    -> decltype(call()) {
    const std::string_view hub = m_hub ? std::string_view(m_hub->settings().name) : std::string_view();
    return traced({record::HopKind::send, name, hub, device, payload}, [&] { return toHub(device, call); });
}

Result<void> FunctionNode::sendToDevice(std::string_view device, std::string_view messageJson) {
    return toHub("send", device, messageJson, [&]() -> Result<void> {
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
    return toHub("invokeDeviceMethod", device, callJson, [&]() -> Result<std::string> {
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
    return toHub("updateTwin", device, patchJson, [&]() -> Result<void> {
        const auto document = JsonDocument::parse(std::string(patchJson), "patch");
        if (!document) return refuse(document.error());
        return m_hub->updateTwin(device, document->root());
    });
}

void FunctionNode::log(functions::LogLevel level, std::string_view line) {
    tell(record::HopKind::log, levelMark(level) + std::string(line));
    if (m_log.size() == kLogLines) m_log.erase(m_log.begin());
    m_log.push_back(levelMark(level) + std::string(line));
}

} // namespace twinflow::engine
