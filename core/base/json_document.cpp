// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/json_document.h"

#include "base/json_reader.h"
#include "base/json_text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <unordered_set>

namespace twinflow {

namespace {

constexpr std::size_t kMaxDepth = 128;

/// Lets the parser read while we see how far it came; its events carry no positions of their own.
struct WatchedIterator {
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    const char* at = nullptr;
    const char** seen = nullptr;

    reference operator*() const { return *at; }
    WatchedIterator& operator++() {
        *seen = ++at;
        return *this;
    }
    WatchedIterator operator++(int) {
        WatchedIterator before = *this;
        ++*this;
        return before;
    }
    bool operator==(const WatchedIterator& other) const { return at == other.at; }
    bool operator!=(const WatchedIterator& other) const { return at != other.at; }
};

class TreeBuilder {
public:
    TreeBuilder(std::string_view text, JsonNode& root)
        : m_text(text)
        , m_seen(text.data())
        , m_root(root) {
        if (m_text.substr(0, 3) == "\xef\xbb\xbf") m_cursor += 3; // the parser skips a byte-order mark as well
    }

    const char** seen() { return &m_seen; }
    bool tooDeep() const { return m_tooDeep; }
    std::uint32_t errorOffset() const { return m_errorOffset; }
    const std::string& errorText() const { return m_errorText; }

    bool null() { return literal(JsonNode::Kind::null, 4); }
    bool boolean(bool value) {
        literal(JsonNode::Kind::boolean, value ? 4 : 5);
        m_last->boolean = value;
        return true;
    }
    bool number_integer(std::int64_t) { return number(JsonNode::Kind::integer); }
    bool number_unsigned(std::uint64_t) { return number(JsonNode::Kind::integer); }
    bool number_float(double, const std::string& token) {
        // A whole number too big for 64 bits arrives here as well; it stays a whole number.
        const bool whole = token.find_first_of(".eE") == std::string::npos;
        return number(whole ? JsonNode::Kind::integer : JsonNode::Kind::real);
    }
    bool string(std::string& value) {
        add(JsonNode::Kind::string, tokenStart()).text = std::move(value);
        m_cursor = m_seen;
        return true;
    }
    bool binary(std::vector<std::uint8_t>&) { return false; }
    bool start_object(std::size_t) { return open(JsonNode::Kind::object); }
    bool key(std::string& name) {
        const std::uint32_t start = tokenStart();
        m_open.back()->members.push_back({std::move(name), start, {}});
        m_cursor = m_seen;
        return true;
    }
    bool end_object() { return close(); }
    bool start_array(std::size_t) { return open(JsonNode::Kind::array); }
    bool end_array() { return close(); }
    bool parse_error(std::size_t position, const std::string&, const nlohmann::json::exception& error) {
        m_errorOffset = static_cast<std::uint32_t>(position > 0 ? position - 1 : 0);
        m_errorText = error.what();
        return false;
    }

private:
    std::uint32_t tokenStart() {
        while (m_cursor < m_text.data() + m_text.size() &&
               std::string_view(" \t\r\n,:").find(*m_cursor) != std::string_view::npos) {
            ++m_cursor;
        }
        return static_cast<std::uint32_t>(m_cursor - m_text.data());
    }
    JsonNode& add(JsonNode::Kind kind, std::uint32_t offset) {
        JsonNode* node = &m_root;
        if (!m_open.empty()) {
            JsonNode& parent = *m_open.back();
            node = parent.isObject() ? &parent.members.back().value : &parent.items.emplace_back();
        }
        node->kind = kind;
        node->offset = offset;
        m_last = node;
        return *node;
    }
    bool literal(JsonNode::Kind kind, std::size_t length) {
        add(kind, tokenStart());
        m_cursor += length;
        return true;
    }
    bool number(JsonNode::Kind kind) {
        const std::uint32_t start = tokenStart();
        const std::size_t end = std::min(m_text.find_first_not_of("+-0123456789.eE", start), m_text.size());
        add(kind, start).text = m_text.substr(start, end - start);
        m_cursor = m_text.data() + end;
        return true;
    }
    bool open(JsonNode::Kind kind) {
        const std::uint32_t start = tokenStart();
        if (m_open.size() >= kMaxDepth) {
            m_tooDeep = true;
            m_errorOffset = start;
            return false;
        }
        m_open.push_back(&add(kind, start));
        ++m_cursor;
        return true;
    }
    bool close() {
        tokenStart();
        ++m_cursor;
        m_open.pop_back();
        return true;
    }

