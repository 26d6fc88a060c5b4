// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// twinflow models validate
#include "commands.h"
#include "exit_codes.h"
#include "findings_text.h"
#include "ndjson.h"

#include "base/file.h"
#include "deployment/project_files.h"
#include "models/model_set.h"
#include "models/reference_name.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <iterator>
#include <memory>

namespace twinflow::cli {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

namespace {

struct ModelsArguments {
    std::vector<std::string> paths;
    std::string ndjson; ///< cases to judge instead, a line each
    bool language = false;
    bool json = false;
};

/// {"name", "input": [models]} -> "valid", "errors": the reference parser's names, each once, in the models' order.
Result<void> judge(const JsonNode& line, Json& answer) {
    const JsonNode* input = line.find("input");
    if (!input) {
        return refuse(fault("cli-line-member", "The line has no 'input'.")
                          .withHint(say("Give each line a member \"input\" with an array of models.")));
    }
    std::string text;
    input->appendJson(text);
    auto document = JsonDocument::parse(std::move(text), {});
    if (!document) return refuse(std::move(document.error()));
    std::vector<JsonDocument> documents;
    documents.push_back(std::move(*document));
    const auto built = models::ModelSet::build(documents, models::Strictness::language);
    Json errors = Json::array();
    for (const Error& finding : built.findings) {
        if (finding.severity != Severity::error) continue;
        const std::string name = models::referenceName(finding.code);
        if (std::find(errors.begin(), errors.end(), name) == errors.end()) errors.push_back(name);
    }
    answer["valid"] = errors.empty();
    answer["errors"] = std::move(errors);
    return {};
}

/// The model files of a folder: of a project those below models/, else all .json files.
std::vector<deployment::ProjectFile> filesBelow(const fs::path& folder, Findings& findings) {
    std::error_code failure;
    const bool project = fs::exists(folder / "deployment.json", failure);
    Findings refusals;
    auto files = deployment::ProjectFiles(folder, refusals).read(project ? "models" : "", ".json", true);
    const auto named = [&](std::string& path) { path = (folder / path).generic_string(); };
    for (deployment::ProjectFile& file : files) named(file.path);
    for (Error& refusal : refusals) named(refusal.place.file);
    if (files.empty() && refusals.empty()) {
        refusals.push_back(fault("cli-models-nothing", "There are no models in '{0}'.", folder.generic_string())
                               .at({folder.generic_string(), 0, 0, {}})
                               .withHint(say("Name a project with models, or a folder of .json files.")));
    }
    std::move(refusals.begin(), refusals.end(), std::back_inserter(findings));
    return files;
}

/// Documents of all files and folders, in their order. `status` becomes that of a file that cannot be read.
std::vector<JsonDocument> readAll(const std::vector<std::string>& paths, Findings& findings, int& status) {
    std::vector<JsonDocument> documents;
    const auto parse = [&](std::string text, std::string name) {
        auto document = JsonDocument::parse(std::move(text), std::move(name));
        if (document)
            documents.push_back(std::move(*document));
        else
            findings.push_back(std::move(document.error()));
    };
    for (const std::string& path : paths) {
        std::error_code failure;
        if (fs::is_directory(path, failure)) {
            for (deployment::ProjectFile& file : filesBelow(path, findings))
                parse(std::move(file.text), std::move(file.path));
            continue;
        }
        Result<std::string> text = readFile(path, deployment::kMaxFileBytes);
        if (text) {
            parse(std::move(*text), path);
        } else {
            status = std::max(status, statusOf(text.error()));
            findings.push_back(std::move(text.error()).at({path, 0, 0, {}}));
        }
    }
    return documents;
}

int validateCommand(const ModelsArguments& arguments) {
    if (!arguments.ndjson.empty()) return answerLines(arguments.ndjson, judge);
    const auto begun = std::chrono::steady_clock::now();
    Findings findings;
    int status = kFine;
    const std::vector<JsonDocument> documents = readAll(arguments.paths, findings, status);
    const auto strictness = arguments.language ? models::Strictness::language : models::Strictness::service;
    const models::ModelSet::Built built = models::ModelSet::build(documents, strictness);
    findings.insert(findings.end(), built.findings.begin(), built.findings.end());
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;

    const std::vector<deployment::Finding> shown = withoutFixes(findings);
    if (!shown.empty()) status = std::max(status, kFindings);
    const Terminal terminal = Terminal::of(stdout);
    if (arguments.json) {
        std::fputs(findingsJson(shown).c_str(), stdout);
        return status;
    }
    const std::string count = counted(built.models.size(), "interface") + " of " + counted(documents.size(), "file");
    std::fputs(findingsText(shown, terminal).c_str(), stdout);
    if (shown.empty()) {
        std::printf("%s  %s, read in %s.\n", terminal.good("fine").c_str(), count.c_str(),
                    shortSeconds(took.count()).c_str());
    } else {
        std::printf("\n%s; %s can be used.\n", findingsSummary(shown).c_str(), count.c_str());
    }
    return status;
}

} // namespace

void addModelsCommand(CLI::App& app, Chosen& chosen) {
    CLI::App* models = app.add_subcommand("models", "Reads DTDL models");
    models->require_subcommand(1);
    const auto arguments = std::make_shared<ModelsArguments>();
    CLI::App* validate = models->add_subcommand("validate", "Looks for what is wrong with models");
    CLI::Option* paths = validate->add_option("FILE", arguments->paths, "Model files, or folders of them");
    validate->add_option("--ndjson", arguments->ndjson, std::string(kLinesHelp) + R"({"name", "input": […]})")
        ->type_name("CASES")
        ->excludes(paths);
    validate->add_flag("--language", arguments->language,
                       "Judge by the language alone, without what only the twin service refuses");
    validate->add_flag("--json", arguments->json, "Print the findings as JSON");
    validate->callback([arguments, &chosen] {
        if (arguments->paths.empty() && arguments->ndjson.empty()) throw CLI::RequiredError("FILE or --ndjson");
        chosen = [arguments] { return validateCommand(*arguments); };
    });
}

} // namespace twinflow::cli
