// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "deployment/content.h"

#include <algorithm>
#include <tuple>

namespace twinflow::deployment {

namespace {

/// Files are sorted by path, so that this is the order in which a reader meets them.
void sortByPlace(Findings& findings) {
    std::stable_sort(findings.begin(), findings.end(), [](const Error& a, const Error& b) {
        return std::tie(a.place.file, a.place.line) < std::tie(b.place.file, b.place.line);
    });
}

} // namespace

std::vector<JsonDocument> modelDocuments(const Deployment& deployment, Findings& modelFindings,
                                         Findings& lineFindings) {
    std::vector<JsonDocument> documents;
    for (const ProjectFile& file : deployment.models) {
        Result<JsonDocument> document = JsonDocument::parse(file.text, file.path);
        if (document)
            documents.push_back(std::move(*document));
        else
            modelFindings.push_back(std::move(document.error()));
    }
    for (const ProjectFile& file : deployment.graph) {
        twins::visitBulk(file.text, file.path, twins::kModelLines, lineFindings, [&](twins::BulkLine&& line) {
            if (line.section == twins::BulkLine::Section::models) documents.push_back(std::move(line.document));
        });
    }
    return documents;
}

Content readContent(const Deployment& deployment) {
    Content content;
    const std::vector<JsonDocument> documents = modelDocuments(deployment, content.modelFindings, content.lineFindings);
    models::ModelSet::Built built = models::ModelSet::build(documents);
    content.models = std::move(built.models);
    content.modelFindings.insert(content.modelFindings.end(), built.findings.begin(), built.findings.end());
    return content;
}

void loadGraph(const Deployment& deployment, twins::Graph& graph, Findings& lineFindings, Findings& graphFindings) {
    for (const auto lines : {twins::kTwinLines, twins::kRelationshipLines}) {
        for (const ProjectFile& file : deployment.graph) {
            twins::visitBulk(file.text, file.path, lines, lineFindings,
                             [&](twins::BulkLine&& line) { twins::importLine(line, graph, graphFindings); });
        }
    }
    sortByPlace(lineFindings);
}

} // namespace twinflow::deployment
