// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "deployment/content.h"

#include <iterator>

namespace twinflow::deployment {

Content readContent(const Deployment& deployment) {
    Content content;
    std::vector<JsonDocument> documents;
    for (const ProjectFile& file : deployment.models) {
        Result<JsonDocument> document = JsonDocument::parse(file.text, file.path);
        if (document)
            documents.push_back(std::move(*document));
        else
            content.modelFindings.push_back(std::move(document.error()));
    }
    for (const ProjectFile& file : deployment.graph) {
        std::vector<twins::BulkLine> lines = twins::readBulk(file.text, file.path, content.lineFindings);
        for (const twins::BulkLine& line : lines) {
            if (line.section == twins::BulkLine::Section::models) documents.push_back(line.document);
        }
        content.lines.insert(content.lines.end(), std::make_move_iterator(lines.begin()),
                             std::make_move_iterator(lines.end()));
    }
    models::ModelSet::Built built = models::ModelSet::build(documents);
    content.models = std::move(built.models);
    content.modelFindings.insert(content.modelFindings.end(), built.findings.begin(), built.findings.end());
    return content;
}

} // namespace twinflow::deployment
