// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "language_options.h"

#include "commands.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace twinflow::cli {

namespace {

constexpr const char* kLines =
    "Judge a file of cases, a JSON object a line, and answer a line each; - is standard input";

void addModels(CLI::App& app, std::function<int()>& chosen) {
    CLI::App* models = app.add_subcommand("models", "Reads DTDL models");
    models->require_subcommand(1);
    const auto arguments = std::make_shared<ModelsValidateArguments>();
    CLI::App* validate = models->add_subcommand("validate", "Looks for what is wrong with models");
    auto* paths = validate->add_option("FILE", arguments->paths, "Model files, or folders of them");
    auto* lines =
        validate->add_option("--ndjson", arguments->ndjson, std::string(kLines) + R"(: {"name", "input": […]})");
    lines->type_name("CASES")->excludes(paths);
    validate->add_flag("--language", arguments->language,
                       "Judge by the language alone, without what only the twin service refuses");
    validate->add_flag("--json", arguments->json, "Print the findings as JSON");
    validate->callback([=, &chosen] {
        if (arguments->paths.empty() && arguments->ndjson.empty()) throw CLI::RequiredError("FILE or --ndjson");
        chosen = [arguments] { return modelsValidateCommand(*arguments); };
    });
}

using FilterCommand = int (*)(const FilterArguments&);

void addFilter(CLI::App& app, std::function<int()>& chosen) {
    CLI::App* filter = app.add_subcommand("filter", "Reads filters of event routes");
    filter->require_subcommand(1);
    const auto add = [&](const char* name, const char* what, FilterCommand command, bool takesEvent,
                         const char* members) {
        const auto arguments = std::make_shared<FilterArguments>();
        CLI::App* sub = filter->add_subcommand(name, what);
        CLI::Option* text = sub->add_option("FILTER", arguments->filter, "The filter, in quotes of the shell");
        CLI::Option* event = nullptr;
        if (takesEvent) {
            event = sub->add_option("--event", arguments->event, "File with a CloudEvent as JSON, or one a line");
            event->type_name("FILE");
        }
        if (members) {
            CLI::Option* lines = sub->add_option("--ndjson", arguments->ndjson, std::string(kLines) + ": " + members);
            lines->type_name("FILE")->excludes(text);
            if (event) lines->excludes(event);
        }
        sub->callback([=, &chosen] {
            const bool complete = text->count() > 0 && (!event || event->count() > 0);
            if (!complete && arguments->ndjson.empty())
                throw CLI::RequiredError(text->count() == 0 ? "FILTER" : "--event");
            chosen = [arguments, command] { return command(*arguments); };
        });
        return std::pair(sub, arguments);
    };
    const auto [check, checkArguments] = add("check", "Says whether a filter is one, else where it is wrong",
                                             filterCheckCommand, false, R"({"name", "filter"})");
    check->add_flag("--json", checkArguments->json, "Print the answer as JSON");
    add("test", "Says whether an event passes", filterTestCommand, true, R"({"name", "filter", "event": {…}})");
    const auto [explain, explainArguments] = add(
        "explain", "Shows the truth of each clause for an event, and what it saw", filterExplainCommand, true, nullptr);
    explain->add_flag("--json", explainArguments->json, "Print the tree as JSON");
}

void addGraph(CLI::App& app, std::function<int()>& chosen) {
    CLI::App* graph = app.add_subcommand("graph", "Moves a project's graph in and out, in the official bulk format");
    graph->require_subcommand(1);
    const auto arguments = std::make_shared<GraphArguments>();
    CLI::App* in = graph->add_subcommand("import", "Checks a bulk file and adds its models and graph to a project");
    in->add_option("DIR", arguments->folder, "Project folder")->required();
    in->add_option("FILE", arguments->file, "NDJSON with Header, Models, Twins and Relationships")->required();
    in->add_flag("--keep-going", arguments->keepGoing, "Import the good lines although others are bad");
    in->callback([=, &chosen] { chosen = [arguments] { return graphImportCommand(*arguments); }; });
    CLI::App* out = graph->add_subcommand("export", "Writes a project's models and graph as a bulk file");
    out->add_option("DIR", arguments->folder, "Project folder")->required();
    out->add_option("--out", arguments->file, "File to write (default: standard output)")->type_name("FILE");
    out->callback([=, &chosen] { chosen = [arguments] { return graphExportCommand(*arguments); }; });
}

} // namespace

void addLanguageCommands(CLI::App& app, std::function<int()>& chosen) {
    addModels(app, chosen);
    addFilter(app, chosen);
    addGraph(app, chosen);
}

} // namespace twinflow::cli
