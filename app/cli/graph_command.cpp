// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// twinflow graph import and export
#include "commands.h"
#include "exit_codes.h"
#include "findings_text.h"

#include "base/file.h"
#include "deployment/graph_files.h"
#include "deployment/project.h"

#include <cstdio>

namespace twinflow::cli {

namespace {

std::vector<deployment::Finding> shown(const Findings& findings) {
    std::vector<deployment::Finding> list;
    for (const Error& finding : findings) list.push_back({finding, {}, {}});
    return list;
}

int fail(const Error& error) {
    std::fputs(errorText(error, Terminal::of(stderr)).c_str(), stderr);
    return kFindings;
}

} // namespace

int graphImportCommand(const GraphArguments& arguments) {
    const auto loaded = deployment::load(arguments.folder);
    if (!loaded) return fail(loaded.error());
    const auto text = readFile(arguments.file);
    if (!text) return fail(text.error());
    const deployment::GraphImport import = deployment::importGraph(loaded->deployment, *text, arguments.file);
    const auto findings = shown(import.findings);
    std::fputs(findingsText(findings, Terminal::of(stderr)).c_str(), stderr);
    const bool sound = !hasErrors(findings);
    if (!sound && !arguments.keepGoing) {
        std::fprintf(stderr, "\n%s; nothing was imported. --keep-going imports the good lines.\n",
                     findingsSummary(findings).c_str());
        return kFindings;
    }
    if (const auto saved = deployment::save(import.deployment, arguments.folder); !saved) return fail(saved.error());
    std::printf("%s models, %s twins and %s relationships imported.\n", grouped(import.models).c_str(),
                grouped(import.twins).c_str(), grouped(import.relationships).c_str());
    return sound ? kFine : kFindings;
}

int graphExportCommand(const GraphArguments& arguments) {
    const auto loaded = deployment::load(arguments.folder);
    if (!loaded) return fail(loaded.error());
    Findings findings;
    const std::string text = deployment::exportGraph(loaded->deployment, findings);
    const auto told = shown(findings);
    std::fputs(findingsText(told, Terminal::of(stderr)).c_str(), stderr);
    if (arguments.file.empty()) {
        std::fwrite(text.data(), 1, text.size(), stdout);
    } else if (const auto written = writeFile(arguments.file, text); !written) {
        return fail(written.error());
    }
    return hasErrors(told) ? kFindings : kFine;
}

} // namespace twinflow::cli
