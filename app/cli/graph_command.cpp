// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// twinflow graph import and export
#include "commands.h"
#include "exit_codes.h"
#include "findings_text.h"

#include "base/file.h"
#include "deployment/graph_files.h"
#include "deployment/project.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <memory>

namespace twinflow::cli {

namespace {

struct GraphArguments {
    std::string folder;
    std::string file; ///< import: what is read; export: what is written, empty for standard output
    bool keepGoing = false;
};

/// On the standard error. Whether there are no errors among them.
bool tell(const Findings& findings) {
    std::fputs(findingsText(withoutFixes(findings), Terminal::of(stderr)).c_str(), stderr);
    return !hasErrors(findings);
}

int importCommand(const GraphArguments& arguments) {
    const auto loaded = deployment::load(arguments.folder);
    if (!loaded) return fail(loaded.error());
    if (!tell(loaded->findings)) {
        std::fputs("\nNothing was imported: what cannot be read of the project would be lost.\n", stderr);
        return kFindings;
    }
    const auto text = readFile(arguments.file);
    if (!text) return fail(text.error());
    const deployment::GraphImport import = deployment::importGraph(loaded->deployment, *text, arguments.file);
    const bool sound = tell(import.findings);
    if (!sound && !arguments.keepGoing) {
        std::fprintf(stderr, "\n%s; nothing was imported. --keep-going imports the good lines.\n",
                     findingsSummary(withoutFixes(import.findings)).c_str());
        return kFindings;
    }
    if (import.findings.empty() && import.models + import.twins + import.relationships == 0) {
        return fail(fault("cli-graph-nothing", "'{0}' holds no models, twins or relationships.", arguments.file)
                        .withHint(say("Give a file in the bulk format; 'twinflow graph export' writes one.")));
    }
    if (const auto saved = deployment::save(import.deployment, arguments.folder); !saved) return fail(saved.error());
    std::printf("%s, %s and %s imported.\n", counted(import.models, "model").c_str(),
                counted(import.twins, "twin").c_str(), counted(import.relationships, "relationship").c_str());
    return sound ? kFine : kFindings;
}

int exportCommand(const GraphArguments& arguments) {
    const auto loaded = deployment::load(arguments.folder);
    if (!loaded) return fail(loaded.error());
    Findings findings;
    const std::string text = deployment::exportGraph(loaded->deployment, findings);
    findings.insert(findings.begin(), loaded->findings.begin(), loaded->findings.end());
    const bool sound = tell(findings);
    if (arguments.file.empty()) {
        std::fwrite(text.data(), 1, text.size(), stdout);
    } else if (const auto written = writeFile(arguments.file, text); !written) {
        return fail(written.error());
    }
    return sound ? kFine : kFindings;
}

} // namespace

void addGraphCommand(CLI::App& app, Chosen& chosen) {
    CLI::App* graph = app.add_subcommand("graph", "Moves a project's graph in and out, in the official bulk format");
    graph->require_subcommand(1);
    const auto arguments = std::make_shared<GraphArguments>();
    CLI::App* in = graph->add_subcommand("import", "Checks a bulk file and adds its models and graph to a project");
    in->add_option("DIR", arguments->folder, "Project folder")->required();
    in->add_option("FILE", arguments->file, "NDJSON with Header, Models, Twins and Relationships")->required();
    in->add_flag("--keep-going", arguments->keepGoing, "Import the good lines although others are bad");
    in->callback([arguments, &chosen] { chosen = [arguments] { return importCommand(*arguments); }; });
    CLI::App* out = graph->add_subcommand("export", "Writes a project's models and graph as a bulk file");
    out->add_option("DIR", arguments->folder, "Project folder")->required();
    out->add_option("--out", arguments->file, "File to write (default: standard output)")->type_name("FILE");
    out->callback([arguments, &chosen] { chosen = [arguments] { return exportCommand(*arguments); }; });
}

} // namespace twinflow::cli
