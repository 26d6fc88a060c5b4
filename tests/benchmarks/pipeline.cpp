// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// twinflow-bench pipeline: device messages through a whole run, from the hub to the endpoints' queues.
#include "commands.h"
#include "lines.h"
#include "measure.h"
#include "rules.h"

#include "base/json_text.h"
#include "deployment/deployment.h"
#include "engine/run.h"
#include "workload/filled.h"
#include "workload/names.h"

#include <CLI/CLI.hpp>

#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace twinflow::bench {

namespace {

using deployment::Deployment;

constexpr std::size_t kQueues = 8;
constexpr std::size_t kBatch = 32; // messages that come from the wire at a time
constexpr std::string_view kHub = "hub";
constexpr std::string_view kHost = "bench.api.weu.digitaltwins.azure.net";

struct PipelineArguments {
    std::string telemetry;
    std::string rules;
    unsigned threads = 1;
    std::size_t messages = std::numeric_limits<std::size_t>::max();
    std::size_t repeat = 5;
};

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

Deployment describe(const std::vector<std::string>& filters) {
    Deployment deployment;
    deployment.name = "pipeline";
    deployment.twins.host = kHost;
    deployment.hubs.emplace_back().name = kHub;
    std::string models = "[";
    std::string twins = "{\"Section\":\"Header\"}\n{\"fileVersion\":\"1.0.0\"}\n{\"Section\":\"Twins\"}\n";
    for (unsigned i = 0; i < kModels; ++i) {
        models += (i == 0 ? "" : ",\n");
        models += R"({"@context":"dtmi:dtdl:context;2","@type":"Interface","@id":")" + modelId(i) +
                  R"(","contents":[{"@type":"Property","name":"temperature","schema":"double"},)"
                  R"({"@type":"Property","name":"humidity","schema":"double"},)"
                  R"({"@type":"Property","name":"status","schema":"string"}]})";
        deployment::DeviceGroup& group = deployment.devices.emplace_back();
        group.name = "devices-" + padded(i, 4);
        group.hub = kHub;
        group.twinsOf = modelId(i);
    }
    for (unsigned i = 0; i < kTwins; ++i) {
        twins += R"({"$dtId":")" + twinId(i) + R"(","$metadata":{"$model":")" + modelId(i % kModels) +
                 R"("},"temperature":0,"humidity":0,"status":"ok"})" + "\n";
    }
    deployment.models.push_back({"models/bench.json", models + "]"});
    deployment.graph.push_back({"graph/bench.ndjson", std::move(twins)});
    functions::FunctionSettings& ingest = deployment.functions.emplace_back();
    ingest.name = "ingest";
    ingest.kind = functions::FunctionKind::mapping;
    for (const char* property : {"/temperature", "/humidity", "/status"})
        ingest.mapping.push_back({property, property});
    ingest.publishTelemetry = true;
    deployment.couplings.push_back({std::string(kHub), "ingest", {}});
    deployment.couplings.push_back({"ingest", deployment.twins.name, {}});
    for (std::size_t i = 0; i < kQueues; ++i) {
        // An Event Hub and a storage behind it, which writes the text of each event.
        const std::string queue = "queue-" + std::to_string(i);
        deployment.endpoints.emplace_back().name = queue;
        deployment.downstream.emplace_back().name = queue + "-file";
        deployment.couplings.push_back({queue, queue + "-file", {}});
    }
    for (std::size_t i = 0; i < filters.size(); ++i) {
        routes::RouteSettings& route = deployment.routes.emplace_back();
        route.name = "route-" + std::to_string(i);
        route.endpoint = "queue-" + std::to_string(i % kQueues);
        route.filter = asTelemetryFilter(filters[i]);
    }
    return deployment;
}

Result<void> pipeline(const PipelineArguments& arguments) {
    const auto lines = Lines::read(arguments.telemetry, arguments.messages);
    if (!lines) return refuse(lines.error());
    const auto filters = readFilters(arguments.rules);
    if (!filters) return refuse(filters.error());

    const Stopwatch building;
    const QTemporaryDir folder;
    engine::RunOptions options;
    options.threads = arguments.threads;
    options.outputFolder = folder.path().toStdString();
    auto run = engine::Run::compile(describe(*filters), options);
    if (!run) return refuse(run.error());
    const double buildSeconds = building.seconds();

    ingress::DeviceMessage blank;
    blank.contentType = "application/json";
    blank.contentEncoding = "utf-8";
    std::vector<ingress::DeviceMessage> batch(kBatch, blank);
    std::vector<double> rates;
    constexpr std::size_t kWarmUps = 2;
    const std::size_t passes = arguments.repeat + kWarmUps;
    for (std::size_t pass = 0; pass < passes; ++pass) {
        const Stopwatch watch;
        for (std::size_t begin = 0; begin < lines->size(); begin += kBatch) {
            const std::size_t count = std::min(kBatch, lines->size() - begin);
            for (std::size_t i = 0; i < count; ++i) {
                batch[i].device = deviceOf((*lines)[begin + i]);
                batch[i].body = (*lines)[begin + i];
            }
            if (auto taken = (*run)->receive(kHub, {batch.data(), count}); !taken) return taken;
        }
        const double seconds = watch.seconds();
        if (pass >= kWarmUps) rates.push_back(static_cast<double>(lines->size()) / seconds);
    }
    const engine::RunSnapshot snapshot = (*run)->snapshot();
    if (!snapshot.imbalances.empty()) return refuse(snapshot.imbalances.front());
    std::uint64_t deliveries = 0; // each pass has the same
    for (const auto& endpoint : snapshot.endpoints) deliveries += endpoint.received;
    if (deliveries % passes != 0) return refuse(fault("bench-passes", "The passes did not deliver the same."));
    deliveries /= passes;
    std::printf("{\"rules\":%zu,\"messages\":%zu,\"deliveries\":%llu,\"buildSeconds\":%.3f,\"messagesPerSecond\":%.0f,"
                "\"slowest\":%.0f,\"fastest\":%.0f,\"peakRssMb\":%.1f}\n",
                filters->size(), lines->size(), static_cast<unsigned long long>(deliveries), buildSeconds,
                median(rates), quantile(rates, 0), quantile(rates, 1), peakRssMb());
    return {};
}

} // namespace

void addPipelineCommand(CLI::App& app, int& status) {
    const auto arguments = std::make_shared<PipelineArguments>();
    CLI::App* command = app.add_subcommand("pipeline", "Device messages from the hub to the endpoints' queues");
    command->add_option("TELEMETRY", arguments->telemetry, "NDJSON of device messages")->required();
    command->add_option("RULES", arguments->rules, "TSV whose third column is a route's filter")->required();
    command->add_option("--threads", arguments->threads, "Threads of the run")->check(CLI::Range(1, 16));
    command->add_option("--messages", arguments->messages, "Only so many of the messages");
    command->add_option("--repeat", arguments->repeat, "Measured passes; the median counts")
        ->check(CLI::Range(1, 1000));
    command->callback([arguments, &status] {
        if (const Result<void> done = pipeline(*arguments); !done) {
            std::fprintf(stderr, "%s\n", done.error().str().c_str());
            status = 2;
        }
    });
}

} // namespace twinflow::bench
