// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Strict reading of a JSON object's members: types, ranges, and what nobody asked for, each with its place.
#pragma once

#include "base/json_document.h"
#include "base/time.h"

#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace twinflow::simulation {

struct Range {
    double low = -std::numeric_limits<double>::max();
    double high = std::numeric_limits<double>::max();
};

/// Takes members by name; a member that is absent leaves its target alone. `finish` reports those that were never
/// taken. Codes: simulation-member-type, simulation-member-range, simulation-member-missing,
/// simulation-member-duplicate, simulation-member-unknown (a warning), time-duration-invalid, time-invalid.
class MemberReader {
public:
    /// `path` names the object in findings: "traffic[0].body". A node that is no object is a finding and reads as an
    /// empty one.
    MemberReader(const JsonDocument& document, const JsonNode& node, std::string path, Findings& findings);

    /// The member, or none; from now on it counts as known.
    const JsonNode* take(std::string_view name);
    /// The same for a member without which the object makes no sense.
    const JsonNode* require(std::string_view name);

    void text(std::string_view name, std::string& out);
    void requireText(std::string_view name, std::string& out);
    void number(std::string_view name, double& out, Range range = {});
    void number(std::string_view name, std::optional<double>& out);
    void integer(std::string_view name, std::optional<int>& out, Range range);
    void flag(std::string_view name, bool& out);
    void instant(std::string_view name, Instant& out);
    /// `least` and above.
    void duration(std::string_view name, Duration& out, Duration least);
    /// With '-' in front when it is negative.
    void signedDuration(std::string_view name, Duration& out);
    void requireDuration(std::string_view name, Duration& out, Duration least);
    /// The items of an array; empty when it is absent or no array.
    const std::vector<JsonNode>& items(std::string_view name);

    /// A finding when `low` lies above `high`.
    void checkOrder(double low, double high, std::string_view lowName, std::string_view highName);
    /// A reader for a member that is an object.
    MemberReader inside(std::string_view name, const JsonNode& node) const {
        return {m_document, node, pathOf(name), m_findings};
    }

    /// Reports members that were not taken, with what is known.
    void finish();

    const std::string& path() const { return m_path; }
    std::string pathOf(std::string_view name) const;
    /// Adds a finding at a node of the document.
    void report(Error error, const JsonNode& at, Sentence hint);
    const JsonDocument& document() const { return m_document; }
    Findings& findings() { return m_findings; }
    const JsonNode& node() const { return m_node; }

    /// Reads values that stand outside an object's members by the same rules.
    bool readText(const JsonNode& node, const std::string& name, std::string& out);
    bool readNumber(const JsonNode& node, const std::string& name, double& out, Range range = {});

private:
    void wrongType(const JsonNode& node, const std::string& name, std::string_view wanted);
    void readDuration(const JsonNode& node, const std::string& name, Duration& out, Duration least);

    const JsonDocument& m_document;
    const JsonNode& m_node;
    std::string m_path;
    Findings& m_findings;
    std::vector<std::string_view> m_known;
};

} // namespace twinflow::simulation
