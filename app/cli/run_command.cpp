// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// twinflow run DIR
#include "commands.h"
#include "drive.h"
#include "exit_codes.h"
#include "findings_text.h"
#include "ledger_table.h"
#include "load_project.h"
#include "options.h"
#include "report_file.h"

#include "base/file.h"
#include "engine/output_folder.h"
#include "engine/pacer.h"
#include "engine/report.h"
#include "engine/run.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <memory>

namespace twinflow::cli {

namespace {

namespace fs = std::filesystem;

struct RunArguments {
    std::string folder;
    std::string scenario;
    std::optional<std::uint64_t> events;
    std::string duration;
    std::uint64_t seed = 1;
    std::string speed = "max";
    unsigned threads = 2;
    std::string report;
    std::string out;
    bool json = false;
    bool quiet = false;
};

/// For a Pacer. Error code: cli-speed.
Result<double> parseSpeed(const std::string& text) {
    if (text == "max") return engine::Pacer::kMax;
    double factor = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), factor);
    if (failure != std::errc() || end != text.data() + text.size() || !(factor > 0) || factor > 1e6) {
        return refuse(fault("cli-speed", "'{0}' is not a speed.", text)
                          .withHint(say("Write max, or a factor of real time such as 1 or 10.")));
    }
    return factor;
}

/// Those that failed, one by one; the others in a number.
void printExpectations(const engine::Run& run, const Terminal& terminal) {
    const auto verdicts = run.expectations();
    std::printf("\n");
    if (verdicts.empty()) {
        if (!run.scenario().expect.empty())
            std::printf("Expectations  not judged: %s\n", run.phase() == engine::Phase::failed
                                                              ? "the run failed"
                                                              : "the scenario was not run at its own length");
        return;
    }
    const auto met = std::count_if(verdicts.begin(), verdicts.end(), [](const auto& verdict) { return verdict.met; });
    const bool all = met == static_cast<std::ptrdiff_t>(verdicts.size());
    const std::string text = std::to_string(met) + " of " + std::to_string(verdicts.size()) + " met";
    std::printf("Expectations  %s\n", all ? terminal.good(text).c_str() : terminal.bad(text).c_str());
    for (const simulation::Verdict& verdict : verdicts) {
        if (!verdict.met)
            std::printf("  %s %s\n", verdict.expected.str().c_str(), terminal.bad(verdict.found.str()).c_str());
    }
}

/// A run that goes well here may not in the cloud.
void printExcess(const twins::ExcessRequests& excess, bool isRefused, const Terminal& terminal) {
    std::printf("Twin service  %s of functions came faster than it takes them: %s writes to one twin, %s others\n",
                terminal.attention(grouped(excess.total()) + " calls").c_str(), grouped(excess.oneTwin).c_str(),
                grouped(excess.total() - excess.oneTwin).c_str());
    std::printf("              %s\n", isRefused ? "It answered 429, as the service does."
                                                : "The service answers 429; so does the run where the twins have "
                                                  "\"rateLimits\": true.");
}

void printSummary(const engine::Run& run, const deployment::Deployment& deployment,
                  const engine::ReportContext& context) {
    const Terminal terminal = Terminal::of(stdout);
    const engine::RunSnapshot snapshot = run.snapshot();
    const double seconds = toSeconds(snapshot.sendingEnded - snapshot.start);
    const double settling = toSeconds(snapshot.now - snapshot.sendingEnded);
    const double wall = std::max(context.wallSeconds, 1e-9);
    const std::string title = run.scenario().title.empty() ? run.scenario().name : run.scenario().title;
    std::printf("%s · %s · seed %llu\n", terminal.bold(deployment.name).c_str(), title.c_str(),
                static_cast<unsigned long long>(context.options.seed));
    std::printf("%s of sending%s in %s: %s device messages, %s/s; %s events, %s unmatched; %s twins\n",
                shortSeconds(seconds).c_str(),
                settling >= 1 ? (" and " + shortSeconds(settling) + " of settling").c_str() : "",
                shortSeconds(wall).c_str(), grouped(snapshot.messages).c_str(),
                shortNumber(static_cast<double>(snapshot.messages) / wall).c_str(), grouped(snapshot.events).c_str(),
                grouped(snapshot.unmatched).c_str(), grouped(snapshot.twins).c_str());
    std::fputs(ledgerTable(snapshot, terminal).c_str(), stdout);

    if (!snapshot.incidents.entries().empty()) std::printf("\n%s\n", terminal.bold("Incidents").c_str());
    for (const auto& [key, entry] : snapshot.incidents.entries()) {
        const std::string place = entry.first.place.str();
        std::printf("  %s × %s  %s%s%s  %s\n", terminal.attention(grouped(entry.count)).c_str(), key.first.c_str(),
                    place.empty() ? "" : (place + ": ").c_str(), entry.first.what.str().c_str(),
                    entry.first.hint.empty() ? "" : (" " + entry.first.hint.str()).c_str(),
                    terminal.dim(key.second + ", first at " + entry.firstAt).c_str());
    }
    printExpectations(run, terminal);
    if (snapshot.excess.total() > 0) printExcess(snapshot.excess, deployment.twins.rateLimits, terminal);
    std::printf("Ledger        %s\n", snapshot.imbalances.empty() ? terminal.good("balanced").c_str()
                                                                  : terminal.bad("does not balance").c_str());
    for (const Error& imbalance : snapshot.imbalances) std::printf("              %s\n", imbalance.what.str().c_str());
    std::printf("Output        %s\nDigest        %s\n", context.options.outputFolder.string().c_str(),
                run.outputDigest().c_str());
}

