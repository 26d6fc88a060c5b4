// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "filter_text.h"

#include "query/lexer.h"

#include <algorithm>
#include <vector>

namespace twinflow::cli {

namespace {

constexpr std::size_t kIndent = 7;

bool isContinuation(char c) {
    return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
}

/// The last `width` characters.
std::string_view lastOf(std::string_view text, std::size_t width) {
    std::size_t from = text.size();
    while (from > 0 && width > 0) {
        --from;
        if (!isContinuation(text[from])) --width;
    }
    return text.substr(from);
}

/// The first `width` characters.
std::string_view firstOf(std::string_view text, std::size_t width) {
    std::size_t to = 0;
    for (; to < text.size(); ++to) {
        if (!isContinuation(text[to]) && width-- == 0) break;
    }
    return text.substr(0, to);
}

struct Row {
    std::string lines; // what leads to its parent
    bool truth = false;
    std::string text;
    std::string saw;
};

std::string seenText(const query::Explanation& explanation) {
    std::string text;
    for (const auto& seen : explanation.saw) {
        if (!text.empty()) text += ", ";
        text += seen.field + " is " + seen.value;
    }
    return text;
}

std::string plainText(const query::Explanation& explanation) {
    switch (explanation.kind) {
    case query::Expression::Kind::all:
        return "all of";
    case query::Expression::Kind::any:
        return "any of";
    default:
        break;
    }
    std::string text = explanation.text.empty() ? "(empty)" : explanation.text;
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
    return text;
}

void addRows(std::vector<Row>& rows, const query::Explanation& explanation, const std::string& lines,
             const std::string& below) {
    rows.push_back({lines, explanation.truth, plainText(explanation), seenText(explanation)});
    for (const query::Explanation& part : explanation.parts) {
        const bool last = &part == &explanation.parts.back();
        addRows(rows, part, below + (last ? "└─ " : "├─ "), below + (last ? "   " : "│  "));
    }
}

} // namespace

std::string caretLines(std::string_view text, const Place& place, const Terminal& terminal) {
    const std::size_t at = query::offsetIn(text, place);
    const std::size_t start = at == 0 ? 0 : text.rfind('\n', at - 1) + 1; // npos + 1 is 0
    const std::string_view whole = text.substr(start, text.find('\n', at) - start);
    const std::size_t width = std::max<std::size_t>(static_cast<std::size_t>(terminal.width), 40) - kIndent - 2;
    std::string_view before = whole.substr(0, at - start);
    std::string_view behind = whole.substr(at - start);
    std::string line;
    if (displayWidth(before) > width * 2 / 3) {
        before = lastOf(before, width / 2);
        line = "…";
    }
    line += before;
    const std::size_t caret = displayWidth(line);
    const std::size_t room = width - std::min(width, caret);
    const bool cut = displayWidth(behind) > room;
    if (cut) behind = firstOf(behind, room);
    line += behind;
    if (cut) line += "…";
    std::replace_if(
        line.begin(), line.end(), [](char c) { return c == '\t' || c == '\r'; }, ' ');
    const std::string indent(kIndent, ' ');
    return indent + line + "\n" + indent + std::string(caret, ' ') + terminal.bad("^") + "\n";
}

std::string explanationTree(const query::Explanation& explanation, const Terminal& terminal) {
    std::vector<Row> rows;
    addRows(rows, explanation, "", "");
    std::size_t widest = 0;
    const std::size_t limit = std::max<std::size_t>(static_cast<std::size_t>(terminal.width) / 2, 40);
    const auto widthOf = [](const Row& row) { return displayWidth(row.lines) + 2 + displayWidth(row.text); };
    for (const Row& row : rows) {
        if (!row.saw.empty() && widthOf(row) <= limit) widest = std::max(widest, widthOf(row));
    }
    std::string out;
    for (const Row& row : rows) {
        out += std::string(kIndent, ' ') + terminal.dim(row.lines);
        out += row.truth ? terminal.good("✓") : terminal.bad("✗");
        out += " " + row.text;
        if (!row.saw.empty()) {
            const std::size_t width = widthOf(row);
            out += std::string(widest > width ? widest - width : 0, ' ') + "   " + terminal.dim(row.saw);
        }
        out += "\n";
    }
    return out;
}

} // namespace twinflow::cli
