// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// twinflow check DIR
#include "commands.h"
#include "exit_codes.h"
#include "findings_text.h"
#include "load_project.h"

#include "deployment/check.h"
#include "deployment/project.h"

#include <cstdio>

namespace twinflow::cli {

int checkCommand(const CheckArguments& arguments) {
    const Terminal terminal = Terminal::of(stdout);
    const auto loaded = deployment::load(arguments.folder);
    std::vector<deployment::Finding> findings;
    if (loaded) {
        for (const Error& finding : loaded->findings) findings.push_back({finding, {}, {}});
        const auto checked = deployment::check(loaded->deployment);
        findings.insert(findings.end(), checked.begin(), checked.end());
    } else {
        findings.push_back({loaded.error(), {}, {}});
    }
    if (arguments.json) {
        std::fputs(findingsJson(findings).c_str(), stdout);
    } else if (findings.empty()) {
        std::printf("%s  %s has no findings.\n", terminal.good("fine").c_str(), loaded->deployment.name.c_str());
    } else {
        std::fputs(findingsText(findings, terminal).c_str(), stdout);
        std::printf("\n%s.\n", findingsSummary(findings).c_str());
    }
    if (!loaded) return statusOf(loaded.error());
    return findings.empty() ? kFine : kFindings;
}

} // namespace twinflow::cli
