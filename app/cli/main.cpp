// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// `twinflow`: the engine on a command line.
#include "commands.h"
#include "exit_codes.h"

#include <CLI/CLI.hpp>
#include <QCoreApplication>

#include <algorithm>
#include <clocale>
#include <cstdio>
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
    Chosen chosen;
    for (const auto add : {addRunCommand, addCheckCommand, addNewCommand, addModelsCommand, addFilterCommand,
                           addGraphCommand, addTraceCommand, addPeekCommand, addTestCommand, addSeriesCommand})
        add(app, chosen);

    if (argc > 1 && argv[1][0] != '-') {
        std::vector<std::string> names;
        for (const CLI::App* command : app.get_subcommands({})) names.push_back(command->get_name());
        if (std::find(names.begin(), names.end(), argv[1]) == names.end()) {
            std::string known;
            for (const std::string& name : names) known += (known.empty() ? "" : ", ") + name;
            return fail(fault("cli-command-unknown", "There is no command '{0}'.", argv[1])
                            .withHint(say("Known are: {0}.", known)));
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
    const int status = chosen();
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
        return fail(fault("cli-stdout-unwritable", "What there is to say cannot be written to the standard output.")
                        .withHint(say("Check that the disk is not full and that whoever reads it is still there.")));
    }
    return status;
}
