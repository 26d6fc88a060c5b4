// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// twinflow check DIR
#include "commands.h"
#include "exit_codes.h"
#include "findings_text.h"
#include "load_project.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <memory>

namespace twinflow::cli {

namespace {

struct CheckArguments {
    std::string folder;
    bool json = false;
};

int checkCommand(const CheckArguments& arguments) {
    const Terminal terminal = Terminal::of(stdout);
    const auto loaded = deployment::load(arguments.folder);
    const auto findings = loaded ? findingsOf(*loaded) : withoutFixes({loaded.error()});
    if (arguments.json) {
        std::fputs(findingsJson(findings).c_str(), stdout);
    } else if (findings.empty()) {
        std::printf("%s  %s has no findings.\n", terminal.good("fine").c_str(), loaded->deployment.name.c_str());
    } else {
        std::fputs(findingsText(findings, terminal).c_str(), stdout);
        std::printf("\n%s.\n", findingsSummary(findings).c_str());
    }
    if (!loaded) return statusOf(loaded.error());
    const auto isWrong = [](const deployment::Finding& finding) { return finding.error.severity != Severity::note; };
    return std::any_of(findings.begin(), findings.end(), isWrong) ? kFindings : kFine;
}

} // namespace

void addCheckCommand(CLI::App& app, Chosen& chosen) {
    const auto check = std::make_shared<CheckArguments>();
    CLI::App* command = app.add_subcommand("check", "Looks for what is wrong with a project, without running it");
    command->add_option("DIR", check->folder, "Project folder")->required();
    command->add_flag("--json", check->json, "Print the findings as JSON");
    command->callback([check, &chosen] { chosen = [check] { return checkCommand(*check); }; });
}

} // namespace twinflow::cli
