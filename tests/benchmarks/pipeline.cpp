// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// twinflow-bench pipeline: device messages through a whole run, from the hub to the endpoints' queues.
#include "commands.h"
#include "lines.h"
#include "measure.h"
#include "rules.h"

#include "deployment/deployment.h"
#include "engine/run.h"
#include "workload/names.h"
#include "workload/sensors.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace twinflow::bench {

namespace {

constexpr std::size_t kBatch = 32;

struct PipelineArguments {
    std::string telemetry;
    std::string rules;
    unsigned threads = 1;
    std::size_t messages = std::numeric_limits<std::size_t>::max();
    std::size_t repeat = 5;
};

/// Messages as they come from the wire, at most kBatch at a time.
class Wire {
public:
    explicit Wire(engine::Run& run)
        : m_run(run) {
        for (ingress::DeviceMessage& message : m_batch) {
            message.contentType = "application/json";
            message.contentEncoding = "utf-8";
        }
    }
    Result<void> send(std::span<const std::string_view> lines) {
        for (std::size_t i = 0; i < lines.size(); ++i) {
            m_batch[i].device = deviceOf(lines[i]);
            m_batch[i].body = lines[i];
        }
        return m_run.receive(kHub, {m_batch.data(), lines.size()});
    }

private:
    engine::Run& m_run;
    std::vector<ingress::DeviceMessage> m_batch = std::vector<ingress::DeviceMessage>(kBatch);
};

/// Microseconds from when a message was due to when its events lie in their queues, at a steady rate.
Result<std::vector<double>> latencies(Wire& wire, std::span<const std::string_view> lines, double rate) {
    std::vector<double> micros;
    const Stopwatch watch;
    for (std::size_t next = 0; next < lines.size();) {
        const auto due = std::min(lines.size(), static_cast<std::size_t>(watch.seconds() * rate));
        if (due <= next) continue; // spins: waking up would cost more than a message
        const std::size_t count = std::min(kBatch, due - next);
        if (auto sent = wire.send(lines.subspan(next, count)); !sent) return refuse(sent.error());
        const double now = watch.seconds();
        for (std::size_t i = 0; i < count; ++i) micros.push_back((now - static_cast<double>(++next) / rate) * 1e6);
    }
    return micros;
}

Result<void> pipeline(const PipelineArguments& arguments) {
    const auto read = Lines::read(arguments.telemetry, arguments.messages);
    if (!read) return refuse(read.error());
    const std::vector<std::string_view> lines(read->begin(), read->end());
    const auto filters = readFilters(arguments.rules);
    if (!filters) return refuse(filters.error());

    const Stopwatch building;
    deployment::Deployment deployment = sensors(kTwins, true);
    addRoutes(deployment, *filters);
    engine::RunOptions options;
    options.threads = arguments.threads;
    options.duration = std::chrono::hours(24 * 365);
    auto run = engine::Run::compile(deployment, options);
    if (!run) return refuse(run.error());
    const double buildSeconds = building.seconds();

    Wire wire(**run);
    std::vector<double> rates;
    constexpr std::size_t kWarmUps = 2;
    const std::size_t passes = arguments.repeat + kWarmUps;
    for (std::size_t pass = 0; pass < passes; ++pass) {
        const Stopwatch watch;
        for (std::size_t begin = 0; begin < lines.size(); begin += kBatch) {
            const std::span<const std::string_view> all(lines);
            if (auto sent = wire.send(all.subspan(begin, std::min(kBatch, lines.size() - begin))); !sent) return sent;
        }
        const double seconds = watch.seconds();
        if (pass >= kWarmUps) rates.push_back(static_cast<double>(lines.size()) / seconds);
        (*run)->runUntil((*run)->now() + std::chrono::minutes(2)); // the queues are empty again
    }
    const engine::RunSnapshot snapshot = (*run)->snapshot();
    if (!snapshot.imbalances.empty()) return refuse(snapshot.imbalances.front());
    std::uint64_t deliveries = 0; // each pass has the same
    for (const auto& endpoint : snapshot.endpoints) deliveries += endpoint.received;
    if (deliveries % passes != 0) return refuse(fault("bench-passes", "The passes did not deliver the same."));
    deliveries /= passes;
    const double rate = median(rates);
    const auto waits = latencies(wire, lines, rate / 2);
    if (!waits) return refuse(waits.error());
    std::printf("{\"rules\":%zu,\"messages\":%zu,\"deliveries\":%llu,\"buildSeconds\":%.3f,\"messagesPerSecond\":%.0f,"
                "\"slowest\":%.0f,\"fastest\":%.0f,\"latencyMicroseconds\":{\"p50\":%.1f,\"p99\":%.1f,\"p999\":%.1f},"
                "\"peakRssMb\":%.1f}\n",
                filters->size(), lines.size(), static_cast<unsigned long long>(deliveries), buildSeconds, rate,
                quantile(rates, 0), quantile(rates, 1), quantile(*waits, 0.5), quantile(*waits, 0.99),
                quantile(*waits, 0.999), peakRssMb());
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
