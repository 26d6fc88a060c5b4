// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "load_project.h"

#include "exit_codes.h"
#include "findings_text.h"
#include "terminal.h"

#include "deployment/check.h"
#include "deployment/project.h"

#include <algorithm>
#include <cstdio>

namespace twinflow::cli {

void printError(const Error& error) {
    std::fputs(errorText(error, Terminal::of(stderr)).c_str(), stderr);
}

int statusOf(const Error& loadFailure) {
    return loadFailure.code == "project-missing" ? kWrongUse : kFindings;
}

tl::expected<deployment::Deployment, int> loadForRun(const std::string& folder, bool quiet) {
    auto loaded = deployment::load(folder);
    if (!loaded) {
        printError(loaded.error());
        return tl::unexpected(statusOf(loaded.error()));
    }
    std::vector<deployment::Finding> findings;
    for (const Error& finding : loaded->findings) findings.push_back({finding, {}, {}});
    const auto checked = deployment::check(loaded->deployment);
    findings.insert(findings.end(), checked.begin(), checked.end());
    const bool wrong = hasErrors(findings);
    if (wrong || !quiet) {
        std::erase_if(findings,
                      [](const deployment::Finding& finding) { return finding.error.severity == Severity::note; });
        std::fputs(findingsText(findings, Terminal::of(stderr)).c_str(), stderr);
        if (wrong)
            std::fprintf(stderr, "\n%s: the project does not run like this.\n", findingsSummary(findings).c_str());
    }
    if (wrong) return tl::unexpected(kFindings);
    return std::move(loaded->deployment);
}

} // namespace twinflow::cli
