// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "small_deployment.h"

namespace twinflow::test {

using namespace std::chrono_literals;

deployment::Deployment smallDeployment() {
    deployment::Deployment d;
    d.name = "small";
    d.twins = {"twins", "small.api.weu.digitaltwins.azure.net", {}};
    d.models.push_back({"models/sensor.json", R"({
      "@context": "dtmi:dtdl:context;3", "@id": "dtmi:test:Sensor;1", "@type": "Interface",
      "contents": [ { "@type": "Property", "name": "temperature", "schema": "double" } ] })"});
    d.graph.push_back({"graph/sensors.ndjson",
                       "{\"Section\":\"Header\"}\n{\"fileVersion\":\"1.0.0\"}\n{\"Section\":\"Twins\"}\n"
                       "{\"$dtId\":\"s1\",\"$metadata\":{\"$model\":\"dtmi:test:Sensor;1\"}}\n"
                       "{\"$dtId\":\"s2\",\"$metadata\":{\"$model\":\"dtmi:test:Sensor;1\"}}\n"
                       "{\"$dtId\":\"s3\",\"$metadata\":{\"$model\":\"dtmi:test:Sensor;1\"}}\n"
                       "{\"$dtId\":\"s4\",\"$metadata\":{\"$model\":\"dtmi:test:Sensor;1\"}}\n"});
    deployment::DeviceGroup sensors;
    sensors.name = "sensors";
    sensors.hub = "hub";
    sensors.twinsOf = "dtmi:test:Sensor;1";
    d.devices.push_back(sensors);
    ingress::HubSettings hub;
    hub.name = "hub";
    d.hubs.push_back(hub);
    functions::FunctionSettings ingest;
    ingest.name = "ingest";
    ingest.kind = functions::FunctionKind::mapping;
    ingest.mapping.push_back({"/temperature", "/temperature", 1, 0});
    d.functions.push_back(ingest);

    endpoints::EndpointSettings log;
    log.name = "log";
    log.kind = endpoints::EndpointKind::eventHub;
    log.deadLetter = "dead";
    endpoints::EndpointSettings push = log;
    push.name = "push";
    push.kind = endpoints::EndpointKind::eventGrid;
    push.retry = {{10s}, 24h, 2};
    endpoints::EventSubscriptionSettings toHistory; // waits that can be worked out by hand
    toHistory.name = "history";
    toHistory.jitter = 0;
    toHistory.delaysDelivery = false;
    push.eventSubscriptions = {toHistory};
    endpoints::EndpointSettings bus = log;
    bus.name = "bus";
    bus.kind = endpoints::EndpointKind::serviceBus;
    bus.maxDeliveryCount = 3;
    d.endpoints = {log, push, bus};
    const std::string updates = "type = 'Microsoft.DigitalTwins.Twin.Update'";
    d.routes = {{"to-hub", "log", updates}, {"to-grid", "push", updates}, {"to-bus", "bus", updates}};

    const auto destination = [](std::string name, downstream::DownstreamKind kind) {
        downstream::DownstreamSettings settings;
        settings.name = std::move(name);
        settings.kind = kind;
        return settings;
    };
    d.downstream = {destination("archive", downstream::DownstreamKind::storage),
                    destination("history", downstream::DownstreamKind::timeSeries),
                    destination("desk", downstream::DownstreamKind::webhook),
                    destination("dead", downstream::DownstreamKind::storage)};
    d.downstream[2].url = "https://desk.example/hook";
    d.couplings = {{"hub", "ingest", ""},
                   {"ingest", "twins", ""},
                   {"log", "archive", ""},
                   {"push", "history", ""},
                   {"bus", "desk", ""}};

    simulation::Scenario scenario;
    scenario.name = "default";
    scenario.start = parseInstant("2026-03-02T06:00:00Z").value();
    scenario.duration = 10min;
    simulation::Traffic traffic;
    traffic.devices = "sensors";
    traffic.every = 10s;
    traffic.body.push_back({"temperature", simulation::Walk{20, 0.5, 10, 30}, 2, 1});
    scenario.traffic.push_back(traffic);
    d.scenarios.push_back(scenario);
    return d;
}

void addDataHistory(deployment::Deployment& deployment) {
    endpoints::EndpointSettings hub;
    hub.name = "past-hub";
    deployment.endpoints.push_back(hub);
    downstream::DownstreamSettings past;
    past.name = "past";
    past.kind = downstream::DownstreamKind::dataHistory;
    deployment.downstream.push_back(past);
    deployment.couplings.push_back({"past-hub", "past", {}});
}

void useScript(deployment::Deployment& deployment, std::string source) {
    functions::FunctionSettings& ingest = deployment.functions.front();
    ingest.kind = functions::FunctionKind::script;
    ingest.file = "functions/ingest.js";
    ingest.mapping.clear();
    deployment.scripts = {{"functions/ingest.js", std::move(source)}};
}

} // namespace twinflow::test
