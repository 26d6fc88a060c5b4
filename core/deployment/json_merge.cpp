// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "deployment/json_merge.h"

#include "base/json_text.h"
#include "deployment/json_layout.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace twinflow::deployment {

namespace {

using Json = nlohmann::ordered_json;

/// The offset behind the value that starts at `at`; the text is valid JSON.
std::size_t valueEnd(std::string_view text, std::size_t at) {
    std::size_t depth = 0;
    bool quoted = false;
    for (std::size_t i = at; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                quoted = false;
            if (!quoted && depth == 0) return i + 1;
            continue;
        }
        if (c == '"')
            quoted = true;
        else if (c == '{' || c == '[')
            ++depth;
        else if (c == '}' || c == ']') {
            if (depth == 0) return i;
            if (--depth == 0) return i + 1;
        } else if (depth == 0 && std::string_view(" \t\r\n,").find(c) != std::string_view::npos) {
            return i;
        }
    }
    return text.size();
}

/// One entry of an object or array: where it stood, or new text.
struct Entry {
    std::optional<std::size_t> original;
    std::string text;
    std::string key; // of an object's member
};

class Merger {
public:
    explicit Merger(const JsonDocument& source)
        : m_text(source.text()) {}

    std::string value(const JsonNode& node, const Json& before, const Json& after) const {
        if (before == after) return slice(node);
        if (node.isObject() && before.is_object() && after.is_object()) return object(node, before, after);
        if (node.isArray() && after.is_array() && before.is_array() && before.size() == node.items.size()) {
            return array(node, before, after);
        }
        return fresh(after, lineIndent(node.offset), multiline(slice(node)) ? Lines::many : Lines::asNeeded);
    }

private:
    std::string slice(const JsonNode& node) const {
        return m_text.substr(node.offset, valueEnd(m_text, node.offset) - node.offset);
    }
    static bool multiline(std::string_view text) { return text.find('\n') != std::string_view::npos; }
    static std::string fresh(const Json& json, std::string_view indent, Lines lines) {
        std::string text;
        appendJson(text, json, indent, lines);
        return text;
    }
    std::string lineIndent(std::size_t offset) const {
        const std::size_t newline = m_text.rfind('\n', offset);
        const std::size_t start = newline == std::string::npos ? 0 : newline + 1;
        return m_text.substr(start, m_text.find_first_not_of(" \t", start) - start);
    }

    std::string object(const JsonNode& node, const Json& before, const Json& after) const {
        std::vector<std::size_t> starts;
        std::vector<Entry> entries;
        std::map<std::string_view, bool> seen;
        for (std::size_t i = 0; i < node.members.size(); ++i) {
            const JsonNode::Member& member = node.members[i];
            starts.push_back(member.offset);
            const bool first = !std::exchange(seen[member.name], true);
            const bool was = first && before.contains(member.name);
            const bool is = first && after.contains(member.name);
            if (was && !is) continue;
            const std::string lead = m_text.substr(member.offset, member.value.offset - member.offset);
            const std::string text =
                is ? value(member.value, was ? before[member.name] : Json(Json::value_t::discarded), after[member.name])
                   : slice(member.value);
            entries.push_back({i, lead + text, member.name});
        }
        const Frame frame = frameOf(node, starts, node.members.empty() ? nullptr : &node.members.back().value);
        std::size_t place = 0; // behind the member that comes before in the order of `after`
        for (const auto& [key, item] : after.items()) {
            const auto there =
                std::find_if(entries.begin(), entries.end(), [&](const Entry& entry) { return entry.key == key; });
            if (there != entries.end()) {
                place = static_cast<std::size_t>(there - entries.begin()) + 1;
                continue;
            }
            if (before.contains(key) && before[key] == item) continue; // left out by the author and still so
            std::string text;
            appendJsonString(text, key);
            text += ": " + fresh(item, frame.indent, frame.inner);
            entries.insert(entries.begin() + static_cast<std::ptrdiff_t>(place++), Entry{std::nullopt, text, key});
        }
        return assembled(node, frame, starts, entries, after);
    }

    std::string array(const JsonNode& node, const Json& before, const Json& after) const {
        std::vector<std::size_t> starts;
        for (const JsonNode& item : node.items) starts.push_back(item.offset);
        const Frame frame = frameOf(node, starts, node.items.empty() ? nullptr : &node.items.back());
        const std::vector<std::optional<std::size_t>> origins = originsOf(before, after);
        const bool siblingsBreak = !node.items.empty() && multiline(slice(node.items.front()));
        std::vector<Entry> entries;
        for (std::size_t i = 0; i < after.size(); ++i) {
            const auto origin = origins[i];
            if (origin)
                entries.push_back({origin, value(node.items[*origin], before[*origin], after[i]), {}});
            else
                entries.push_back(
                    {origin, fresh(after[i], frame.indent, siblingsBreak ? Lines::many : frame.inner), {}});
        }
        return assembled(node, frame, starts, entries, after);
    }

