// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// twinflow-bench scale: how large a run can be, and what its parts take.
#include "commands.h"
#include "measure.h"

#include "engine/run.h"
#include "workload/names.h"
#include "workload/sensors.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

namespace twinflow::bench {

namespace {

struct Held {
    std::unique_ptr<engine::Run> run;
    double seconds = 0;
    std::size_t bytes = 0;
};

/// Compiles a run; what it was compiled from is gone when its bytes are counted.
Result<Held> hold(unsigned count, bool withDevices) {
    Held held;
    const std::size_t before = allocatedBytes();
    {
        const deployment::Deployment deployment = sensors(count, withDevices);
        engine::RunOptions options;
        options.duration = std::chrono::hours(24 * 365);
        const Stopwatch watch;
        auto run = engine::Run::compile(deployment, options);
        if (!run) return refuse(run.error());
        held.run = std::move(*run);
        held.seconds = watch.seconds();
    }
    held.bytes = allocatedBytes() - before;
    return held;
}

Result<void> scale(unsigned count) {
    const auto empty = hold(0, false);
    if (!empty) return refuse(empty.error());
    std::size_t twinBytes = 0;
    {
        const auto twins = hold(count, false);
        if (!twins) return refuse(twins.error());
        twinBytes = twins->bytes - empty->bytes;
    }
    auto whole = hold(count, true);
    if (!whole) return refuse(whole.error());
    const std::size_t deviceBytes = whole->bytes - empty->bytes - twinBytes;

    std::vector<ingress::DeviceMessage> batch(32);
    const Stopwatch sending;
    for (unsigned next = 0; next < count;) {
        std::size_t size = 0;
        for (; size < batch.size() && next < count; ++size, ++next) {
            batch[size].device = twinId(next);
            batch[size].contentType = "application/json";
            batch[size].contentEncoding = "utf-8";
            batch[size].body =
                "{\"temperature\":" + std::to_string(next % 40) + ",\"humidity\":50.5,\"status\":\"ok\"}";
        }
        if (auto sent = whole->run->receive(kHub, {batch.data(), size}); !sent) return sent;
    }
    const double sendSeconds = sending.seconds();
    const engine::RunSnapshot snapshot = whole->run->snapshot();
    if (!snapshot.imbalances.empty()) return refuse(snapshot.imbalances.front());
    std::printf("{\"twins\":%zu,\"devices\":%zu,\"writes\":%llu,\"loadSeconds\":%.2f,\"bytesPerTwin\":%.0f,"
                "\"bytesPerDevice\":%.0f,\"firstMessagesPerSecond\":%.0f,\"peakRssMb\":%.0f}\n",
                snapshot.twins, snapshot.hubs.front().devices,
                static_cast<unsigned long long>(snapshot.functions.front().counts.writes), whole->seconds,
                static_cast<double>(twinBytes) / count, static_cast<double>(deviceBytes) / count, count / sendSeconds,
                peakRssMb());
    return {};
}

} // namespace

void addScaleCommand(CLI::App& app, int& status) {
    const auto count = std::make_shared<unsigned>(100'000);
    CLI::App* command =
        app.add_subcommand("scale", "A run of many twins and as many devices, each of which sends once");
    command->add_option("--twins", *count, "So many of both")->check(CLI::Range(1, 1'000'000))->capture_default_str();
    command->callback([count, &status] {
        if (const Result<void> done = scale(*count); !done) {
            std::fprintf(stderr, "%s\n", done.error().str().c_str());
            status = 2;
        }
    });
}

} // namespace twinflow::bench
