// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "load_project.h"

#include "exit_codes.h"
#include "findings_text.h"
#include "terminal.h"

#include <algorithm>
#include <cstdio>

namespace twinflow::cli {

std::vector<deployment::Finding> findingsOf(const deployment::Loaded& loaded) {
    std::vector<deployment::Finding> findings = withoutFixes(loaded.findings);
    const auto checked = deployment::check(loaded.deployment);
    findings.insert(findings.end(), checked.begin(), checked.end());
    return findings;
}

tl::expected<deployment::Deployment, int> loadForRun(const std::string& folder, bool quiet) {
    auto loaded = deployment::load(folder);
    if (!loaded) return tl::unexpected(fail(loaded.error()));
    std::vector<deployment::Finding> findings = findingsOf(*loaded);
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