    std::string_view m_text;
    const char* m_seen;
    const char* m_cursor = m_text.data();
    JsonNode& m_root;
    JsonNode* m_last = nullptr;
    std::vector<JsonNode*> m_open; // a parent's children grow only while it is last, so these stay good
    bool m_tooDeep = false;
    std::uint32_t m_errorOffset = 0;
    std::string m_errorText;
};

/// "[json…] parse error at line 1, column 2: syntax error while parsing value - unexpected '}'" -> "unexpected '}'",
/// "[json…] number overflow parsing '1e400'" -> "number overflow parsing '1e400'".
std::string plainReason(std::string text) {
    if (const auto dash = text.find(" - "); dash != std::string::npos) {
        text = text.substr(dash + 3);
    } else if (const auto tag = text.find("] "); tag != std::string::npos) {
        text = text.substr(tag + 2);
    }
    if (const auto last = text.find("; last read: "); last != std::string::npos) {
        const auto expected = text.find("; expected", last);
        text = text.substr(0, last) + (expected == std::string::npos ? "" : text.substr(expected));
    }
    return text;
}

} // namespace

const JsonNode* JsonNode::find(std::string_view name) const {
    const auto found =
        std::find_if(members.begin(), members.end(), [&](const Member& member) { return member.name == name; });
    return found == members.end() ? nullptr : &found->value;
}

const JsonNode::Member* JsonNode::repeated() const {
    constexpr std::size_t kFew = 8; // so many are compared with each other faster than they are put into a set
    if (members.size() <= kFew) {
        for (auto member = members.begin(); member != members.end(); ++member) {
            const auto same = [&](const Member& before) { return before.name == member->name; };
            if (std::any_of(members.begin(), member, same)) return &*member;
        }
        return nullptr;
    }
    std::unordered_set<std::string_view> names;
    for (const Member& member : members) {
        if (!names.insert(member.name).second) return &member;
    }
    return nullptr;
}

double JsonNode::number() const {
    double number = 0; // stays when the token is beyond a double's range
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

bool JsonNode::asInteger(std::int64_t& out) const {
    if (kind != Kind::integer) return false;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), out);
    return failure == std::errc() && end == text.data() + text.size();
}

Value JsonNode::value() const {
    switch (kind) {
    case Kind::null:
        return Value();
    case Kind::boolean:
        return Value(boolean);
    case Kind::integer: {
        std::int64_t integer = 0;
        return asInteger(integer) ? Value(integer) : Value(number());
    }
    case Kind::real:
        return Value(number());
    case Kind::string:
        return Value(std::string_view(text));
    case Kind::array:
    case Kind::object: {
        std::string json;
        appendJson(json);
        return Value::json(isObject() ? Value::Kind::object : Value::Kind::array, json);
    }
    }
    return Value();
}

void JsonNode::appendJson(std::string& out) const {
    switch (kind) {
    case Kind::null:
        out += "null";
        return;
    case Kind::boolean:
        out += boolean ? "true" : "false";
        return;
    case Kind::integer:
    case Kind::real:
        out += text;
        return;
    case Kind::string:
        appendJsonString(out, text);
        return;
    case Kind::array:
        out += '[';
        for (const JsonNode& item : items) {
            if (&item != &items.front()) out += ',';
            item.appendJson(out);
        }
        out += ']';
        return;
    case Kind::object:
        out += '{';
        for (const Member& member : members) {
            if (&member != &members.front()) out += ',';
            appendJsonString(out, member.name);
            out += ':';
            member.value.appendJson(out);
        }
        out += '}';
        return;
    }
}

Result<JsonDocument> JsonDocument::parse(std::string text, std::string file, std::uint32_t firstLine) {
    JsonDocument document;
    document.m_firstLine = firstLine;
    document.m_text = std::move(text);
    document.m_file = std::move(file);
    document.m_lines.push_back(0);
    for (std::size_t i = 0; i < document.m_text.size(); ++i) {
        if (document.m_text[i] == '\n') document.m_lines.push_back(static_cast<std::uint32_t>(i + 1));
    }
    const std::string& source = document.m_text;
    if (readJson(source, kMaxDepth, document.m_root)) return document;
    document.m_root = JsonNode();
    TreeBuilder builder(source, document.m_root);
    const WatchedIterator begin{source.data(), builder.seen()};
    const WatchedIterator end{source.data() + source.size(), builder.seen()};
    if (nlohmann::json::sax_parse(begin, end, &builder)) return document;
    const Place place = document.place(builder.errorOffset());
    if (builder.tooDeep()) {
        return refuse(
            fault("json-too-deep", "Objects and arrays are nested more than {0} deep here.", kMaxDepth).at(place));
    }
    return refuse(fault("json-syntax", "This is not valid JSON: {0}.", plainReason(builder.errorText())).at(place));
}

Place JsonDocument::place(std::uint32_t offset) const {
    const auto line = std::upper_bound(m_lines.begin(), m_lines.end(), offset);
    const auto start = *(line - 1);
    return {m_file, m_firstLine - 1 + static_cast<std::uint32_t>(line - m_lines.begin()), offset - start + 1, {}};
}

} // namespace twinflow
