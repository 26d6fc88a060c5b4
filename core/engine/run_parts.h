// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of a run, in the order in which they depend on each other.
#pragma once

#include "base/interner.h"
#include "base/timeline.h"
#include "downstream/sink.h"
#include "downstream/write_lane.h"
#include "endpoints/endpoint.h"
#include "endpoints/forwarder.h"
#include "engine/event_queue.h"
#include "engine/function_node.h"
#include "engine/history_feed.h"
#include "engine/hub_joints.h"
#include "engine/judging.h"
#include "engine/resubmitting.h"
#include "engine/route_gate.h"
#include "engine/run.h"
#include "ingress/hub.h"
#include "routes/route_table.h"
#include "routes/router.h"
#include "simulation/faults.h"
#include "simulation/fleet.h"

#include <map>
#include <memory>
#include <set>
#include <vector>

namespace twinflow::engine {

/// Where a fleet's messages enter: numbers them, hands them to the hub, and ends the sending when enough were sent.
class HubEntrance final : public simulation::MessageTaker {
public:
    HubEntrance(ingress::Hub& hub, Run::Parts& parts)
        : m_hub(hub)
        , m_parts(parts) {}
    void take(ingress::DeviceMessage& message) override;
    const ingress::Hub& hub() const { return m_hub; }

private:
    ingress::Hub& m_hub;
    Run::Parts& m_parts;
};

struct Run::Parts {
    Parts(RunOptions runOptions, simulation::Scenario runScenario, models::ModelSet modelSet,
          const deployment::TwinsSettings& twins);

    RunOptions options;
    simulation::Scenario scenario;
    Instant sendingEnd;

    Timeline timeline;
    Interner texts;
    models::ModelSet models;
    twins::Graph graph;
    events::EventPool pool;
    MessageMaker messageMaker{pool};
    EventQueue queue;
    std::unique_ptr<Tracing> tracing; ///< null when the run is not traced
    events::Notifier notifier;
    events::Dress dress;
    metrics::Incidents incidents;
    GraphDoor door;

    downstream::WriteLane lane;
    std::vector<std::unique_ptr<downstream::Sink>> sinks;
    std::vector<std::unique_ptr<endpoints::Endpoint>> endpoints;
    std::vector<std::unique_ptr<endpoints::Forwarder>> forwarders;
    std::vector<std::unique_ptr<FunctionNode>> functions;
    routes::RouteTable table;
    std::vector<std::unique_ptr<RouteGate>> gates;        ///< by route
    std::vector<std::unique_ptr<RouteGate>> historyGates; ///< by data history
    std::unique_ptr<routes::Router> router;
    std::unique_ptr<HistoryFeed> histories;   ///< none without a data history
    events::EventTaker* intoRouter = nullptr; ///< the router, or what stands before it
    std::vector<std::unique_ptr<ingress::Hub>> hubs;
    std::vector<std::unique_ptr<GroupDevices>> groups; ///< which the hubs know; neither calls the other when it goes
    std::vector<std::unique_ptr<HubEntrance>> entrances;
    simulation::Recordings recordings;
    std::vector<std::unique_ptr<simulation::Fleet>> fleets;
    std::vector<std::string> fleetHubs; ///< the hub of each fleet
    std::unique_ptr<simulation::FaultSchedule> faults;
    std::vector<const simulation::Fault*> activeFaults;
    Judging judging;
    Resubmitting resubmitting;

    /// The subscriptions that feed each destination or endpoint, and the destinations that functions or dead letters
    /// feed as well.
    std::map<std::string, std::vector<std::pair<const endpoints::Endpoint*, std::string>>, std::less<>> feeds;
    std::set<std::string> otherwiseFed;
    std::vector<std::unique_ptr<ingress::HubTarget>> hubReaders;

    Phase phase = Phase::sending;
    bool asWritten = true; ///< the scenario's own length
    Instant sendingEnded{};
    std::uint64_t messages = 0;
    std::uint64_t received = 0; ///< through Run::receive()

    downstream::Sink* findSink(std::string_view name) const;
    endpoints::Endpoint* findEndpoint(std::string_view name) const;
    FunctionNode* findFunction(std::string_view name) const;
    ingress::Hub* findHub(std::string_view name) const;
    /// The last step of a route, or of a data history's connection.
    routes::RouteTarget& addGate(std::vector<std::unique_ptr<RouteGate>>& to, const routes::RouteSettings& route,
                                 endpoints::Endpoint& endpoint);
    /// The number of messages is reached, or there is nobody to send any.
    bool nothingToSend() const;
    /// Lets exactly these faults hold, also for what comes later.
    void setFaults(const std::vector<const simulation::Fault*>& active);
    void stopFleets();
    void finish();
    void fail();
};

RunSnapshot snapshotOf(const Run::Parts& parts);

} // namespace twinflow::engine
