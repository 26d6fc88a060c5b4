// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// twinflow-bench functions: device messages through a script, and through a mapping, to the patch of a twin.
#include "commands.h"
#include "counting_host.h"
#include "lines.h"
#include "measure.h"

#include "ingress/event_grid.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <limits>
#include <memory>

namespace twinflow::bench {

namespace {

struct FunctionsArguments {
    std::string telemetry;
    std::size_t most = std::numeric_limits<std::size_t>::max();
    int repeat = 5;
};

/// The same as peers/map.js does. A message in five has no current.
constexpr std::string_view kScript = R"(
function run(context, event) {
    const body = event.data.body, readings = body.readings;
    const patch = [
        { op: 'replace', path: '/temperature', value: body.temperature },
        { op: 'replace', path: '/humidity', value: body.humidity }
    ];
    if (readings.current !== undefined)
        patch.push({ op: 'replace', path: '/power', value: Math.round(readings.voltage * readings.current) / 1000 });
    context.twins.updateDigitalTwin(event.data.systemProperties['iothub-connection-device-id'], patch);
}
)";

functions::FunctionSettings script() {
    functions::FunctionSettings settings;
    settings.name = "script";
    settings.file = "script.js";
    return settings;
}

/// A mapping has no product of two values: it takes kilovolts where the script takes kilowatts.
functions::FunctionSettings mapping() {
    functions::FunctionSettings settings;
    settings.name = "mapping";
    settings.kind = functions::FunctionKind::mapping;
    for (const char* property : {"/temperature", "/humidity"}) settings.mapping.push_back({property, property});
    settings.mapping.push_back({"/readings/voltage", "/power", 0.001});
    return settings;
}

struct Measured {
    double messagesPerSecond = 0;
    std::uint64_t patches = 0; ///< of one pass
    std::uint64_t values = 0;
    double sum = 0;
};

/// What the engine does between a hub and a function (engine/function_node.cpp): the short way where the function has
/// one, else the message's event.
functions::Invocation call(functions::Function& function, const ingress::DeviceMessage& message, std::string& event) {
    if (const auto invocation = function.invokeDirect(message.device, message.body, message.enqueued))
        return *invocation;
    event.clear();
    ingress::appendEventGrid(event, message, "hub");
    return function.invoke(event, message.enqueued);
}

Result<Measured> measure(const functions::FunctionSettings& settings, const Lines& lines, int repeat) {
    CountingHost host;
    auto function = functions::makeFunction(settings, kScript, host, 1);
    if (!function) return refuse(std::move(function.error()));
    ingress::DeviceMessage message;
    message.contentType = "application/json";
    message.contentEncoding = "utf-8";
    std::string event;
    std::vector<double> rates;
    for (int pass = 0; pass < repeat + 1; ++pass) { // the first one warms up
        host = {};
        message.number = 0;
        const Stopwatch watch;
        for (const std::string_view line : lines) {
            message.device = deviceOf(line);
            message.body = line;
            ++message.number;
            message.enqueued += std::chrono::milliseconds(1);
            functions::Invocation done = call(**function, message, event);
            if (done.result != functions::Invocation::Result::succeeded) return refuse(std::move(done.error));
        }
        if (pass > 0) rates.push_back(static_cast<double>(lines.size()) / watch.seconds());
    }
    return Measured{median(rates), host.patches, host.values, host.sum};
}

void print(const char* name, const Measured& measured) {
    std::printf(",\"%s\":{\"messagesPerSecond\":%.0f,\"patches\":%llu,\"values\":%llu,\"sum\":%.3f}", name,
                measured.messagesPerSecond, static_cast<unsigned long long>(measured.patches),
                static_cast<unsigned long long>(measured.values), measured.sum);
}

Result<void> run(const FunctionsArguments& arguments) {
    const auto lines = Lines::read(arguments.telemetry, arguments.most);
    if (!lines) return refuse(lines.error());
    const auto scripted = measure(script(), *lines, arguments.repeat);
    if (!scripted) return refuse(scripted.error());
    const auto mapped = measure(mapping(), *lines, arguments.repeat);
    if (!mapped) return refuse(mapped.error());
    std::printf("{\"messages\":%zu", lines->size());
    print("script", *scripted);
    print("mapping", *mapped);
    std::printf(",\"peakRssMb\":%.1f}\n", peakRssMb());
    return {};
}

} // namespace

void addFunctionsCommand(CLI::App& app, int& status) {
    const auto arguments = std::make_shared<FunctionsArguments>();
    CLI::App* command =
        app.add_subcommand("functions", "Device messages through a script and through a mapping: text in, patch out");
    command->add_option("TELEMETRY", arguments->telemetry, "Bodies of device messages, one a line")->required();
    command->add_option("--messages", arguments->most, "Take the first N messages only")->type_name("N");
    command->add_option("--repeat", arguments->repeat, "Give medians of R passes")
        ->type_name("R")
        ->check(CLI::Range(1, 1000));
    command->callback([arguments, &status] {
        if (const Result<void> done = run(*arguments); !done) {
            std::fprintf(stderr, "%s\n", done.error().str().c_str());
            status = 2;
        }
    });
}

} // namespace twinflow::bench
