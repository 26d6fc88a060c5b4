// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// From a deployment to the parts of a run: names become references, texts become compiled things.
#include "engine/run_parts.h"

#include "base/file.h"
#include "deployment/content.h"
#include "deployment/services.h"
#include "downstream/data_history.h"
#include "ingress/enrichment.h"
#include "simulation/model_payload.h"

#include <algorithm>
#include <set>

namespace twinflow::engine {

namespace {

const Error* firstError(const Findings& findings) {
    const auto found = std::find_if(findings.begin(), findings.end(),
                                    [](const Error& finding) { return finding.severity == Severity::error; });
    return found == findings.end() ? nullptr : &*found;
}

Result<simulation::Scenario> chooseScenario(const deployment::Deployment& deployment, const std::string& wanted) {
    if (const auto* scenario =
            wanted.empty() ? deployment::defaultScenario(deployment) : deployment::findScenario(deployment, wanted))
        return *scenario;
    if (!wanted.empty()) {
        std::string known;
        for (const auto& scenario : deployment.scenarios) known += (known.empty() ? "" : ", ") + scenario.name;
        return refuse(fault("engine-scenario-unknown", "There is no scenario '{0}'.", wanted)
                          .withHint(known.empty() ? say("The project has none; put one into scenarios/.")
                                                  : say("Known are: {0}.", known)));
    }
    simulation::Scenario quiet;
    quiet.title = "No scenario";
    return quiet;
}

/// Joins one run; each step returns the first error.
class Compiler {
public:
    Compiler(const deployment::Deployment& deployment, Run::Parts& parts)
        : m_deployment(deployment)
        , m_parts(parts) {}

    Result<void> compile() {
        for (auto step : {&Compiler::loadGraph, &Compiler::makeSinks, &Compiler::makeEndpoints,
                          &Compiler::makeFunctions, &Compiler::makeRoutes, &Compiler::makeHubs, &Compiler::couple,
                          &Compiler::coupleRoutes, &Compiler::connectHistories, &Compiler::makeFleets}) {
            if (auto done = (this->*step)(); !done) return done;
        }
        if (auto known = m_parts.resubmitting.check(); !known) return known;
        scheduleFaults();
        m_parts.graph.setListener(&m_parts.notifier);
        return {};
    }

private:
    Result<void> loadGraph() {
        m_parts.graph.setTime(m_parts.scenario.start);
        Findings lineFindings;
        Findings graphFindings;
        deployment::loadGraph(m_deployment, m_parts.graph, lineFindings, graphFindings);
        for (const Findings* findings : {&lineFindings, &graphFindings}) {
            if (const Error* error = firstError(*findings)) return refuse(*error);
        }
        for (const std::string& id : m_deployment.twins.decommissioned) {
            const auto model = m_parts.models.find(id);
            if (!model) return refuse(unknown("model", id, m_deployment.twins.name));
            m_parts.graph.setDecommissioned(*model, true);
        }
        return {};
    }

    Result<void> makeSinks() {
        for (const auto& settings : m_deployment.downstream) {
            auto sink = downstream::Sink::make(settings, m_parts.dress, m_parts.options.outputFolder / settings.name,
                                               m_parts.lane, m_parts.timeline);
            if (!sink) return refuse(sink.error());
            m_parts.sinks.push_back(std::move(*sink));
        }
        return {};
    }

    Result<void> makeEndpoints() {
        for (const auto& settings : m_deployment.endpoints) {
            const Findings problems = endpoints::findProblems(settings);
            if (const Error* error = firstError(problems)) return refuse(*error);
            endpoints::DeadLetterStore* store = nullptr;
            if (!settings.deadLetter.empty()) {
                downstream::Sink* sink = m_parts.findSink(settings.deadLetter);
                store = sink ? sink->deadLetters() : nullptr;
                m_parts.otherwiseFed.insert(settings.deadLetter);
                if (!store) return refuse(unknown("dead-letter storage", settings.deadLetter, settings.name));
            }
            m_parts.endpoints.push_back(endpoints::Endpoint::make(settings, m_parts.timeline, m_parts.dress, store));
        }
        return {};
    }

