// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "deployment/graph_files.h"

#include "base/interner.h"
#include "deployment/content.h"
#include "deployment/project_files.h"

#include <algorithm>
#include <filesystem>
#include <set>

namespace twinflow::deployment {

namespace {

using Section = twins::BulkLine::Section;

/// Each model of a file's text, as JSON on a line.
void addModels(std::vector<std::string>& models, const JsonNode& root) {
    if (root.isArray()) {
        for (const JsonNode& item : root.items) addModels(models, item);
        return;
    }
    root.appendJson(models.emplace_back());
}

std::set<std::string> pathsOf(const std::vector<ProjectFile>& files) {
    std::set<std::string> paths;
    for (const ProjectFile& file : files) paths.insert(file.path);
    return paths;
}

/// A path that no file has yet, of letters, digits, hyphens and underscores.
std::string freePath(const std::set<std::string>& taken, const std::string& folder, std::string_view name,
                     const std::string& ending) {
    std::string stem;
    for (const char c : name) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
        stem += plain ? c : '-';
    }
    if (stem.empty()) stem = "graph";
    std::string path = folder + "/" + stem + ending;
    for (int number = 2; taken.count(path) > 0; ++number)
        path = folder + "/" + stem + "-" + std::to_string(number) + ending;
    return path;
}

/// How many more files can be read from the project's folder, when a file of twins comes as well.
std::size_t roomFor(const Deployment& deployment) {
    const std::size_t files = 2 + deployment.models.size() + deployment.graph.size() + deployment.scripts.size() +
                              deployment.scenarioFiles.size();
    return kMaxEntries - std::min(kMaxEntries, files);
}

void insertSorted(std::vector<ProjectFile>& files, ProjectFile file) {
    const auto place = std::lower_bound(files.begin(), files.end(), file,
                                        [](const ProjectFile& a, const ProjectFile& b) { return a.path < b.path; });
    files.insert(place, std::move(file));
}

Error alreadyThere(std::string_view code, std::string_view what, const twins::BulkLine& line, const JsonNode& id) {
    return fault(code, "The {0} '{1}' is there already; the line was skipped.", what, id.text)
        .at(line.document.place(id))
        .withHint(say("Give it another id, or remove the one of the project first."));
}

class Importer {
public:
    Importer(const Deployment& deployment, std::string_view text, const std::string& file)
        : m_text(text)
        , m_file(file) {
        m_import.deployment = deployment;
    }

    GraphImport run() {
        const Content before = readContent(m_import.deployment);
        readModels(before.models);
        const Content content = readContent(m_import.deployment);
        Interner texts;
        twins::Graph graph(content.models, texts, 1);
        Findings old;
        loadGraph(m_import.deployment, graph, old, old);
        m_out = "{\"Section\":\"Header\"}\n{\"fileVersion\":\"1.0.0\",\"author\":\"\",\"organization\":\"\"}\n";
        m_import.twins = readLines(graph, twins::kTwinLines, "{\"Section\":\"Twins\"}\n");
        m_import.relationships = readLines(graph, twins::kRelationshipLines, "{\"Section\":\"Relationships\"}\n");
        if (m_import.twins + m_import.relationships > 0) {
            const std::string stem = std::filesystem::path(m_file).stem().string();
            insertSorted(m_import.deployment.graph,
                         {freePath(pathsOf(m_import.deployment.graph), "graph", stem, ".ndjson"), std::move(m_out)});
        }
        std::stable_sort(m_import.findings.begin(), m_import.findings.end(),
                         [](const Error& a, const Error& b) { return a.place.line < b.place.line; });
        return std::move(m_import);
    }

private:
    /// Sound models that the project does not have become files.
    void readModels(const models::ModelSet& known) {
        std::vector<JsonDocument> documents;
        twins::visitBulk(m_text, m_file, twins::kModelLines, m_import.findings, [&](twins::BulkLine&& line) {
            if (line.section != Section::models) return;
            const JsonNode* id = line.document.root().find("@id");
            if (id && id->isString() && known.find(id->text)) {
                m_import.findings.push_back(alreadyThere("graph-model-exists", "model", line, *id));
                return;
            }
            documents.push_back(std::move(line.document));
        });
        Findings told;
        std::vector<JsonDocument> all = modelDocuments(m_import.deployment, told, told);
        all.insert(all.begin(), documents.begin(), documents.end());
        const models::ModelSet::Built built = models::ModelSet::build(all);
        for (const Error& finding : built.findings) {
            if (finding.place.file == m_file) m_import.findings.push_back(finding);
        }
        std::set<std::string> taken = pathsOf(m_import.deployment.models);
        std::size_t room = roomFor(m_import.deployment);
        for (const JsonDocument& document : documents) {
            const JsonNode* id = document.root().find("@id");
            if (!id || !built.models.find(id->text)) continue;
            if (room == 0) {
                m_import.findings.push_back(
                    fault("graph-models-too-many",
                          "There is no room for the model '{0}': a project has at most {1} files.", id->text,
                          kMaxEntries)
                        .at(document.place(*id))
                        .withHint(say("Join models of models/ in files with an array each.")));
                continue;
            }
            --room;
            const std::string_view name = std::string_view(id->text).substr(id->text.find(':') + 1);
            std::string path = freePath(taken, "models", name, ".json");
            taken.insert(path);
            insertSorted(m_import.deployment.models, {std::move(path), document.text() + "\n"});
            ++m_import.models;
        }
    }

    /// Keeps the lines that the graph takes; gives their number.
    std::size_t readLines(twins::Graph& graph, twins::SectionMask section, std::string_view head) {
        std::size_t count = 0;
        twins::visitBulk(m_text, m_file, section, m_import.findings, [&](twins::BulkLine&& line) {
            const JsonNode* id = line.document.root().find("$dtId");
            if (section == twins::kTwinLines && id && graph.find(id->text)) {
                m_import.findings.push_back(alreadyThere("graph-twin-exists", "twin", line, *id));
                return;
            }
            if (!twins::importLine(line, graph, m_import.findings)) return;
            if (count++ == 0) m_out += head;
            std::string_view written = line.document.text();
            if (written.ends_with('\r')) written.remove_suffix(1);
            m_out.append(written).append("\n");
        });
        return count;
    }

    std::string_view m_text;
    const std::string& m_file;
    GraphImport m_import;
    std::string m_out;
};

} // namespace

GraphImport importGraph(const Deployment& deployment, std::string_view text, const std::string& file) {
    return Importer(deployment, text, file).run();
}

std::string exportGraph(const Deployment& deployment, Findings& findings) {
    const Content content = readContent(deployment);
    findings.insert(findings.end(), content.modelFindings.begin(), content.modelFindings.end());
    findings.insert(findings.end(), content.lineFindings.begin(), content.lineFindings.end());
    std::vector<std::string> models;
    Findings told;
    for (const JsonDocument& document : modelDocuments(deployment, told, told)) addModels(models, document.root());
    Interner texts;
    twins::Graph graph(content.models, texts, 1);
    loadGraph(deployment, graph, findings, findings);
    return twins::exportBulk(graph, models);
}

} // namespace twinflow::deployment
