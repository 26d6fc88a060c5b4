// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// twinflow-bench: what the engine does in a second, workload by workload.
#include "commands.h"

#include <CLI/CLI.hpp>
#include <QCoreApplication>

#include <clocale>

int main(int argc, char** argv) {
    // Scripts need an application object. It takes on the user's locale, so numbers go back to C.
    const QCoreApplication application(argc, argv);
    std::setlocale(LC_NUMERIC, "C");
    CLI::App app("Times whole workloads over files; prints one JSON line each");
    app.name("twinflow-bench");
    app.require_subcommand(1);
    int status = 0;
    twinflow::bench::addFunctionsCommand(app, status);
    twinflow::bench::addGenerateCommand(app, status);
#ifdef TWINFLOW_HAS_STUDIO
    twinflow::bench::addLayoutCommand(app, status);
#endif
    twinflow::bench::addMatchCommand(app, status);
    twinflow::bench::addPipelineCommand(app, status);
    twinflow::bench::addScaleCommand(app, status);
    CLI11_PARSE(app, argc, argv);
    return status;
}
