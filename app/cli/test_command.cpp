// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// twinflow test DIR
#include "commands.h"
#include "drive.h"
#include "exit_codes.h"
#include "load_project.h"
#include "options.h"
#include "report_file.h"
#include "test_report.h"

#include "base/file.h"
#include "deployment/services.h"
#include "engine/output_folder.h"
#include "engine/pacer.h"
#include "engine/run.h"

#include <QTemporaryDir>

#include <cstdio>
#include <memory>

namespace twinflow::cli {

namespace {

namespace fs = std::filesystem;

struct TestArguments {
    std::string folder;
    std::vector<std::string> scenarios;
    std::string junit;
    std::string out;
    std::uint64_t seed = 1;
    bool json = false;
    bool quiet = false;
};

/// The scenarios that are asked for, or all.
Result<std::vector<std::string>> chosenScenarios(const deployment::Deployment& deployment,
                                                 const std::vector<std::string>& wanted) {
    std::vector<std::string> all;
    std::string known;
    for (const auto& scenario : deployment.scenarios) {
        all.push_back(scenario.name);
        known += (known.empty() ? "" : ", ") + scenario.name;
    }
    if (all.empty()) {
        return refuse(fault("cli-test-nothing", "'{0}' has no scenarios.", deployment.name)
                          .withHint(say("Put one into scenarios/, with what it expects.")));
    }
    for (const std::string& name : wanted) {
        if (deployment::findScenario(deployment, name)) continue;
        return refuse(fault("engine-scenario-unknown", "There is no scenario '{0}'.", name)
                          .withHint(say("Known are: {0}.", known)));
    }
    return wanted.empty() ? all : wanted;
}

Tested testScenario(const deployment::Deployment& deployment, const engine::RunOptions& options, bool quiet,
                    bool& interrupted) {
    Tested tested;
    tested.scenario = options.scenario;
    auto output = engine::OutputFolder::prepare(options.outputFolder);
    if (!output) {
        tested.errors.push_back(output.error());
        return tested;
    }
    auto run = engine::Run::compile(deployment, options);
    if (!run) {
        tested.errors.push_back(run.error());
        return tested;
    }
    output->keep();
    tested.title = (*run)->scenario().title;
    const Driven driven = drive(**run, engine::Pacer::kMax, quiet);
    interrupted = driven.interrupted;
    tested.seconds = driven.seconds;
    tested.messages = (*run)->messages();
    tested.digest = (*run)->outputDigest();
    tested.verdicts = (*run)->expectations();
    tested.errors = (*run)->snapshot().imbalances;
    if (const auto failure = (*run)->failure()) tested.errors.push_back(*failure);
    if (interrupted) tested.errors.push_back(fault("cli-interrupted", "It was interrupted."));
    return tested;
}

int testCommand(const TestArguments& arguments) {
    const auto deployment = loadForRun(arguments.folder, arguments.quiet);
    if (!deployment) return deployment.error();
    const auto scenarios = chosenScenarios(*deployment, arguments.scenarios);
    if (!scenarios) return fail(scenarios.error());
    if (const auto tried = tryReportFile(arguments.junit, "--junit"); !tried) return fail(tried.error());
    const QTemporaryDir temporary; // removed in the end, with what destinations wrote
    const fs::path out = arguments.out.empty() ? fs::path(temporary.path().toStdString()) : fs::path(arguments.out);
    const Terminal terminal = Terminal::of(stdout);
    std::vector<Tested> all;
    std::size_t passed = 0;
    bool interrupted = false;
    for (const std::string& scenario : *scenarios) {
        engine::RunOptions options;
        options.scenario = scenario;
        options.seed = arguments.seed;
        options.threads = 2;
        options.projectFolder = arguments.folder;
        options.outputFolder = out / scenario;
        all.push_back(testScenario(*deployment, options, arguments.quiet || arguments.json, interrupted));
        if (all.back().passed()) ++passed;
        if (!arguments.json) std::fputs(testedText(all.back(), terminal).c_str(), stdout);
        std::fflush(stdout);
        if (interrupted) break;
    }
    if (arguments.json) {
        std::fputs(testedJson(deployment->name, all).c_str(), stdout);
    } else {
        const std::string text = std::to_string(passed) + " of " + std::to_string(scenarios->size()) + " passed";
        std::printf("%s\n", passed == scenarios->size() ? terminal.good(text).c_str() : terminal.bad(text).c_str());
    }
    if (!arguments.junit.empty()) {
        if (const auto written = writeFile(arguments.junit, junitText(deployment->name, all)); !written)
            return fail(written.error());
    }
    return passed == scenarios->size() ? kFine : kFindings;
}

} // namespace

void addTestCommand(CLI::App& app, Chosen& chosen) {
    const auto test = std::make_shared<TestArguments>();
    CLI::App* command = app.add_subcommand("test", "Runs a project's scenarios and says which meet their expectations");
    command->add_option("DIR", test->folder, "Project folder")->required();
    command->add_option("--scenario", test->scenarios, "Only these scenarios (default: all)")->type_name("NAME");
    command->add_option("--junit", test->junit, "Write the result as JUnit XML to this file")->type_name("FILE");
    command->add_option("--out", test->out, "Keep what destinations write, a folder for each scenario")
        ->type_name("FOLDER");
    addSeed(*command, test->seed);
    command->add_flag("--json", test->json, "Print the result as JSON");
    command->add_flag("--quiet", test->quiet, "No progress");
    command->callback([test, &chosen] { chosen = [test] { return testCommand(*test); }; });
}

} // namespace twinflow::cli