    /// What stands around the entries of an object or array.
    struct Frame {
        std::string opening;   // bracket and space before the first entry
        std::string closing;   // space and bracket after the last one
        std::string separator; // for entries that were no neighbours
        std::string indent;    // of entries on lines of their own
        Lines inner = Lines::asNeeded;
        std::vector<std::string> separators; // behind entry 0, 1, …
    };

    Frame frameOf(const JsonNode& node, const std::vector<std::size_t>& starts, const JsonNode* last) const {
        Frame frame;
        if (starts.empty()) return frame;
        const std::size_t end = valueEnd(m_text, node.offset);
        frame.opening = m_text.substr(node.offset, starts.front() - node.offset);
        const std::size_t lastEnd = valueEnd(m_text, last->offset);
        frame.closing = m_text.substr(lastEnd, end - lastEnd);
        for (std::size_t i = 0; i + 1 < starts.size(); ++i) {
            const std::size_t from = entryEnd(node, i);
            frame.separators.push_back(m_text.substr(from, starts[i + 1] - from));
        }
        const std::string space = frame.opening.substr(1);
        if (!frame.separators.empty())
            frame.separator = frame.separators.front();
        else
            frame.separator = multiline(space) ? "," + space : ", ";
        const std::size_t newline = frame.separator.rfind('\n');
        if (newline == std::string::npos)
            frame.inner = Lines::one;
        else
            frame.indent = frame.separator.substr(newline + 1);
        return frame;
    }

    std::size_t entryEnd(const JsonNode& node, std::size_t index) const {
        return valueEnd(m_text, node.isObject() ? node.members[index].value.offset : node.items[index].offset);
    }

    std::string assembled(const JsonNode& node, const Frame& frame, const std::vector<std::size_t>& starts,
                          const std::vector<Entry>& entries, const Json& after) const {
        if (entries.empty()) return node.isObject() ? "{}" : "[]";
        if (starts.empty()) return fresh(after, lineIndent(node.offset), Lines::asNeeded);
        std::string text = frame.opening;
        for (std::size_t i = 0; i < entries.size(); ++i) {
            text += entries[i].text;
            if (i + 1 == entries.size()) break;
            const auto left = entries[i].original;
            const auto right = entries[i + 1].original;
            text += left && right && *left + 1 == *right ? frame.separators[*left] : frame.separator;
        }
        return text + frame.closing;
    }

    /// An item's identity: its name, else all of it.
    static std::string identity(const Json& item) {
        if (item.is_object() && item.contains("name") && item["name"].is_string())
            return "name " + item["name"].get<std::string>();
        return item.dump();
    }

    /// For each item of `after` the index in `before` that it goes on from.
    static std::vector<std::optional<std::size_t>> originsOf(const Json& before, const Json& after) {
        std::multimap<std::string, std::size_t> free;
        for (std::size_t i = 0; i < before.size(); ++i) free.emplace(identity(before[i]), i);
        std::vector<std::optional<std::size_t>> origins(after.size());
        std::vector<bool> used(before.size(), false);
        for (std::size_t i = 0; i < after.size(); ++i) {
            const std::string wanted = identity(after[i]);
            const auto found = free.lower_bound(wanted); // the first of equals
            if (found == free.end() || found->first != wanted) continue;
            origins[i] = found->second;
            used[found->second] = true;
            free.erase(found);
        }
        if (before.size() != after.size()) return origins;
        for (std::size_t i = 0; i < after.size(); ++i) {
            if (origins[i]) continue;
            const std::size_t expected = i == 0 ? 0 : origins[i - 1] ? *origins[i - 1] + 1 : before.size();
            if (expected >= before.size() || used[expected]) continue;
            origins[i] = expected;
            used[expected] = true;
        }
        return origins;
    }

    const std::string& m_text;
};

} // namespace

std::string mergedText(const JsonDocument& source, const Json& before, const Json& after) {
    if (before == after) return source.text();
    const std::string& text = source.text();
    const std::size_t start = source.root().offset;
    return text.substr(0, start) + Merger(source).value(source.root(), before, after) +
           text.substr(valueEnd(text, start));
}

std::string withText(const JsonDocument& source, const std::vector<const JsonNode*>& strings, std::string_view text) {
    std::string quoted;
    appendJsonString(quoted, text);
    std::vector<std::size_t> starts;
    for (const JsonNode* node : strings) starts.push_back(node->offset);
    std::sort(starts.rbegin(), starts.rend());
    std::string changed = source.text();
    for (const std::size_t start : starts) changed.replace(start, valueEnd(source.text(), start) - start, quoted);
    return changed;
}

} // namespace twinflow::deployment
