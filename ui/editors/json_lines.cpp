// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/json_lines.h"

#include "base/json_document.h"
#include "base/json_text.h"
#include "bridge/text.h"

namespace twinflow::ui {

namespace {

void append(std::string& out, const JsonNode& node, std::size_t depth) {
    const auto newLine = [&](std::size_t to) {
        out += '\n';
        out.append(2 * to, ' ');
    };
    if (node.isObject() && !node.members.empty()) {
        out += '{';
        for (const JsonNode::Member& member : node.members) {
            if (&member != &node.members.front()) out += ',';
            newLine(depth + 1);
            appendJsonString(out, member.name);
            out += ": ";
            append(out, member.value, depth + 1);
        }
        newLine(depth);
        out += '}';
    } else if (node.isArray() && !node.items.empty()) {
        out += '[';
        for (const JsonNode& item : node.items) {
            if (&item != &node.items.front()) out += ',';
            newLine(depth + 1);
            append(out, item, depth + 1);
        }
        newLine(depth);
        out += ']';
    } else {
        node.appendJson(out);
    }
}

} // namespace

QString jsonLines(std::string_view json) {
    const auto document = JsonDocument::parse(std::string(json), {});
    if (!document) return text(json);
    std::string lines;
    append(lines, document->root(), 0);
    return text(lines);
}

} // namespace twinflow::ui