    Result<void> makeFunctions() {
        const FunctionSurroundings around{m_parts.timeline,     m_parts.graph,           m_parts.notifier,
                                          m_parts.dress,        m_parts.incidents,       m_parts.door,
                                          m_parts.messageMaker, m_deployment.twins.name, m_parts.tracing.get()};
        for (const auto& settings : m_deployment.functions) {
            std::string_view source;
            if (settings.kind == functions::FunctionKind::script) {
                const deployment::ProjectFile* script = deployment::findFile(m_deployment.scripts, settings.file);
                if (!script) return refuse(unknown("script", settings.file, settings.name));
                source = script->text;
            }
            auto node = FunctionNode::make(settings, source, m_parts.options.seed, around);
            if (!node) return refuse(node.error());
            m_parts.functions.push_back(std::move(*node));
        }
        return {};
    }

    Result<void> makeRoutes() {
        auto built = routes::RouteTable::build(m_deployment.routes);
        if (const Error* error = firstError(built.findings)) return refuse(*error);
        m_parts.table = std::move(built.table);
        std::vector<routes::RouteTarget*> targets;
        for (const auto& route : m_deployment.routes) {
            endpoints::Endpoint* endpoint = m_parts.findEndpoint(route.endpoint);
            if (!endpoint) return refuse(unknown("endpoint", route.endpoint, route.name));
            if (endpoint->settings().isQueue()) {
                return refuse(fault("engine-route-to-queue", "The route '{0}' leads to the queue '{1}'.", route.name,
                                    route.endpoint)
                                  .withHint(say("Let it lead to a topic, and couple that to the queue.")));
            }
            targets.push_back(&m_parts.addGate(m_parts.gates, route, *endpoint));
        }
        m_parts.router = std::make_unique<routes::Router>(m_parts.table, std::move(targets), m_parts.dress,
                                                          m_parts.timeline, delivery::Policy::eventGrid());
        m_parts.intoRouter = &traced(m_parts.table, *m_parts.router);
        return {};
    }

    events::EventTaker& traced(const routes::RouteTable& table, events::EventTaker& router) {
        return m_parts.tracing ? m_parts.tracing->beforeRouter(table, router) : router;
    }

    Result<void> makeHubs() {
        for (const auto& settings : m_deployment.hubs) {
            m_parts.hubs.push_back(std::make_unique<ingress::Hub>(settings, m_parts.timeline, m_parts.options.seed));
            m_parts.entrances.push_back(std::make_unique<HubEntrance>(*m_parts.hubs.back(), m_parts));
        }
        for (const auto& group : m_deployment.devices) {
            ingress::Hub* hub = m_parts.findHub(group.hub);
            if (!hub) return refuse(unknown("hub", group.hub, group.name));
            m_parts.groups.push_back(
                std::make_unique<GroupDevices>(group, deviceIds(group), *hub, m_parts.timeline, m_parts.incidents));
            if (auto done = m_parts.groups.back()->begin(); !done) return done;
        }
        return {};
    }

    /// The hub gives to a reader at one of its endpoints.
    void join(ingress::Hub& hub, std::string_view endpoint, const std::string& reader,
              std::unique_ptr<ingress::HubTarget> target, const std::vector<ingress::HubEventType>& types = {}) {
        m_parts.hubReaders.push_back(std::move(target));
        ingress::HubTarget& taker = *m_parts.hubReaders.back();
        const std::string& name = hub.settings().name;
        hub.read(endpoint, reader, m_parts.tracing ? m_parts.tracing->wrap(name, reader, taker) : taker, types);
    }

