// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "deployment/new_project.h"

#include "deployment/name_forms.h"
#include "deployment/scenario_files.h"

namespace twinflow::deployment {

namespace {

constexpr std::string_view kModel = R"({
  "@context": "dtmi:dtdl:context;2",
  "@id": "dtmi:example:Thermostat;1",
  "@type": "Interface",
  "displayName": "Thermostat",
  "contents": [
    { "@type": "Property", "name": "temperature", "schema": "double" },
    { "@type": "Property", "name": "humidity", "schema": "double" }
  ]
}
)";

constexpr std::string_view kGraph = R"({"Section": "Header"}
{"fileVersion": "1.0.0", "author": "", "organization": ""}
{"Section": "Twins"}
{"$dtId": "thermostat-1", "$metadata": {"$model": "dtmi:example:Thermostat;1"}, "temperature": 20.5}
{"$dtId": "thermostat-2", "$metadata": {"$model": "dtmi:example:Thermostat;1"}, "temperature": 21}
)";

constexpr std::string_view kScenario = R"({
  "title": "A quiet hour",
  "description": "Each thermostat reports every ten seconds.",
  "start": "2026-03-02T08:00:00Z",
  "duration": "1h",
  "traffic": [
    {
      "devices": "thermostats",
      "every": "10s",
      "body": {
        "temperature": { "sine": { "mean": 21, "amplitude": 2, "period": "24h", "noise": 0.1 }, "decimals": 2 },
        "humidity": { "walk": { "start": 45, "step": 0.5, "low": 20, "high": 80 }, "decimals": 1 }
      }
    }
  ],
  "expect": [
    { "ledger": "balanced" },
    { "count": "routes.twin-changes.delivered", "min": 1 },
    { "twin": "thermostat-1", "path": "/temperature", "min": 10, "max": 30 }
  ]
}
)";

/// A name for the instance: the letters and digits of the title, with hyphens between the words.
std::string instanceName(std::string_view title) {
    const std::string name = hyphenated(hyphenated(title).substr(0, 40)); // no hyphen at the cut
    return name.empty() ? "twins" : name + "-twins";
}

} // namespace

Deployment newProject(std::string_view name) {
    Deployment project;
    project.name = name.empty() ? "New project" : std::string(name);
    project.description = "Thermostats report to a hub; every change of a twin is kept in an archive.";
    project.twins.name = instanceName(project.name);
    project.twins.host = project.twins.name + ".api.weu.digitaltwins.azure.net";
    project.devices.push_back({"thermostats", "hub", "dtmi:example:Thermostat;1", {}, 0});
    project.hubs.emplace_back().name = "hub";

    functions::FunctionSettings ingest;
    ingest.name = "ingest";
    ingest.kind = functions::FunctionKind::mapping;
    ingest.mapping = {{"/temperature", "/temperature", 1, 0}, {"/humidity", "/humidity", 1, 0}};
    project.functions.push_back(ingest);

    endpoints::EndpointSettings events;
    events.name = "events";
    events.deadLetter = "archive";
    project.endpoints.push_back(events);
    project.routes.push_back({"twin-changes", "events", "type = 'Microsoft.DigitalTwins.Twin.Update'"});
    project.downstream.emplace_back().name = "archive";
    project.couplings = {{"hub", "ingest", {}}, {"ingest", project.twins.name, {}}, {"events", "archive", {}}};

    project.models.push_back({"models/Thermostat.json", std::string(kModel)});
    project.graph.push_back({"graph/thermostats.ndjson", std::string(kGraph)});
    project.scenarioFiles.push_back({"scenarios/default.json", std::string(kScenario)});
    Findings none;
    readScenarios(project, none);
    return project;
}

} // namespace twinflow::deployment
