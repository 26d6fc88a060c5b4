// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// `twinflow`: the engine on a command line.
#include "commands.h"
#include "exit_codes.h"
#include "language_options.h"
#include "load_project.h"
#include "series_command.h"
#include "test_command.h"
#include "trace_command.h"

#include <CLI/CLI.hpp>
#include <QCoreApplication>

#include <algorithm>
#include <clocale>
#include <string>
#include <vector>

using namespace twinflow;
using namespace twinflow::cli;

int main(int argc, char** argv) {
    // Scripts need an application object. It takes on the user's locale, so numbers go back to C.
    const QCoreApplication application(argc, argv);
    std::setlocale(LC_NUMERIC, "C");

    CLI::App app{"Runs a digital-twin deployment on this machine, from device to destination."};
    app.set_version_flag("--version", "twinflow " TWINFLOW_VERSION);
    app.require_subcommand(1);
    app.footer("Exit status: 0 fine, 1 findings or failed expectations, 2 wrong use.\n"
               "Example:     twinflow run resources/samples/smart-building --for 1h --seed 7");

    RunArguments run;
    CLI::App* runApp = app.add_subcommand("run", "Runs a project: devices send, functions work, routes deliver");
    runApp->add_option("DIR", run.folder, "Project folder, with its deployment.json")->required();
    runApp->add_option("--scenario", run.scenario, "Scenario to run (default: 'default', else the first)")
        ->type_name("NAME");
    runApp->add_option("--events", run.events, "Stop sending after N device messages, however long that takes")
        ->type_name("N")
        ->check(CLI::NonNegativeNumber);
    runApp
        ->add_option("--for", run.duration,
                     "Stop sending after this much virtual time, instead of the scenario's own: 10m, 2h")
        ->type_name("DURATION");
    runApp->add_option("--seed", run.seed, "Seed of all chance: the same seed gives the same bytes")
        ->type_name("S")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    runApp->add_option("--speed", run.speed, "max, or a factor of real time: 1, 10")
        ->type_name("FACTOR")
        ->capture_default_str();
    runApp
        ->add_option("--threads", run.threads,
                     "1, or more: destinations write on a thread of their own; the output is the same")
        ->type_name("N")
        ->check(CLI::Range(1U, 64U))
        ->capture_default_str();
    runApp->add_option("--report", run.report, "Write the report as JSON to this file")->type_name("FILE");
    runApp->add_option("--out", run.out, "Folder for what destinations write (default: DIR/.twinflow/out)")
        ->type_name("FOLDER");
    runApp->add_flag("--json", run.json, "Print the report as JSON instead of the table");
    runApp->add_flag("--quiet", run.quiet, "No progress");

    CheckArguments check;
    CLI::App* checkApp = app.add_subcommand("check", "Looks for what is wrong with a project, without running it");
    checkApp->add_option("DIR", check.folder, "Project folder")->required();
    checkApp->add_flag("--json", check.json, "Print the findings as JSON");

    NewArguments fresh;
    CLI::App* newApp = app.add_subcommand("new", "Makes a small project that runs");
    CLI::Option* list = newApp->add_flag("--list", fresh.list, "List the samples");
    newApp->add_option("DIR", fresh.folder, "Folder to make");
    CLI::Option* nameOption =
        newApp->add_option("--name", fresh.name, "Name of the deployment (default: the folder's)")->type_name("NAME");
    newApp->add_option("--sample", fresh.sample, "Copy this sample instead")->type_name("NAME")->excludes(nameOption);
    newApp->final_callback([&] {
        if (fresh.folder.empty() && list->count() == 0) throw CLI::RequiredError("DIR");
    });

    std::function<int()> chosen;
    addLanguageCommands(app, chosen);
    addTraceCommand(app, chosen);
    addTestCommand(app, chosen);
    addSeriesCommand(app, chosen);

    if (argc > 1 && argv[1][0] != '-') {
        std::vector<std::string> names;
        for (const CLI::App* command : app.get_subcommands({})) names.push_back(command->get_name());
        if (std::find(names.begin(), names.end(), argv[1]) == names.end()) {
            std::string known;
            for (const std::string& name : names) known += (known.empty() ? "" : ", ") + name;
            printError(fault("cli-command-unknown", "There is no command '{0}'.", argv[1])
                           .withHint(say("Known are: {0}.", known)));
            return kWrongUse;
        }
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& asked) {
        return app.exit(asked); // help or version
    } catch (const CLI::ParseError& wrong) {
        app.exit(wrong);
        return kWrongUse;
    }
    if (chosen) return chosen();
    if (runApp->parsed()) return runCommand(run);
    if (checkApp->parsed()) return checkCommand(check);
    return newCommand(fresh);
}
