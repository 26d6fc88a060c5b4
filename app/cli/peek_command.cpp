// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// twinflow peek DIR ENDPOINT: the run is made again up to an instant, and the messages of a subscriber are shown.
#include "commands.h"
#include "drive.h"
#include "exit_codes.h"
#include "load_project.h"
#include "options.h"
#include "scratch_folder.h"
#include "terminal.h"

#include "engine/pacer.h"
#include "engine/run.h"

#include <nlohmann/json.hpp>

#include <QTemporaryDir>

#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace twinflow::cli {

namespace {

using endpoints::MessageLife;
using engine::MessageEntry;

struct PeekArguments {
    std::string folder;
    std::string endpoint;
    std::string at; ///< after the start; empty: the end
    std::string scenario;
    std::uint64_t seed = 1;
    endpoints::PeekRequest request;
    bool json = false;
    bool quiet = false;
};

/// The line below a message: what it waits for, and why it is not where it should be.
std::string circumstances(const MessageLife& life) {
    std::string text;
    const auto add = [&](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
    if (life.deliveries > 0) add(counted(life.deliveries, life.deliveries == 1 ? "delivery" : "deliveries"));
    if (life.lockedUntil) add("locked until " + formatInstant(*life.lockedUntil, 3));
    if (life.nextAttempt) add("due " + formatInstant(*life.nextAttempt, 3));
    if (life.expires) add("expires " + formatInstant(*life.expires, 3));
    if (!life.session.empty()) add("session " + life.session);
    if (!life.attempts.empty()) add("last answer " + std::string(life.attempts.back().result));
    if (!life.reason.empty()) add(life.description.empty() ? life.reason : life.reason + ": " + life.description);
    return text;
}

std::string state(const Terminal& terminal, endpoints::LifeState state) {
    const std::string_view name = endpoints::lifeStateName(state);
    switch (state) {
    case endpoints::LifeState::delivered:
        return terminal.good(name);
    case endpoints::LifeState::retrying:
    case endpoints::LifeState::probation:
    case endpoints::LifeState::givenUp:
        return terminal.attention(name);
    case endpoints::LifeState::deadLettered:
        return terminal.bad(name);
    default:
        return std::string(name);
    }
}

void printText(const std::vector<MessageEntry>& entries, const PeekArguments& arguments, Instant now) {
    const Terminal terminal = Terminal::of(stdout);
    const bool full = entries.size() == arguments.request.limit; // there may be more
    std::printf("%s  %s  %s\n", terminal.bold(arguments.endpoint + " → " + arguments.request.subscriber).c_str(),
                ((full ? "the first " : "") + counted(entries.size(), "message")).c_str(),
                terminal.dim("at " + formatInstant(now, 3)).c_str());
    for (const MessageEntry& entry : entries) {
        const std::string number = (entry.partitioned ? std::to_string(entry.life.partition) + "/" : "") +
                                   std::to_string(entry.life.sequenceNumber);
        std::printf("%8s  %s  %s %s  %s\n", number.c_str(), formatInstant(entry.life.enqueued, 3).c_str(),
                    std::string(shortType(entry.type)).c_str(), terminal.bold(entry.subject).c_str(),
                    state(terminal, entry.life.state).c_str());
        if (const std::string below = circumstances(entry.life); !below.empty())
            std::printf("          %s\n", terminal.dim(below).c_str());
    }
    const bool isWhole = !arguments.request.settled && !arguments.request.deadLetters && !arguments.request.scheduled;
    if (entries.empty() && isWhole)
        std::printf("%s\n", terminal.dim("Nothing waits there then. --settled shows what arrived last.").c_str());
}

void printJson(const MessageEntry& entry) {
    const MessageLife& life = entry.life;
    nlohmann::ordered_json line;
    const auto put = [&](const char* name, const auto& value) {
        if (!value.empty()) line[name] = value;
    };
    const auto putInstant = [&](const char* name, const std::optional<Instant>& instant) {
        if (instant) line[name] = formatInstant(*instant, 3);
    };
    line["sequenceNumber"] = life.sequenceNumber;
    if (entry.partitioned) line["partition"] = life.partition;
    line["state"] = endpoints::lifeStateName(life.state);
    putInstant("enqueued", life.enqueued);
    putInstant("lockedUntil", life.lockedUntil);
    putInstant("nextAttempt", life.nextAttempt);
    putInstant("expires", life.expires);
    put("session", life.session);
    line["deliveries"] = life.deliveries;
    auto& attempts = line["attempts"] = nlohmann::ordered_json::array();
    for (const endpoints::Attempt& attempt : life.attempts) {
        attempts.push_back(
            {{"number", attempt.number}, {"at", formatInstant(attempt.at, 3)}, {"result", attempt.result}});
    }
    put("reason", life.reason);
    put("description", life.description);
    std::string text = line.dump();
    text.back() = ','; // the event as it is held, no number written anew
    std::printf("%s\"event\":%s}\n", text.c_str(), entry.cloudEvent.c_str());
}

int peekCommand(PeekArguments arguments) {
    const auto deployment = loadForRun(arguments.folder, true);
    if (!deployment) return deployment.error();
    const auto folder = scratchFolder();
    if (!folder) return fail(folder.error());
    engine::RunOptions options;
    options.scenario = arguments.scenario;
    options.seed = arguments.seed;
    options.projectFolder = arguments.folder;
    options.outputFolder = (*folder)->path().toStdString();
    auto run = engine::Run::compile(*deployment, options);
    if (!run) return fail(run.error());
    // What cannot be looked at is said before anything runs.
    if (arguments.request.scheduled) {
        if (const auto known = (*run)->schedulesAt(arguments.endpoint); !known) return fail(known.error());
        arguments.request.subscriber = "scheduled"; // in the topic itself, before any subscriber
    } else {
        const auto subscriber = (*run)->subscriberOf(arguments.endpoint, arguments.request.subscriber);
        if (!subscriber) return fail(subscriber.error());
        arguments.request.subscriber = *subscriber;
    }
    Instant until = Instant::max();
    if (!arguments.at.empty()) {
        const auto after = parseDuration(arguments.at);
        if (!after) return fail(after.error());
        until = (*run)->now() + *after;
    }
    const Driven driven = drive(**run, engine::Pacer::kMax, arguments.quiet, until);
    if (driven.interrupted) return fail(fault("cli-interrupted", "It was interrupted."));
    if (const auto failure = (*run)->failure()) return fail(*failure);
    const std::vector<MessageEntry> entries = (*run)->peek(arguments.endpoint, arguments.request);
    if (arguments.json) {
        for (const MessageEntry& entry : entries) printJson(entry);
    } else {
        printText(entries, arguments, (*run)->now());
    }
    return kFine;
}

} // namespace

void addPeekCommand(CLI::App& app, Chosen& chosen) {
    const auto peek = std::make_shared<PeekArguments>();
    CLI::App* command = app.add_subcommand(
        "peek", "Shows the messages that an endpoint holds for a subscriber, and what becomes of them");
    command->add_option("DIR", peek->folder, "Project folder")->required();
    command->add_option("ENDPOINT", peek->endpoint, "Event Hub, Event Grid topic, Service Bus topic or queue")
        ->required();
    command
        ->add_option("--subscription", peek->request.subscriber,
                     "Consumer group or subscription, where there are several")
        ->type_name("NAME");
    command->add_option("--at", peek->at, "So long after the start, for example 10m (default: the end of the run)")
        ->type_name("TIME");
    command->add_flag("--settled", peek->request.settled, "Also what arrived last, as far as it is still held");
    command->add_flag("--dead-letters", peek->request.deadLetters, "The dead letters instead");
    command
        ->add_flag("--scheduled", peek->request.scheduled,
                   "What a Service Bus topic or queue has scheduled for later instead")
        ->excludes("--subscription", "--settled", "--dead-letters"); // it lies before all of these
    command->add_option("--from", peek->request.from, "From this sequence number on")
        ->type_name("N")
        ->check(wholeNumber());
    command->add_option("--limit", peek->request.limit, "At most so many")
        ->type_name("N")
        ->check(wholeNumber(1))
        ->capture_default_str();
    command->add_option("--scenario", peek->scenario, "Scenario to run")->type_name("NAME");
    addSeed(*command, peek->seed);
    command->add_flag("--json", peek->json, "A JSON object a message, with the event, instead of text");
    command->add_flag("--quiet", peek->quiet, "No progress");
    command->callback([peek, &chosen] { chosen = [peek] { return peekCommand(*peek); }; });
}

} // namespace twinflow::cli
