// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/twin_rows.h"

#include "base/json_document.h"
#include "bridge/text.h"

#include <map>

namespace twinflow::ui {

namespace {

using Values = std::map<std::string, QString>;

void collect(const JsonNode& node, const std::string& path, Values& values) {
    for (const JsonNode::Member& member : node.members) {
        if (member.name.starts_with('$')) continue;
        const std::string below = path.empty() ? member.name : path + "/" + member.name;
        if (member.value.isObject() && !member.value.members.empty()) {
            collect(member.value, below, values);
            continue;
        }
        std::string json;
        member.value.appendJson(json);
        values[below] = text(json);
    }
}

Values valuesOf(const std::string& twin) {
    Values values;
    if (const auto document = JsonDocument::parse(twin, {})) collect(document->root(), {}, values);
    return values;
}

} // namespace

std::vector<TwinRow> twinRows(const std::string& before, const std::string& after) {
    const Values was = valuesOf(before);
    Values is = valuesOf(after);
    for (const auto& [path, value] : was) is.try_emplace(path);
    std::vector<TwinRow> rows;
    for (const auto& [path, value] : is) {
        const auto found = was.find(path);
        rows.push_back({text(path), found == was.end() ? QString() : found->second, value});
    }
    return rows;
}

} // namespace twinflow::ui
