// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The deployment: everything that is designed, as one value. A run is compiled from it and never points back.
#pragma once

#include "base/json_document.h"
#include "downstream/settings.h"
#include "endpoints/settings.h"
#include "functions/settings.h"
#include "ingress/settings.h"
#include "routes/settings.h"
#include "simulation/device_behaviour.h"
#include "simulation/scenario.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace twinflow::deployment {

/// A group of devices registered with a hub: one for each twin of a model (named as the twin), or a counted series.
struct DeviceGroup {
    std::string name;
    std::string hub;
    std::string twinsOf;  ///< DTMI: a device for each twin of exactly this model; else
    std::string idPrefix; ///< ids are idPrefix + 1 .. count
    std::uint32_t count = 0;
    ingress::DeviceStatus status = ingress::DeviceStatus::enabled;
    std::string statusReason = {};
    std::string modelId = {}; ///< DTMI that the devices announce when they connect (IoT Plug and Play), or empty
    Duration registered{};    ///< after the start; from zero on they are there before it
    Duration removed{};       ///< after the start; zero: they stay
    simulation::DeviceBehaviour behaviour = {};
    bool operator==(const DeviceGroup&) const = default;
};

/// How a function reads from a hub: what the built-in endpoint gets, in the dress of Event Grid's telemetry event (the
/// short way of drawing it); the same as an Event Hub's message; or as a subscription of the hub's Event Grid events.
enum class HubReading : std::uint8_t { simple, events, eventGrid };

/// A line of the picture other than a route: from hub to function, from endpoint to function or downstream, from
/// function to twins, downstream or hub. What the service would refuse can be written down too; checks find it.
struct Coupling {
    std::string from;
    std::string to;
    std::string subscription; ///< consumer group or subscription, behind an endpoint; defaults to the taker's name
    HubReading reads = HubReading::simple;    ///< from a hub
    std::vector<std::string> eventTypes = {}; ///< from a hub's Event Grid: Microsoft.Devices.…; none: telemetry
    bool operator==(const Coupling&) const = default;
};

struct TwinsSettings {
    std::string name = "twins";
    std::string host = "local.api.weu.digitaltwins.azure.net"; ///< `source` of its events
    std::vector<std::string> decommissioned;                   ///< DTMIs of models of which no new twin can be made
    bool rateLimits = false; ///< functions that call more often than the service takes get a 429
    bool operator==(const TwinsSettings&) const = default;
};

/// A text file of the project, path relative to its folder with forward slashes.
struct ProjectFile {
    std::string path;
    std::string text;
    bool operator==(const ProjectFile&) const = default;
};

/// Which files a load found, so that a save into the same folder can remove those that are gone from the deployment.
struct FilesOnDisk {
    std::filesystem::path folder;
    std::vector<std::string> paths; ///< as ProjectFile::path, sorted
};

struct Deployment {
    std::string name;
    std::string description;
    TwinsSettings twins;
    std::vector<DeviceGroup> devices;
    std::vector<ingress::HubSettings> hubs;
    std::vector<functions::FunctionSettings> functions;
    std::vector<endpoints::EndpointSettings> endpoints;
    std::vector<routes::RouteSettings> routes;
    std::vector<downstream::DownstreamSettings> downstream;
    std::vector<Coupling> couplings;

    std::vector<ProjectFile> models;  ///< models/**/*.json, sorted by path
    std::vector<ProjectFile> graph;   ///< graph/**/*.ndjson
    std::vector<ProjectFile> scripts; ///< functions/**/*.js
    std::vector<ProjectFile> scenarioFiles;
    std::vector<simulation::Scenario> scenarios; ///< sorted by name

    /// deployment.json as it was read: its text for byte-stable saving, its tree for places and unknown members.
    std::shared_ptr<const JsonDocument> source;
    std::shared_ptr<const FilesOnDisk> onDisk; ///< of the last load; none for a new project
};

/// The same design; where it was read from does not matter.
bool operator==(const Deployment& a, const Deployment& b);

} // namespace twinflow::deployment
