// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "workload/sensors.h"

#include "workload/names.h"

namespace twinflow::bench {

namespace {

constexpr std::size_t kQueues = 8;

void replaceAll(std::string& text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

/// The workload's filters speak of update notifications that carry the whole twin. Those of the service carry a patch;
/// what carries values to filter by is telemetry, which names the twin in its source and the model in its schema. So
/// each filter is put as the service's telemetry lets one put it, and wants the same messages.
std::string asTelemetryFilter(std::string filter) {
    const std::string twins = std::string(kHost) + "/digitaltwins/";
    replaceAll(filter, "'microsoft.iot.telemetry'", "'-'");
    replaceAll(filter, "'Microsoft.DigitalTwins.Twin.Update'", "'microsoft.iot.telemetry'");
    replaceAll(filter, "'-'", "'Microsoft.DigitalTwins.Twin.Update'");
    replaceAll(filter, "subject = '", "source = '" + twins);
    replaceAll(filter, "STARTS_WITH(subject, '", "STARTS_WITH(source, '" + twins);
    replaceAll(filter, "$body.$metadata.$model", "dataschema");
    return filter;
}

} // namespace

deployment::Deployment sensors(unsigned count, bool withDevices) {
    deployment::Deployment deployment;
    deployment.name = "sensors";
    deployment.twins.host = kHost;
    deployment.hubs.emplace_back().name = kHub;
    std::string models = "[";
    for (unsigned i = 0; i < kModels; ++i) {
        models += (i == 0 ? "" : ",\n");
        models += R"({"@context":"dtmi:dtdl:context;2","@type":"Interface","@id":")" + modelId(i) +
                  R"(","contents":[{"@type":"Property","name":"temperature","schema":"double"},)"
                  R"({"@type":"Property","name":"humidity","schema":"double"},)"
                  R"({"@type":"Property","name":"status","schema":"string"}]})";
        if (!withDevices) continue;
        deployment::DeviceGroup& group = deployment.devices.emplace_back();
        group.name = "devices-" + std::to_string(i);
        group.hub = kHub;
        group.twinsOf = modelId(i);
    }
    deployment.models.push_back({"models/bench.json", models + "]"});
    std::string twins = "{\"Section\":\"Header\"}\n{\"fileVersion\":\"1.0.0\"}\n{\"Section\":\"Twins\"}\n";
    for (unsigned i = 0; i < count; ++i) {
        twins += R"({"$dtId":")" + twinId(i) + R"(","$metadata":{"$model":")" + modelId(i % kModels) +
                 R"("},"temperature":0,"humidity":0,"status":"ok"})" + "\n";
    }
    deployment.graph.push_back({"graph/bench.ndjson", std::move(twins)});
    functions::FunctionSettings& ingest = deployment.functions.emplace_back();
    ingest.name = "ingest";
    ingest.kind = functions::FunctionKind::mapping;
    for (const char* property : {"/temperature", "/humidity", "/status"})
        ingest.mapping.push_back({property, property});
    ingest.publishTelemetry = true;
    deployment.couplings.push_back({std::string(kHub), "ingest", {}});
    deployment.couplings.push_back({"ingest", deployment.twins.name, {}});
    return deployment;
}

void addRoutes(deployment::Deployment& deployment, const std::vector<std::string>& filters) {
    for (std::size_t i = 0; i < kQueues; ++i) {
        endpoints::EndpointSettings& queue = deployment.endpoints.emplace_back();
        queue.name = "queue-" + std::to_string(i);
        queue.retention = std::chrono::minutes(1); // between two passes more time goes by
    }
    for (std::size_t i = 0; i < filters.size(); ++i) {
        routes::RouteSettings& route = deployment.routes.emplace_back();
        route.name = "route-" + std::to_string(i);
        route.endpoint = "queue-" + std::to_string(i % kQueues);
        route.filter = asTelemetryFilter(filters[i]);
    }
}

} // namespace twinflow::bench
