// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/path_reader.h"

#include "base/json_escape.h"
#include "base/json_scan.h"

#include <algorithm>

namespace twinflow::routes {

using query::Scalar;

void PathReader::moveTo(std::string_view text) {
    m_seen.resize(m_paths.size());
    if (++m_stamp == 0) { // after 2^32 texts
        std::fill(m_seen.begin(), m_seen.end(), Seen());
        m_stamp = 1;
    }
    m_begin = m_at = text.data();
    m_end = m_at + text.size();
    m_open.clear();
    m_texts.clear();
    m_passing = false;
}

const Scalar& PathReader::at(PathTree::Node node) {
    static const Scalar kMissing;
    while (m_seen[node].found != m_stamp) {
        if (!m_at || !mayCome(node)) return kMissing;
        readOn();
    }
    return m_seen[node].value;
}

std::string_view PathReader::textFrom(PathTree::Node node) {
    if (at(node).kind == Scalar::Kind::missing) return {};
    const char* const begin = m_seen[node].begin;
    return {begin, static_cast<std::size_t>(m_end - begin)};
}

bool PathReader::mayCome(PathTree::Node node) const {
    for (node = m_paths.parent(node); node != PathTree::kNone; node = m_paths.parent(node)) {
        if (m_seen[node].over == m_stamp) return false;
    }
    return true;
}

void PathReader::set(PathTree::Node node, const char* begin, const Scalar& value) {
    Seen& seen = m_seen[node];
    seen.found = m_stamp;
    seen.begin = begin;
    seen.value = value;
    if (value.kind != Scalar::Kind::composite) seen.over = m_stamp;
}

void PathReader::close() {
    m_seen[m_open.back()].over = m_stamp;
    m_open.pop_back();
}

/// Up to the next value that someone may want, or the end of an object.
void PathReader::readOn() {
    const char* at = skipJsonSpace(m_at, m_end);
    if (m_open.empty()) {
        // The text itself; once it is read, only what it holds can follow.
        at = m_seen[0].found == m_stamp ? nullptr : readValue(at, 0);
        m_at = m_open.empty() ? nullptr : at;
        return;
    }
    m_at = readMember(at);
}

/// Behind the members up to the next wanted one, or behind a closing bracket; null at damage.
const char* PathReader::readMember(const char* at) {
    if (m_passing) {
        m_passing = false;
        at = skipJsonContainer(at, m_end);
        if (!at) return nullptr;
        at = skipJsonSpace(at, m_end);
    }
    for (;;) {
        if (at == m_end) return nullptr;
        if (*at == '}') {
            close();
            m_first = false;
            return at + 1;
        }
        if (!m_first) {
            if (*at != ',') return nullptr;
            at = skipJsonSpace(at + 1, m_end);
            if (at == m_end) return nullptr;
        }
        m_first = false;
        std::string_view name;
        if (*at != '"' || !(at = readName(at + 1, name))) return nullptr;
        at = skipJsonSpace(at, m_end);
        if (at == m_end || *at != ':') return nullptr;
        at = skipJsonSpace(at + 1, m_end);
        const PathTree::Node node = m_paths.child(m_open.back(), name);
        if (node != PathTree::kNone && m_seen[node].found != m_stamp) return readValue(at, node);
        at = skipJsonValue(at, m_end);
        if (!at) return nullptr;
        at = skipJsonSpace(at, m_end);
    }
}

const char* PathReader::readName(const char* at, std::string_view& name) {
    bool escaped = false;
    const char* const end = findStringEnd(at, m_end, escaped);
    if (!end) return nullptr;
    name = {at, static_cast<std::size_t>(end - at)};
    if (escaped) {
        m_name.clear();
        if (!appendUnescaped(m_name, at, end)) return nullptr;
        name = m_name;
    }
    return end + 1;
}

const char* PathReader::readValue(const char* at, PathTree::Node node) {
    if (at == m_end) return nullptr;
    const char* const begin = at;
    Scalar value;
    const auto word = [&](std::string_view text, Scalar meaning) -> const char* {
        if (!std::string_view(at, static_cast<std::size_t>(m_end - at)).starts_with(text)) return nullptr;
        value = meaning;
        return at + text.size();
    };
    switch (*at) {
    case '{':
        set(node, begin, Scalar(Scalar::Kind::composite));
        if (m_paths.hasChildren(node)) {
            m_open.push_back(node);
            m_first = true;
            return at + 1;
        }
        m_passing = true;
        return at;
    case '[':
        set(node, begin, Scalar(Scalar::Kind::composite));
        m_seen[node].over = m_stamp;
        m_passing = true;
        return at;
    case '"':
        at = readText(at + 1, value);
        break;
    case 't':
        at = word("true", Scalar(true));
        break;
    case 'f':
        at = word("false", Scalar(false));
        break;
    case 'n':
        at = word("null", Scalar(Scalar::Kind::null));
        break;
    default: {
        ScannedNumber number;
        at = scanJsonNumber(at, m_end, number);
        value = number.isInteger ? Scalar(number.integer) : Scalar(number.real);
    }
    }
    if (at) set(node, begin, value);
    return at;
}

const char* PathReader::readText(const char* at, Scalar& value) {
    bool escaped = false;
    const char* const end = findStringEnd(at, m_end, escaped);
    if (!end) return nullptr;
    value = Scalar(std::string_view(at, static_cast<std::size_t>(end - at)));
    if (escaped) {
        // Room for all texts of the whole text at once: what was given out may not move.
        if (m_texts.empty()) m_texts.reserve(static_cast<std::size_t>(m_end - m_begin));
        const std::size_t start = m_texts.size();
        if (!appendUnescaped(m_texts, at, end)) return nullptr;
        value = Scalar(std::string_view(m_texts).substr(start));
    }
    return end + 1;
}

bool PathReader::appendUnescaped(std::string& out, const char* at, const char* end) const {
    while (at != end) {
        const char* const plain = findQuote(at, end); // there is no quote in between but behind a backslash
        out.append(at, plain);
        at = plain;
        if (at == end) break;
        at = appendEscape(out, at, end);
        if (!at) return false;
    }
    return true;
}

} // namespace twinflow::routes
