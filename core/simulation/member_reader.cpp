// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/member_reader.h"

#include <algorithm>
#include <cmath>

namespace twinflow::simulation {

MemberReader::MemberReader(const JsonDocument& document, const JsonNode& node, std::string path, Findings& findings)
    : m_document(document)
    , m_node(node)
    , m_path(std::move(path))
    , m_findings(findings) {
    if (!m_node.isObject()) {
        wrongType(m_node, m_path, "an object");
        return;
    }
    for (std::size_t i = 0; i < m_node.members.size(); ++i) {
        const JsonNode::Member& member = m_node.members[i];
        const JsonNode* first = m_node.find(member.name);
        if (first == &member.value) continue;
        m_findings.push_back(fault("simulation-member-duplicate", "'{0}' stands twice.", pathOf(member.name))
                                 .at(m_document.place(member.offset))
                                 .withHint(say("Remove one of the two.")));
    }
}

std::string MemberReader::pathOf(std::string_view name) const {
    return m_path.empty() ? std::string(name) : m_path + "." + std::string(name);
}

void MemberReader::report(Error error, const JsonNode& at, Sentence hint) {
    m_findings.push_back(std::move(error).at(m_document.place(at)).withHint(std::move(hint)));
}

void MemberReader::wrongType(const JsonNode& node, const std::string& name, std::string_view wanted) {
    const std::string_view subject = name.empty() ? "The scenario" : std::string_view(name);
    report(fault("simulation-member-type", "'{0}' is not {1}.", subject, wanted), node, say("Write {0} here.", wanted));
}

const JsonNode* MemberReader::take(std::string_view name) {
    m_known.push_back(name);
    return m_node.find(name);
}

const JsonNode* MemberReader::require(std::string_view name) {
    const JsonNode* node = take(name);
    if (!node && m_node.isObject()) {
        const std::string_view owner = m_path.empty() ? "The scenario" : std::string_view(m_path);
        report(fault("simulation-member-missing", "'{0}' has no '{1}'.", owner, name), m_node, say("Add '{0}'.", name));
    }
    return node;
}

bool MemberReader::readText(const JsonNode& node, const std::string& name, std::string& out) {
    if (node.isString())
        out = node.text;
    else
        wrongType(node, name, "a string");
    return node.isString();
}

bool MemberReader::readNumber(const JsonNode& node, const std::string& name, double& out, Range range) {
    if (!node.isNumber()) {
        wrongType(node, name, "a number");
        return false;
    }
    const double value = node.number();
    if (value < range.low || value > range.high) {
        report(fault("simulation-member-range", "'{0}' cannot be {1}.", name, node.text), node,
               range.high < Range{}.high ? say("It lies between {0} and {1}.", range.low, range.high)
                                         : say("It is at least {0}.", range.low));
        return false;
    }
    out = value;
    return true;
}

void MemberReader::readDuration(const JsonNode& node, const std::string& name, Duration& out, Duration least) {
    std::string text;
    if (!readText(node, name, text)) return;
    auto duration = parseDuration(text);
    if (!duration) {
        m_findings.push_back(std::move(duration.error()).at(m_document.place(node)));
    } else if (*duration < least) {
        report(fault("simulation-member-range", "'{0}' cannot be {1}.", name, text), node,
               say("It is at least {0}.", formatDuration(least)));
    } else {
        out = *duration;
    }
}

void MemberReader::text(std::string_view name, std::string& out) {
    if (const JsonNode* node = take(name)) readText(*node, pathOf(name), out);
}

void MemberReader::requireText(std::string_view name, std::string& out) {
    const JsonNode* node = require(name);
    if (!node || !readText(*node, pathOf(name), out)) return;
    if (out.empty()) {
        report(fault("simulation-member-range", "'{0}' is empty.", pathOf(name)), *node, say("Give it a value."));
    }
}

void MemberReader::number(std::string_view name, double& out, Range range) {
    if (const JsonNode* node = take(name)) readNumber(*node, pathOf(name), out, range);
}

void MemberReader::number(std::string_view name, std::optional<double>& out) {
    const JsonNode* node = take(name);
    double value = 0;
    if (node && readNumber(*node, pathOf(name), value)) out = value;
}

void MemberReader::integer(std::string_view name, std::optional<int>& out, Range range) {
    const JsonNode* node = take(name);
    double value = 0;
    if (!node || !readNumber(*node, pathOf(name), value, range)) return;
    if (value == std::floor(value))
        out = static_cast<int>(value);
    else
        wrongType(*node, pathOf(name), "a whole number");
}

void MemberReader::flag(std::string_view name, bool& out) {
    const JsonNode* node = take(name);
    if (!node) return;
    if (node->kind == JsonNode::Kind::boolean)
        out = node->boolean;
    else
        wrongType(*node, pathOf(name), "true or false");
}

void MemberReader::instant(std::string_view name, Instant& out) {
    const JsonNode* node = take(name);
    std::string text;
    if (!node || !readText(*node, pathOf(name), text)) return;
    auto instant = parseInstant(text);
    if (instant)
        out = *instant;
    else
        m_findings.push_back(std::move(instant.error()).at(m_document.place(*node)));
}

void MemberReader::duration(std::string_view name, Duration& out, Duration least) {
    if (const JsonNode* node = take(name)) readDuration(*node, pathOf(name), out, least);
}

void MemberReader::signedDuration(std::string_view name, Duration& out) {
    const JsonNode* node = take(name);
    std::string text;
    if (!node || !readText(*node, pathOf(name), text)) return;
    const bool negative = text.starts_with('-');
    auto duration = parseDuration(std::string_view(text).substr(negative ? 1 : 0));
    if (duration)
        out = negative ? -*duration : *duration;
    else
        m_findings.push_back(std::move(duration.error()).at(m_document.place(*node)));
}

void MemberReader::requireDuration(std::string_view name, Duration& out, Duration least) {
    if (const JsonNode* node = require(name)) readDuration(*node, pathOf(name), out, least);
}

const std::vector<JsonNode>& MemberReader::items(std::string_view name) {
    static const std::vector<JsonNode> none;
    const JsonNode* node = take(name);
    if (!node) return none;
    if (!node->isArray()) wrongType(*node, pathOf(name), "an array");
    return node->items;
}

void MemberReader::checkOrder(double low, double high, std::string_view lowName, std::string_view highName) {
    if (low <= high) return;
    report(fault("simulation-member-range", "'{0}' is above '{1}'.", pathOf(lowName), highName), m_node,
           say("Swap the two."));
}

void MemberReader::finish() {
    for (const JsonNode::Member& member : m_node.members) {
        if (std::find(m_known.begin(), m_known.end(), member.name) != m_known.end()) continue;
        std::string names;
        for (const std::string_view known : m_known) names += (names.empty() ? "'" : ", '") + std::string(known) + "'";
        m_findings.push_back(
            fault("simulation-member-unknown", "'{0}' is not known and has no effect.", pathOf(member.name))
                .at(m_document.place(member.offset))
                .withHint(say("Known here are {0}.", names))
                .as(Severity::warning));
    }
}

} // namespace twinflow::simulation
