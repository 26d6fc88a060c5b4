// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Reads single values out of a document; what does not fit becomes a finding with its place and a way out.
#pragma once

#include "base/json_document.h"
#include "base/time.h"
#include "base/value.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace twinflow::deployment {

/// How a sentence calls an item of a list: couplings[3], counted from 0.
std::string itemName(std::string_view list, std::size_t index);

/// Each reader gives the value, or nothing after having said why. `member` is the name for the sentence. Codes:
/// deployment-type, deployment-range, deployment-duration, deployment-choice, deployment-member-missing, -unknown,
/// -twice, -idle.
class Reading {
public:
    Reading(const JsonDocument& document, Findings& findings)
        : m_document(document)
        , m_findings(findings) {}

    std::optional<std::string> text(const JsonNode& node, std::string_view member);
    std::optional<bool> flag(const JsonNode& node, std::string_view member);
    std::optional<double> number(const JsonNode& node, std::string_view member);
    /// Appends a number, a text, true or false, or all of a list, lists in it included; false when something else is
    /// among them.
    bool values(const JsonNode& node, std::string_view member, std::vector<Value>& out);
    /// Inclusive bounds.
    std::optional<double> number(const JsonNode& node, std::string_view member, double low, double high);
    /// Inclusive bounds.
    std::optional<std::int64_t> integer(const JsonNode& node, std::string_view member, std::int64_t low,
                                        std::int64_t high);
    std::optional<Duration> duration(const JsonNode& node, std::string_view member, Duration low, Duration high);
    /// The index into `choices`.
    std::optional<std::size_t> choice(const JsonNode& node, std::string_view member,
                                      const std::vector<std::string>& choices);
    bool isObject(const JsonNode& node, std::string_view member);
    bool isArray(const JsonNode& node, std::string_view member);

    void missing(const JsonNode& object, std::string_view member, std::string_view what);
    void unknown(const JsonNode::Member& member, std::string_view what, const std::vector<std::string>& known);
    void twice(const JsonNode::Member& member);
    /// A member that means nothing for this kind of thing; `whose` says for which it does.
    void idle(const JsonNode::Member& member, std::string_view whose);

    void say(Error error, std::uint32_t offset) { m_findings.push_back(std::move(error).at(m_document.place(offset))); }

private:
    void wrongType(const JsonNode& node, std::string_view member, std::string_view wanted);

    const JsonDocument& m_document;
    Findings& m_findings;
};

} // namespace twinflow::deployment
