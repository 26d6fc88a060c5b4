// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/model_set.h"

#include "models/links.h"
#include "models/parser.h"
#include "models/resolver.h"
#include "models/rules/rules.h"

#include <algorithm>

namespace twinflow::models {

const Content* Interface::find(std::string_view name) const {
    const auto found =
        std::find_if(contents.begin(), contents.end(), [&](const Content& content) { return content.name == name; });
    return found == contents.end() ? nullptr : &*found;
}

ModelSet::Built ModelSet::build(const std::vector<JsonDocument>& documents, Strictness strictness) {
    Built built;
    Report report;
    Elements elements;
    Parser parser(elements, report);
    for (const JsonDocument& document : documents) parser.parse(document);
    linkReferences(elements, report);
    checkRules(elements, strictness, report);
    built.findings = report.take();
    built.models = Resolver(elements).resolve();
    return built;
}

std::optional<ModelIndex> ModelSet::find(std::string_view dtmi) const {
    const auto found = m_byId.find(std::string(dtmi));
    if (found == m_byId.end()) return std::nullopt;
    return found->second;
}

bool ModelSet::isA(ModelIndex model, ModelIndex ancestor) const {
    if (model == ancestor) return true;
    const std::vector<ModelIndex>& ancestors = m_ancestors[model.value];
    return std::binary_search(ancestors.begin(), ancestors.end(), ancestor);
}

} // namespace twinflow::models
