// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/file_edits.h"

#include "base/json_text.h"
#include "deployment/scenario_files.h"
#include "deployment/services.h"
#include "simulation/scenario_text.h"

#include <algorithm>

namespace twinflow::ui {

namespace {

using deployment::Deployment;

/// Letters and digits; what else stands there parts words, which go on with a large letter or, in file names, behind
/// a dash.
std::string plainName(std::string_view name, bool isFile) {
    std::string plain;
    bool begins = false;
    for (const char c : name) {
        const bool isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        const bool isDigit = c >= '0' && c <= '9';
        if (!isLetter && !(isDigit && (isFile || !plain.empty()))) {
            begins = !plain.empty();
            continue;
        }
        if (begins && isFile) plain += '-';
        const bool rises = !isFile && isLetter && c >= 'a' && (begins || plain.empty());
        plain += rises ? static_cast<char>(c - 'a' + 'A') : c;
        begins = false;
    }
    return plain;
}

std::string freePath(const Deployment& deployment, const std::string& folder, const std::string& name) {
    std::string path = folder + name + ".json";
    for (int i = 2; findProjectFile(deployment, path); ++i) path = folder + name + "-" + std::to_string(i) + ".json";
    return path;
}

bool declares(const deployment::ProjectFile& file, const std::string& id) {
    if (file.text.find(id) == std::string::npos) return false;
    const auto document = JsonDocument::parse(file.text, file.path);
    const auto isIt = [&](const JsonNode& model) {
        const JsonNode* own = model.find("@id");
        return own && own->text == id;
    };
    if (!document) return false;
    const JsonNode& root = document->root();
    return isIt(root) || std::any_of(root.items.begin(), root.items.end(), isIt);
}

/// Version 1 of a model that no file declares.
std::string freeId(const Deployment& deployment, const std::string& name) {
    std::string id = name + ";1";
    const auto isTaken = [&] {
        return std::any_of(deployment.models.begin(), deployment.models.end(),
                           [&](const auto& file) { return declares(file, id); });
    };
    for (int i = 2; isTaken(); ++i) id = name + std::to_string(i) + ";1";
    return id;
}

void put(std::vector<deployment::ProjectFile>& files, deployment::ProjectFile file) {
    const auto behind =
        std::find_if(files.begin(), files.end(), [&](const auto& each) { return each.path > file.path; });
    files.insert(behind, std::move(file));
}

} // namespace

const deployment::ProjectFile* findProjectFile(const deployment::Deployment& deployment, std::string_view path) {
    for (const auto* list : {&deployment.models, &deployment.graph, &deployment.scripts, &deployment.scenarioFiles}) {
        for (const auto& file : *list) {
            if (file.path == path) return &file;
        }
    }
    return nullptr;
}

void setFileText(deployment::Deployment& deployment, std::string_view path, std::string text) {
    for (auto* list : {&deployment.models, &deployment.graph, &deployment.scripts, &deployment.scenarioFiles}) {
        for (auto& file : *list) {
            if (file.path != path) continue;
            file.text = std::move(text);
            if (list != &deployment.scenarioFiles) return;
            Findings ofCheck; // check() reads the files as well and tells them
            deployment::readScenarios(deployment, ofCheck);
            return;
        }
    }
}

std::string addModel(Deployment& deployment, std::string_view name) {
    std::string word = plainName(name, false);
    if (word.empty()) word = "Model";
    const std::string path = freePath(deployment, "models/", word);
    const std::string stem = path.substr(7, path.size() - 12);
    std::string project = plainName(deployment.name, false);
    if (project.empty()) project = "Project";
    const std::string id = freeId(deployment, "dtmi:" + project + ":" + plainName(stem, false));
    std::string text = "{\n  \"@context\": \"dtmi:dtdl:context;3\",\n  \"@id\": \"" + id +
                       "\",\n  \"@type\": \"Interface\",\n  \"displayName\": ";
    appendJsonString(text, name.empty() ? std::string_view(word) : name);
    text +=
        ",\n  \"contents\": [\n    { \"@type\": \"Property\", \"name\": \"value\", \"schema\": \"double\" }\n  ]\n}\n";
    put(deployment.models, {path, std::move(text)});
    return path;
}

std::string addScenario(Deployment& deployment, std::string_view name) {
    std::string word = plainName(name, true);
    if (word.empty()) word = "scenario";
    const std::string path = freePath(deployment, "scenarios/", word);
    simulation::Scenario scenario;
    scenario.title = name;
    const auto* usual = deployment::defaultScenario(deployment);
    scenario.start = usual ? usual->start : Instant(std::chrono::sys_days{std::chrono::year{2026} / 1 / 1});
    scenario.duration = std::chrono::minutes(10);
    for (const auto& group : deployment.devices) scenario.traffic.emplace_back().devices = group.name;
    scenario.expect.emplace_back(); // that the ledger balances
    put(deployment.scenarioFiles, {path, simulation::scenarioText(scenario)});
    Findings ofCheck; // check() reads the files as well and tells them
    deployment::readScenarios(deployment, ofCheck);
    return path;
}

void removeFile(Deployment& deployment, std::string_view path) {
    for (auto* list : {&deployment.models, &deployment.graph, &deployment.scripts, &deployment.scenarioFiles}) {
        if (std::erase_if(*list, [&](const auto& file) { return file.path == path; }) == 0) continue;
        Findings ofCheck;
        if (list == &deployment.scenarioFiles) deployment::readScenarios(deployment, ofCheck);
        return;
    }
}

} // namespace twinflow::ui