    Result<void> readHub(ingress::Hub& hub, const deployment::Coupling& coupling, FunctionNode& function) {
        using deployment::HubReading;
        const ingress::Dress dress =
            coupling.reads == HubReading::events ? ingress::Dress::eventHub : ingress::Dress::eventGrid;
        auto trigger = std::make_unique<HubTrigger>(coupling.from, function, dress);
        if (coupling.reads != HubReading::eventGrid) {
            join(hub, ingress::kEventsEndpoint, coupling.to, std::move(trigger));
            return {};
        }
        std::vector<ingress::HubEventType> types;
        for (const std::string& text : coupling.eventTypes) {
            const auto type = ingress::findEventType(text);
            if (!type) return refuse(unknown("event type", text, coupling.from));
            types.push_back(*type);
        }
        if (types.empty()) types.push_back(ingress::HubEventType::deviceTelemetry);
        join(hub, ingress::kEventGridEndpoint, coupling.to, std::move(trigger), types);
        return {};
    }

    /// Whoever stands behind the endpoints that a hub's routes name.
    Result<void> coupleRoutes() {
        for (const auto& hub : m_parts.hubs) {
            const ingress::HubSettings& settings = hub->settings();
            for (const Findings& findings : {ingress::checkRoutes(settings.routes, settings.name),
                                             ingress::checkEnrichments(settings.enrichments, settings.name)}) {
                if (const Error* error = firstError(findings)) return refuse(*error);
            }
            std::set<std::string> joined{std::string(ingress::kEventsEndpoint),
                                         std::string(ingress::kEventGridEndpoint)};
            for (const auto& route : settings.routes) {
                const std::string& name = route.endpoint;
                if (!joined.insert(name).second) continue;
                FunctionNode* function = m_parts.findFunction(name);
                downstream::Sink* sink = m_parts.findSink(name);
                if (function) {
                    join(*hub, name, name,
                         std::make_unique<HubTrigger>(settings.name, *function, ingress::Dress::eventHub));
                } else if (sink && sink->settings().kind == downstream::DownstreamKind::storage) {
                    join(*hub, name, name, std::make_unique<HubStorage>(*sink, m_parts.timeline));
                    m_parts.otherwiseFed.insert(name);
                } else {
                    return refuse(unknown("function or storage", name, route.name));
                }
            }
        }
        return {};
    }

    Result<void> couple() {
        std::set<std::pair<std::string, std::string>> subscribed;
        for (const auto& coupling : m_deployment.couplings) {
            FunctionNode* fromFunction = m_parts.findFunction(coupling.from);
            FunctionNode* toFunction = m_parts.findFunction(coupling.to);
            downstream::Sink* toSink = m_parts.findSink(coupling.to);
            auto* const toBus = dynamic_cast<endpoints::ServiceBus*>(m_parts.findEndpoint(coupling.to));
            ingress::Hub* hub = m_parts.findHub(coupling.from);
            endpoints::Endpoint* endpoint = m_parts.findEndpoint(coupling.from);
            const bool fromBus = endpoint && endpoint->settings().kind == endpoints::EndpointKind::serviceBus;
            const std::string& subscription = deployment::subscriptionOf(m_deployment, coupling);
            if (endpoint && !subscribed.emplace(coupling.from, subscription).second) {
                return refuse(fault("engine-subscription-shared", "Two takers share the subscription '{0}' of '{1}'.",
                                    subscription, coupling.from)
                                  .withHint(say("Give each taker a subscription of its own.")));
            }
            if (hub && toFunction) {
                if (auto done = readHub(*hub, coupling, *toFunction); !done) return done;
            } else if (ingress::Hub* toHub = m_parts.findHub(coupling.to); fromFunction && toHub) {
                fromFunction->couple(*toHub);
            } else if (endpoint && toFunction) {
                endpoint->subscribe(subscription, traced(coupling, *toFunction));
            } else if (endpoint && toSink) {
                if (auto stands = toSink->standBehind(endpoint->settings(), subscription); !stands)
                    return refuse(stands.error());
                endpoint->subscribe(subscription, traced(coupling, *toSink));
                m_parts.feeds[coupling.to].emplace_back(endpoint, subscription);
            } else if (fromBus && toBus) {
                auto forwarder = std::make_unique<endpoints::Forwarder>(*toBus);
                endpoint->subscribe(subscription, traced(coupling, *forwarder, true));
                m_parts.forwarders.push_back(std::move(forwarder));
                m_parts.feeds[coupling.to].emplace_back(endpoint, subscription);
            } else if (fromFunction && toBus) {
                fromFunction->couple(*toBus);
            } else if (fromFunction && coupling.to == m_deployment.twins.name) {
                fromFunction->coupleTwins();
            } else if (fromFunction && toSink) {
                fromFunction->couple(*toSink);
                m_parts.otherwiseFed.insert(coupling.to);
            } else {
                return refuse(fault("engine-coupling", "'{0}' cannot be coupled to '{1}'.", coupling.from, coupling.to)
                                  .withHint(say("'twinflow check' says why and what to put between.")));
            }
        }
        return {};
    }

