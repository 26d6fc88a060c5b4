// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A JSON text as a tree that remembers where everything stood: for models, deployments and import lines.
#pragma once

#include "base/result.h"
#include "base/value.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace twinflow {

/// One value of a document. Keys keep their order and their duplicates, numbers the text as it was written.
struct JsonNode {
    enum class Kind : std::uint8_t { null, boolean, integer, real, string, array, object };

    struct Member;

    Kind kind = Kind::null;
    bool boolean = false;
    std::uint32_t offset = 0; ///< bytes before its first character
    std::string text;         ///< a string's characters, or a number's token as written
    std::vector<JsonNode> items;
    std::vector<Member> members;

    bool isString() const { return kind == Kind::string; }
    bool isObject() const { return kind == Kind::object; }
    bool isArray() const { return kind == Kind::array; }
    bool isNumber() const { return kind == Kind::integer || kind == Kind::real; }
    /// The first member of that name, or none.
    const JsonNode* find(std::string_view name) const;
    /// The first member whose name another has before it, or none.
    const Member* repeated() const;
    /// A number's value.
    double number() const;
    /// An integer token that fits 64 bits, else nothing.
    bool asInteger(std::int64_t& out) const;
    /// The value as a compact Value.
    Value value() const;
    /// Compact JSON text; numbers as they were written.
    void appendJson(std::string& out) const;
};

struct JsonNode::Member {
    std::string name;
    std::uint32_t offset = 0; ///< of the key's quote
    JsonNode value;
};

/// A parsed text with its root. Input may be hostile: nesting beyond 128 is refused, everything else is linear.
class JsonDocument {
public:
    /// `file` is the name that errors show, `firstLine` the text's line in it. Error codes: json-syntax, json-too-deep.
    static Result<JsonDocument> parse(std::string text, std::string file, std::uint32_t firstLine = 1);

    const JsonNode& root() const { return m_root; }
    const std::string& text() const { return m_text; }
    const std::string& file() const { return m_file; }
    /// The line and column of a byte offset.
    Place place(std::uint32_t offset) const;
    Place place(const JsonNode& node) const { return place(node.offset); }

private:
    std::string m_text;
    std::string m_file;
    std::uint32_t m_firstLine = 1;
    JsonNode m_root;
    std::vector<std::uint32_t> m_lines; // offsets of line starts
};

} // namespace twinflow
