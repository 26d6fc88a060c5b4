// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// twinflow trace DIR: the run is made again, and the chains that are asked for are shown.
#include "chain_tree.h"
#include "commands.h"
#include "drive.h"
#include "exit_codes.h"
#include "load_project.h"
#include "options.h"
#include "scratch_folder.h"

#include "engine/pacer.h"
#include "engine/run.h"
#include "engine/ways.h"
#include "record/chain_text.h"
#include "record/finder.h"

#include <QTemporaryDir>

#include <cstdio>
#include <memory>
#include <optional>

namespace twinflow::cli {

namespace {

struct TraceArguments {
    std::string folder;
    std::string scenario;
    std::optional<std::uint64_t> events;
    std::uint64_t seed = 1;
    std::optional<std::uint64_t> message;
    std::string device;
    std::string twin;
    std::string event;
    std::string service;
    std::string whyNot;
    bool problems = false;
    std::optional<double> rate;
    std::optional<std::size_t> last;
    bool full = false;
    bool json = false;
    bool quiet = false;
};

/// Runs to the end with `taker` listening; what destinations write is thrown away.
Result<void> listen(const deployment::Deployment& deployment, engine::RunOptions options, record::HopTaker& taker,
                    bool quiet) {
    const auto folder = scratchFolder();
    if (!folder) return refuse(folder.error());
    options.outputFolder = (*folder)->path().toStdString();
    options.trace = &taker;
    auto run = engine::Run::compile(deployment, options);
    if (!run) return refuse(run.error());
    const Driven driven = drive(**run, engine::Pacer::kMax, quiet);
    if (driven.interrupted) return refuse(fault("cli-interrupted", "It was interrupted."));
    if (const auto failure = (*run)->failure()) return refuse(*failure);
    return {};
}

record::Wanted wantedOf(const TraceArguments& arguments) {
    record::Wanted wanted;
    wanted.device = arguments.device;
    wanted.twin = arguments.twin;
    wanted.eventId = arguments.event;
    wanted.service = arguments.service;
    wanted.notAt = arguments.whyNot;
    wanted.problems = arguments.problems;
    wanted.last = arguments.last.value_or(1);
    return wanted;
}

void printChains(const std::vector<const record::Chain*>& chains, const record::Ways& ways,
                 const TraceArguments& arguments) {
    const Terminal terminal = Terminal::of(stdout);
    for (std::size_t i = 0; i < chains.size(); ++i) {
        if (i > 0) std::printf("\n");
        std::fputs(chainTree(*chains[i], terminal, arguments.full).c_str(), stdout);
        if (arguments.whyNot.empty()) continue;
        const record::Answer answer = record::whyNot(*chains[i], ways, arguments.whyNot);
        std::printf("\n%s", answerText(answer, arguments.whyNot, terminal).c_str());
    }
}

void printJson(const std::vector<const record::Chain*>& chains) {
    for (const record::Chain* chain : chains) {
        std::string line;
        record::appendChainJson(line, *chain);
        std::printf("%s\n", line.c_str());
    }
}

int traceCommand(const TraceArguments& arguments) {
    const auto deployment = loadForRun(arguments.folder, true);
    if (!deployment) return deployment.error();
    const record::Ways ways = engine::waysOf(*deployment);
    for (const std::string& name : {arguments.whyNot, arguments.service}) {
        if (name.empty() || ways.find(name)) continue;
        std::string known;
        for (const auto& service : ways.services) known += (known.empty() ? "" : ", ") + service.name;
        return fail(
            fault("cli-service-unknown", "There is no service '{0}'.", name).withHint(say("Known are: {0}.", known)));
    }
    engine::RunOptions options;
    options.scenario = arguments.scenario;
    options.events = arguments.events;
    options.seed = arguments.seed;
    options.projectFolder = arguments.folder;

    record::Selection selection;
    if (arguments.message) {
        selection.messages = {*arguments.message};
    } else if (arguments.rate) {
        selection.rate = *arguments.rate;
        selection.seed = arguments.seed;
        selection.keep = arguments.last.value_or(selection.keep);
    } else {
        record::Finder finder(wantedOf(arguments));
        if (const auto ran = listen(*deployment, options, finder, arguments.quiet); !ran) return fail(ran.error());
        selection.messages = finder.messages();
    }
    record::Recorder recorder(selection);
    if (arguments.rate || !selection.messages.empty()) {
        if (const auto ran = listen(*deployment, options, recorder, arguments.quiet); !ran) return fail(ran.error());
    }
    std::vector<const record::Chain*> chains;
    for (const auto& [message, chain] : recorder.chains()) chains.push_back(&chain);
    if (chains.empty()) {
        return fail(fault("cli-trace-nothing", "No device message of the run meets that.")
                        .withHint(say("Ask for less, or for another scenario or seed.")));
    }
    if (recorder.forgotten() > 0) {
        std::fprintf(stderr, "%s older chains of the sample are left out; --last says how many are kept.\n",
                     grouped(recorder.forgotten()).c_str());
    }
    if (arguments.json) {
        printJson(chains);
    } else {
        printChains(chains, ways, arguments);
    }
    return kFine;
}

} // namespace

void addTraceCommand(CLI::App& app, Chosen& chosen) {
    const auto trace = std::make_shared<TraceArguments>();
    CLI::App* command =
        app.add_subcommand("trace", "Shows the way of a device message, hop by hop, and why it did not arrive");
    command->add_option("DIR", trace->folder, "Project folder")->required();
    command->add_option("--scenario", trace->scenario, "Scenario to run")->type_name("NAME");
    command->add_option("--events", trace->events, "Stop sending after N device messages")
        ->type_name("N")
        ->check(wholeNumber());
    addSeed(*command, trace->seed);
    CLI::Option* message =
        command->add_option("--message", trace->message, "The device message of that number, as the run counts them")
            ->type_name("N")
            ->check(wholeNumber(1));
    command->add_option("--device", trace->device, "Messages of this device")->type_name("ID");
    command->add_option("--twin", trace->twin, "Messages that changed this twin")->type_name("ID");
    command->add_option("--event", trace->event, "The message behind this event")->type_name("ID");
    command->add_option("--service", trace->service, "Messages of which this service gave or took something")
        ->type_name("NAME");
    command->add_option("--why-not", trace->whyNot, "Messages of which nothing arrived at this service, and why")
        ->type_name("NAME");
    command->add_flag("--problems", trace->problems, "Messages of which something failed for good");
    message->excludes("--device", "--twin", "--event", "--service", "--problems");
    command->add_option("--rate", trace->rate, "A sample: this share of all messages, chosen by the seed")
        ->type_name("R")
        ->check(share())
        ->excludes("--message", "--device", "--twin", "--event", "--service", "--problems");
    command->add_option("--last", trace->last, "So many, the newest (default: 1, of a sample 10000)")
        ->type_name("K")
        ->check(CLI::Range(1, 10000));
    command->add_flag("--full", trace->full, "Show payloads whole, and each clause of each filter");
    command->add_flag("--json", trace->json, "A JSON object a line instead of the tree");
    command->add_flag("--quiet", trace->quiet, "No progress");
    command->callback([trace, &chosen] { chosen = [trace] { return traceCommand(*trace); }; });
}

} // namespace twinflow::cli