    endpoints::Consumer& traced(const deployment::Coupling& coupling, endpoints::Consumer& taker,
                                bool toEndpoint = false) {
        return m_parts.tracing ? m_parts.tracing->wrap(coupling.from, coupling.to, taker, toEndpoint) : taker;
    }

    /// Traffic that does not say what is sent sends what the twins' model measures.
    void fillBodies() {
        for (auto& traffic : m_parts.scenario.traffic) {
            const auto* group = deployment::findDevices(m_deployment, traffic.devices);
            const auto model = group ? m_parts.models.find(group->twinsOf) : std::nullopt;
            if (traffic.body.empty() && model) traffic.body = simulation::modelPayload(m_parts.models, *model);
        }
    }

    /// A data history is fed by all changes of the graph, through the Event Hub before it.
    Result<void> connectHistories() {
        std::vector<HistoryFeed::Connection> connections;
        for (const auto& coupling : m_deployment.couplings) {
            downstream::Sink* sink = m_parts.findSink(coupling.to);
            downstream::DataHistory* history = sink ? sink->dataHistory() : nullptr;
            if (!history) continue;
            endpoints::Endpoint* hub = m_parts.findEndpoint(coupling.from);
            const bool isHub = hub && hub->settings().kind == endpoints::EndpointKind::eventHub;
            const bool isRouted =
                std::any_of(m_deployment.routes.begin(), m_deployment.routes.end(),
                            [&](const routes::RouteSettings& route) { return route.endpoint == coupling.from; });
            const bool isFed = std::any_of(connections.begin(), connections.end(), [&](const auto& connection) {
                return connection.settings.name == coupling.to;
            });
            if (!isHub || isRouted || isFed) {
                return refuse(fault("engine-history-hub", "'{0}' cannot be the Event Hub of the data history '{1}'.",
                                    coupling.from, coupling.to)
                                  .withHint(say("Give it one Event Hub of its own, to which no route leads.")));
            }
            const routes::RouteSettings connection = HistoryFeed::connection(coupling.to, coupling.from);
            connections.push_back({connection, &m_parts.addGate(m_parts.historyGates, connection, *hub)});
            for (const RelationshipIndex index : m_parts.graph.relationships()) {
                const twins::Relationship& relationship = m_parts.graph.relationship(index);
                history->noteRelationship(m_parts.graph.twin(relationship.source).id, relationship.id,
                                          m_parts.graph.twin(relationship.target).id);
            }
        }
        if (connections.empty()) return {};
        m_parts.histories =
            std::make_unique<HistoryFeed>(connections, m_parts.dress, m_parts.timeline, *m_parts.intoRouter);
        m_parts.intoRouter = &traced(m_parts.histories->table(), *m_parts.histories);
        return {};
    }