int runCommand(const RunArguments& arguments) {
    const auto speed = parseSpeed(arguments.speed);
    if (!speed) return fail(speed.error());
    engine::ReportContext context;
    context.version = TWINFLOW_VERSION;
    context.options.scenario = arguments.scenario;
    context.options.events = arguments.events;
    context.options.seed = arguments.seed;
    context.options.threads = std::min(arguments.threads, 2U);
    context.options.projectFolder = arguments.folder;
    context.options.outputFolder =
        arguments.out.empty() ? fs::path(arguments.folder) / ".twinflow" / "out" : fs::path(arguments.out);
    if (!arguments.duration.empty()) {
        const auto duration = parseDuration(arguments.duration);
        if (!duration) return fail(duration.error());
        context.options.duration = *duration;
    }
    const auto deployment = loadForRun(arguments.folder, arguments.quiet);
    if (!deployment) return deployment.error();
    context.project = deployment->name;
    auto output = engine::OutputFolder::prepare(context.options.outputFolder);
    if (!output) return fail(output.error());
    if (const auto tried = tryReportFile(arguments.report, "--report"); !tried) return fail(tried.error());
    auto run = engine::Run::compile(*deployment, context.options);
    if (!run) return fail(run.error());
    output->keep();
    const Driven driven = drive(**run, *speed, arguments.quiet);
    context.wallSeconds = driven.seconds;
    context.interrupted = driven.interrupted;

    const std::string report = engine::reportText(**run, context);
    if (arguments.json) {
        std::fputs(report.c_str(), stdout);
    } else {
        printSummary(**run, *deployment, context);
    }
    bool fine = !context.interrupted;
    if (!arguments.report.empty()) {
        if (const auto written = writeFile(arguments.report, report); !written) {
            printError(written.error());
            fine = false;
        }
    }
    if (const auto failure = (*run)->failure()) {
        printError(*failure);
        fine = false;
    }
    const auto verdicts = (*run)->expectations();
    const bool met = std::all_of(verdicts.begin(), verdicts.end(), [](const auto& verdict) { return verdict.met; });
    const bool balanced = (*run)->snapshot().imbalances.empty();
    return fine && met && balanced ? kFine : kFindings;
}

} // namespace

void addRunCommand(CLI::App& app, Chosen& chosen) {
    const auto run = std::make_shared<RunArguments>();
    CLI::App* command = app.add_subcommand("run", "Runs a project: devices send, functions work, routes deliver");
    command->add_option("DIR", run->folder, "Project folder, with its deployment.json")->required();
    command->add_option("--scenario", run->scenario, "Scenario to run (default: 'default', else the first)")
        ->type_name("NAME");
    command->add_option("--events", run->events, "Stop sending after N device messages, however long that takes")
        ->type_name("N")
        ->check(wholeNumber());
    command
        ->add_option("--for", run->duration,
                     "Stop sending after this much virtual time, instead of the scenario's own: 10m, 2h")
        ->type_name("DURATION");
    addSeed(*command, run->seed);
    command->add_option("--speed", run->speed, "max, or a factor of real time: 1, 10")
        ->type_name("FACTOR")
        ->capture_default_str();
    command
        ->add_option("--threads", run->threads,
                     "1, or more: destinations write on a thread of their own; the output is the same")
        ->type_name("N")
        ->check(CLI::Range(1U, 64U))
        ->capture_default_str();
    command->add_option("--report", run->report, "Write the report as JSON to this file")->type_name("FILE");
    command->add_option("--out", run->out, "Folder for what destinations write (default: DIR/.twinflow/out)")
        ->type_name("FOLDER");
    command->add_flag("--json", run->json, "Print the report as JSON instead of the table");
    command->add_flag("--quiet", run->quiet, "No progress");
    command->callback([run, &chosen] { chosen = [run] { return runCommand(*run); }; });
}

} // namespace twinflow::cli
