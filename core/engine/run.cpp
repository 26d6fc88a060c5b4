// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run.h"

#include "engine/live_changes.h"
#include "engine/run_parts.h"

#include <algorithm>
#include <array>
#include <limits>

namespace twinflow::engine {

void HubEntrance::take(ingress::DeviceMessage& message) {
    message.number = ++m_parts.messages;
    Tracing* tracing = m_parts.tracing.get();
    const std::uint32_t hop = tracing ? tracing->tellMessage(message, m_hub.settings().name) : 0;
    const Result<void> taken = m_hub.accept(message);
    if (tracing) tracing->settleMessage(message, hop, taken);
    if (!taken) {
        m_parts.incidents.note(m_hub.settings().name, taken.error(), formatInstant(m_parts.timeline.now(), 3));
    }
    if (m_parts.options.events && m_parts.messages >= *m_parts.options.events) m_parts.stopFleets();
}

Run::Parts::Parts(RunOptions runOptions, simulation::Scenario runScenario, models::ModelSet modelSet,
                  const deployment::TwinsSettings& twins)
    : options(std::move(runOptions))
    , scenario(std::move(runScenario))
    , timeline(scenario.start)
    , models(std::move(modelSet))
    , graph(models, texts, options.seed)
    , queue(timeline)
    , tracing(options.trace ? std::make_unique<Tracing>(*options.trace, timeline, dress) : nullptr)
    , notifier(pool, tracing ? tracing->beforeQueue(queue) : queue)
    , dress(texts, models, twins.host, options.seed)
    , door(graph, twins.rateLimits, Random(options.seed).fork("faults/graph"))
    , lane(options.threads > 1)
    , judging(*this)
    , resubmitting(*this) {
    // A number of messages alone says how much, whatever time that takes.
    sendingEnd = options.events && !options.duration ? Instant::max()
                                                     : scenario.start + options.duration.value_or(scenario.duration);
    asWritten = !options.duration && !options.events;
}

namespace {

template <typename Items>
auto* findNamed(const Items& items, std::string_view name) {
    const auto found =
        std::find_if(items.begin(), items.end(), [&](const auto& item) { return item->settings().name == name; });
    return found == items.end() ? nullptr : found->get();
}

template <typename Items>
std::string namesOf(const Items& items) {
    std::string names;
    for (const auto& item : items) names += (names.empty() ? "" : ", ") + item->settings().name;
    return names;
}

} // namespace

downstream::Sink* Run::Parts::findSink(std::string_view name) const {
    return findNamed(sinks, name);
}
endpoints::Endpoint* Run::Parts::findEndpoint(std::string_view name) const {
    return findNamed(endpoints, name);
}
FunctionNode* Run::Parts::findFunction(std::string_view name) const {
    return findNamed(functions, name);
}
ingress::Hub* Run::Parts::findHub(std::string_view name) const {
    return findNamed(hubs, name);
}

routes::RouteTarget& Run::Parts::addGate(std::vector<std::unique_ptr<RouteGate>>& to,
                                         const routes::RouteSettings& route, endpoints::Endpoint& endpoint) {
    to.push_back(
        std::make_unique<RouteGate>(endpoint, timeline, Random(options.seed).fork("faults/route/" + route.name)));
    RouteGate& gate = *to.back();
    gate.setFaults(activeFaults);
    return tracing ? tracing->wrap(route, gate) : gate;
}

bool Run::Parts::nothingToSend() const {
    if (options.events && messages >= *options.events) return true;
    // Without an end in time somebody must be there to reach the end in messages.
    return sendingEnd == Instant::max() &&
           std::all_of(fleets.begin(), fleets.end(), [](const auto& fleet) { return fleet->deviceCount() == 0; });
}

void Run::Parts::setFaults(const std::vector<const simulation::Fault*>& active) {
    using simulation::FaultKind;
    const auto holds = [&](FaultKind kind, const std::string& target) {
        return std::any_of(active.begin(), active.end(), [&](const simulation::Fault* fault) {
            return fault->kind == kind && fault->target == target;
        });
    };
    for (const auto& endpoint : endpoints)
        endpoint->condition.down = holds(FaultKind::endpointDown, endpoint->settings().name);
    for (const auto& sink : sinks) sink->condition.down = holds(FaultKind::downstreamDown, sink->settings().name);
    activeFaults = active;
    for (const auto* each : {&gates, &historyGates}) {
        for (const auto& gate : *each) gate->setFaults(active);
    }
    for (std::size_t i = 0; i < fleets.size(); ++i) fleets[i]->setFaults(active, fleetHubs[i]);
    Duration lag{};
    double throttled = 0;
    for (const simulation::Fault* fault : active) {
        if (fault->kind == FaultKind::graphThrottled) throttled = std::max(throttled, fault->share);
        if (fault->kind == FaultKind::graphLagging) lag = std::max(lag, fault->latency);
    }
    door.throttle(throttled);
    queue.setLag(lag);
}

void Run::Parts::stopFleets() {
    for (const auto& fleet : fleets) fleet->stop();
    if (phase != Phase::sending) return;
    phase = Phase::settling;
    sendingEnded = timeline.now();
}

void Run::Parts::finish() {
    if (const std::size_t pending = timeline.pendingWork(); pending > 0) {
        incidents.note("run",
                       fault("engine-unsettled",
                             "{0} deliveries were still under way {1} after the last device message.", pending,
                             formatDuration(kMaxSettling))
                           .withHint(say("'twinflow peek' shows what waits. What is scheduled for later than that "
                                         "comes in when the scenario lasts longer.")),
                       formatInstant(timeline.now(), 3));
    }
    for (const auto& sink : sinks) sink->finish();
    lane.drain();
    phase = Phase::finished;
    if (lane.failure()) fail();
}

void Run::Parts::fail() {
    stopFleets();
    phase = Phase::failed;
}

Run::Run(std::unique_ptr<Parts> parts)
    : m_parts(std::move(parts)) {}
Run::~Run() = default;

Phase Run::advance(std::size_t steps, Instant limit) {
    Parts& parts = *m_parts;
    if (parts.phase == Phase::sending && parts.nothingToSend()) parts.stopFleets();
    for (std::size_t i = 0; i < steps && parts.phase <= Phase::settling; ++i) {
        const bool sending = parts.phase == Phase::sending;
        if (!sending && parts.timeline.pendingWork() == 0) {
            parts.finish();
            break;
        }
        const Instant end = sending ? parts.sendingEnd : parts.sendingEnded + kMaxSettling;
        // The end itself is no longer part of the sending: an hour at every 30 s is 120 messages, not 121.
        const bool fired = parts.timeline.step(std::min(limit, sending ? end - Duration(1) : end));
        if (fired) {
            parts.queue.drainTo(*parts.intoRouter);
        } else if (limit < end) {
            parts.timeline.advanceTo(limit); // nothing more is due in the time that the caller allows
            break;
        } else if (sending) {
            parts.timeline.advanceTo(end);
            parts.stopFleets();
        } else {
            parts.finish();
        }
    }
    if (parts.phase <= Phase::settling && parts.lane.failure()) parts.fail();
    return parts.phase;
}

Phase Run::step() {
    const auto moved = [this] { return m_parts->messages + m_parts->router->events() + m_parts->notifier.count(); };
    const std::uint64_t before = moved();
    while (advance(1) <= Phase::settling && moved() == before) {
    }
    return phase();
}

Phase Run::runUntil(Instant instant) {
    return advance(std::numeric_limits<std::size_t>::max(), instant);
}

Result<void> Run::receive(std::string_view hub, std::span<ingress::DeviceMessage> messages) {
    Parts& parts = *m_parts;
    if (parts.phase > Phase::settling) {
        return refuse(
            fault("engine-ended", "The run has ended and takes no more messages.").withHint(say("Start another one.")));
    }
    const auto found = std::find_if(parts.entrances.begin(), parts.entrances.end(),
                                    [&](const auto& each) { return each->hub().settings().name == hub; });
    if (found == parts.entrances.end()) {
        return refuse(fault("engine-unknown", "There is no hub '{0}'.", hub)
                          .withHint(say("Known are: {0}.", namesOf(parts.hubs))));
    }
    std::array<std::string_view, twins::Graph::kMostExpected> devices;
    for (std::size_t begin = 0; begin < messages.size(); begin += devices.size()) {
        const auto batch = messages.subspan(begin, std::min(devices.size(), messages.size() - begin));
        for (std::size_t i = 0; i < batch.size(); ++i) devices[i] = batch[i].device;
        const std::span<const std::string_view> names(devices.data(), batch.size());
        (*found)->hub().registry().expect(names);
        parts.graph.expect(names); // a device's twin has its name, more often than not
        for (ingress::DeviceMessage& message : batch) {
            message.enqueued = parts.timeline.now();
            ++parts.received;
            (*found)->take(message);
            parts.queue.drainTo(*parts.intoRouter);
        }
    }
    return {};
}

Result<std::vector<std::string>> Run::change(const deployment::Deployment& before,
                                             const deployment::Deployment& after) {
    auto changed = changeLive(*m_parts, before, after);
    if (changed) m_parts->asWritten = false;
    return changed;
}

std::optional<Instant> Run::nextDue() const {
    return m_parts->timeline.next();
}

void Run::stopSending() {
    if (m_parts->phase == Phase::sending) m_parts->asWritten = false;
    m_parts->stopFleets();
}
std::optional<Error> Run::failure() const {
    return m_parts->lane.failure();
}
Phase Run::phase() const {
    return m_parts->phase;
}
Instant Run::now() const {
    return m_parts->timeline.now();
}
std::uint64_t Run::messages() const {
    return m_parts->messages;
}
const simulation::Scenario& Run::scenario() const {
    return m_parts->scenario;
}

double Run::progress() const {
    const Parts& parts = *m_parts;
    if (parts.phase != Phase::sending) return 1;
    double share = 0;
    if (parts.options.events && *parts.options.events > 0) {
        share = static_cast<double>(parts.messages) / static_cast<double>(*parts.options.events);
    }
    if (!parts.options.events || parts.options.duration) {
        const double whole = toSeconds(parts.sendingEnd - parts.scenario.start);
        if (whole > 0) share = std::max(share, toSeconds(parts.timeline.now() - parts.scenario.start) / whole);
    }
    return std::clamp(share, 0.0, 1.0);
}

RunSnapshot Run::snapshot() const {
    return snapshotOf(*m_parts);
}

std::vector<simulation::Verdict> Run::expectations() const {
    if (!m_parts->asWritten || m_parts->phase != Phase::finished) return {};
    return m_parts->judging.verdicts();
}

std::string Run::outputDigest() const {
    std::vector<const downstream::Sink*> byName;
    for (const auto& sink : m_parts->sinks) byName.push_back(sink.get());
    std::sort(byName.begin(), byName.end(),
              [](const auto* a, const auto* b) { return a->settings().name < b->settings().name; });
    Digest digest;
    for (const downstream::Sink* sink : byName) digest.add(sink->settings().name + " " + sink->digest() + "\n");
    return digest.hex();
}

namespace {

Error unknownEndpoint(std::string_view endpoint, const Run::Parts& parts) {
    return fault("engine-subscriber-unknown", "There is no endpoint '{0}'.", endpoint)
        .withHint(say("Known are: {0}.", namesOf(parts.endpoints)));
}

} // namespace

Result<void> Run::schedulesAt(std::string_view endpoint) const {
    const endpoints::Endpoint* const found = m_parts->findEndpoint(endpoint);
    if (!found) return refuse(unknownEndpoint(endpoint, *m_parts));
    if (found->settings().kind == endpoints::EndpointKind::serviceBus) return {};
    return refuse(fault("engine-schedules-nothing", "'{0}' schedules nothing.", endpoint)
                      .withHint(say("Only Service Bus topics and queues do.")));
}

Result<std::string> Run::subscriberOf(std::string_view endpoint, std::string_view subscriber) const {
    const endpoints::Endpoint* const found = m_parts->findEndpoint(endpoint);
    if (!found) return refuse(unknownEndpoint(endpoint, *m_parts));
    std::string known;
    const auto subscriptions = found->subscriptions();
    for (const auto& [name, row] : subscriptions) {
        if (name == subscriber || (subscriber.empty() && subscriptions.size() == 1)) return name;
        known += (known.empty() ? "" : ", ") + name;
    }
    if (subscriptions.empty()) {
        return refuse(fault("engine-subscriber-unknown", "Nobody subscribes to '{0}'.", endpoint)
                          .withHint(say("Couple something to it that takes its events.")));
    }
    return refuse(fault("engine-subscriber-unknown",
                        subscriber.empty() ? "'{0}' has several subscribers." : "'{0}' has no subscriber '{1}'.",
                        endpoint, subscriber)
                      .withHint(say("Known are: {0}.", known)));
}

namespace {

/// A function's message as its receiver has it.
void appendOwnMessage(std::string& out, const endpoints::MessageLife& life, const endpoints::EndpointSettings& settings,
                      const events::Dress& dress) {
    endpoints::Delivery delivery{
        life.event, settings.kind, settings.schema, settings.name, life.deliveries, life.sequenceNumber, 0,
        0,          life.enqueued};
    delivery.properties = life.properties.get();
    delivery.session = life.session;
    endpoints::appendMessage(out, delivery, dress);
}

} // namespace

std::vector<MessageEntry> Run::peek(std::string_view endpoint, const endpoints::PeekRequest& request) const {
    const endpoints::Endpoint& found = *m_parts->findEndpoint(endpoint);
    const events::Dress& dress = m_parts->dress;
    std::vector<MessageEntry> entries;
    for (endpoints::MessageLife& life : found.peek(request)) {
        MessageEntry& entry = entries.emplace_back();
        entry.life = std::move(life);
        entry.partitioned = found.settings().kind == endpoints::EndpointKind::eventHub;
        const events::Event& event = *entry.life.event;
        if (event.type == events::EventType::message) {
            entry.type = "Message";
            entry.subject = dress.id(event);
            appendOwnMessage(entry.cloudEvent, entry.life, found.settings(), dress);
            continue;
        }
        entry.type = dress.type(event);
        entry.subject = dress.subject(event);
        dress.appendCloudEvent(entry.cloudEvent, event);
    }
    return entries;
}

std::vector<std::pair<std::string, std::vector<std::string>>> Run::logs() const {
    std::vector<std::pair<std::string, std::vector<std::string>>> logs;
    for (const auto& function : m_parts->functions) logs.emplace_back(function->settings().name, function->lastLog());
    return logs;
}

} // namespace twinflow::engine