    Result<void> makeFleets() {
        fillBodies();
        Findings findings;
        const auto read = [&](const std::string& file) { return readFile(m_parts.options.projectFolder / file); };
        m_parts.recordings = simulation::readRecordings(m_parts.scenario.traffic, read, findings);
        if (const Error* error = firstError(findings)) return refuse(*error);
        const auto streams = simulation::lineStreams(m_parts.scenario.traffic, Random(m_parts.options.seed));
        for (const auto& traffic : m_parts.scenario.traffic) {
            const deployment::DeviceGroup* group = deployment::findDevices(m_deployment, traffic.devices);
            if (!group) return refuse(unknown("device group", traffic.devices, m_parts.scenario.name));
            const auto hub = std::find_if(m_parts.hubs.begin(), m_parts.hubs.end(),
                                          [&](const auto& each) { return each->settings().name == group->hub; });
            HubEntrance& entrance = *m_parts.entrances[static_cast<std::size_t>(hub - m_parts.hubs.begin())];
            m_parts.fleets.push_back(std::make_unique<simulation::Fleet>(traffic, deviceIds(*group), m_parts.recordings,
                                                                         streams[m_parts.fleets.size()],
                                                                         m_parts.timeline, entrance));
            m_parts.fleets.back()->start();
            m_parts.fleetHubs.push_back(group->hub);
        }
        return {};
    }

    void scheduleFaults() {
        m_parts.faults = std::make_unique<simulation::FaultSchedule>(
            m_parts.scenario.faults, m_parts.timeline,
            [parts = &m_parts](const std::vector<const simulation::Fault*>& active) { parts->setFaults(active); });
        m_parts.faults->start();
        m_parts.judging.start();
        m_parts.resubmitting.start();
    }

    std::vector<std::string> deviceIds(const deployment::DeviceGroup& group) {
        std::vector<std::string> ids;
        if (group.twinsOf.empty()) {
            for (std::uint32_t i = 1; i <= group.count; ++i) ids.push_back(group.idPrefix + std::to_string(i));
            return ids;
        }
        const auto model = m_parts.models.find(group.twinsOf);
        if (!model) return ids;
        for (const TwinIndex twin : twinsByModel()[model->value])
            ids.emplace_back(m_parts.graph.text(m_parts.graph.twin(twin).id));
        return ids;
    }

    /// In order of creation; the graph does not change while a run is joined.
    const std::vector<std::vector<TwinIndex>>& twinsByModel() {
        if (m_twinsByModel.empty()) {
            m_twinsByModel.resize(m_parts.models.size());
            for (const TwinIndex twin : m_parts.graph.twins())
                m_twinsByModel[m_parts.graph.twin(twin).model.value].push_back(twin);
        }
        return m_twinsByModel;
    }

    static Error unknown(std::string_view what, std::string_view name, std::string_view where) {
        return fault("engine-unknown", "There is no {0} '{1}', which '{2}' names.", what, name, where)
            .withHint(say("'twinflow check' lists what does not fit together."));
    }

    const deployment::Deployment& m_deployment;
    Run::Parts& m_parts;
    std::vector<std::vector<TwinIndex>> m_twinsByModel;
};

} // namespace

Result<std::unique_ptr<Run>> Run::compile(const deployment::Deployment& deployment, const RunOptions& options) {
    auto scenario = chooseScenario(deployment, options.scenario);
    if (!scenario) return refuse(scenario.error());
    if (scenario->start < kEarliestStart || scenario->start > kLatestStart) {
        return refuse(fault("engine-start", "A scenario cannot start at {0}.", formatInstant(scenario->start, 0))
                          .withHint(say("Take a year from 1970 to 2100.")));
    }
    deployment::Content content = deployment::readContent(deployment);
    for (const Findings* findings : {&content.modelFindings, &content.lineFindings}) {
        if (const Error* error = firstError(*findings)) return refuse(*error);
    }
    auto parts = std::make_unique<Parts>(options, std::move(*scenario), std::move(content.models), deployment.twins);
    if (auto done = Compiler(deployment, *parts).compile(); !done) return refuse(done.error());
    return std::unique_ptr<Run>(new Run(std::move(parts)));
}

} // namespace twinflow::engine
