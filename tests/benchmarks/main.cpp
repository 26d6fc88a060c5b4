// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"

#include <CLI/CLI.hpp>

#include <QCoreApplication>

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    CLI::App app("Whole workloads through Twinflow's own engine; prints one JSON line each", "twinflow-bench");
    app.require_subcommand(1);
    twinflow::bench::Chosen chosen;
    twinflow::bench::addPipelineCommand(app, chosen);
    CLI11_PARSE(app, argc, argv);
    return chosen();
}
