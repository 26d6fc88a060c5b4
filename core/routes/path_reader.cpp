// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/path_reader.h"

#include "base/json_escape.h"
#include "base/json_scan.h"

#include <algorithm>
#include <cstring>

namespace twinflow::routes {

using query::Scalar;

namespace {

constexpr std::size_t kMaxExpected = 256; // members of a text

/// Whether the first `count` of 16 bytes are equal.
bool isSameStart(const char* a, const char* b, std::uint32_t count) {
#ifdef __SSE2__
    const __m128i left = _mm_loadu_si128(reinterpret_cast<const __m128i*>(a));
    const __m128i right = _mm_loadu_si128(reinterpret_cast<const __m128i*>(b));
    const auto same = static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(left, right)));
    return (~same & ((1U << count) - 1)) == 0;
#else
    return std::memcmp(a, b, count) == 0;
#endif
}

} // namespace

void PathReader::moveTo(std::string_view text) {
    if (m_seen.size() != m_paths.size()) {
        m_seen.resize(m_paths.size());
        m_expected.clear(); // what was of no interest may be so now
    }
    if (++m_stamp == 0) { // after 2^32 texts
        std::fill(m_seen.begin(), m_seen.end(), Seen());
        m_stamp = 1;
    }
    m_begin = m_at = text.data();
    m_end = m_at + text.size();
    m_open.clear();
    m_texts.clear();
    m_passing = false;
    m_members = 0;
}

const Scalar& PathReader::search(PathTree::Node node) {
    static const Scalar kMissing;
    while (m_at && mayCome(node)) {
        m_at = readOn(m_at, node);
        if (m_seen[node].found == m_stamp) return m_seen[node].value;
    }
    return kMissing;
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

/// Behind the wanted value or a closing bracket, or null at damage and at the end.
const char* PathReader::readOn(const char* at, PathTree::Node wanted) {
    at = skipJsonSpace(at, m_end);
    if (m_open.empty()) {
        // The text itself; once it is read, only what it holds can follow.
        at = m_seen[0].found == m_stamp ? nullptr : readValue(at, 0);
        return m_open.empty() ? nullptr : at;
    }
    for (; at; at = skipJsonSpace(at, m_end)) {
        if (m_passing) {
            m_passing = false;
            at = skipJsonContainer(at, m_end);
            if (!at) return nullptr;
            at = skipJsonSpace(at, m_end);
        }
        if (at == m_end) return nullptr;
        if (*at == '}') {
            m_seen[m_open.back()].over = m_stamp;
            m_open.pop_back();
            m_first = false;
            return at + 1;
        }
        if (!m_first) {
            if (*at != ',') return nullptr;
            at = skipJsonSpace(at + 1, m_end);
            if (at == m_end) return nullptr;
        }
        m_first = false;
        PathTree::Node node = PathTree::kNone;
        if (*at != '"' || !(at = readName(at + 1, node))) return nullptr;
        at = skipJsonSpace(at, m_end);
        if (at == m_end || *at != ':') return nullptr;
        at = skipJsonSpace(at + 1, m_end);
        if (node != PathTree::kNone && m_seen[node].found != m_stamp) {
            at = readValue(at, node);
            if (node == wanted) return at;
        } else {
            at = skipJsonValue(at, m_end);
        }
        if (!at) return nullptr;
    }
    return nullptr;
}

/// Behind a name and its quote; `node` is none for a member that nobody wants.
const char* PathReader::readName(const char* at, PathTree::Node& node) {
    if (m_members == m_expected.size()) m_expected.emplace_back();
    const Member& expected = m_expected[m_members];
    if (expected.length > 0 && expected.parent == m_open.back() && m_end - at >= 16 &&
        isSameStart(at, expected.name.data(), expected.length + 1)) {
        ++m_members;
        node = expected.node;
        return at + expected.length + 1;
    }
    return readUnexpected(at, node);
}

const char* PathReader::readUnexpected(const char* at, PathTree::Node& node) {
    bool escaped = false;
    const char* const end = findStringEnd(at, m_end, escaped);
    if (!end) return nullptr;
    std::string_view name(at, static_cast<std::size_t>(end - at));
    Member& expected = m_expected[m_members];
    expected.length = 0;
    if (m_members + 1 < kMaxExpected) ++m_members; // of endless texts only the beginning is learnt
    if (escaped) {
        m_name.clear();
        if (!appendUnescaped(m_name, at, end)) return nullptr;
        name = m_name;
    }
    node = m_paths.child(m_open.back(), name);
    if (!escaped && name.size() < expected.name.size()) {
        std::copy(at, end + 1, expected.name.begin());
        expected.length = static_cast<std::uint32_t>(name.size());
        expected.parent = m_open.back();
        expected.node = node;
    }
    return end + 1;
}

const char* PathReader::readValue(const char* at, PathTree::Node node) {
    if (at == m_end) return nullptr;
    Seen& seen = m_seen[node];
    seen.begin = at;
    seen.over = m_stamp;
    Scalar& value = seen.value; // written where it stays: a copy would wait for what was just written
    const auto word = [&](std::string_view text) {
        const bool here = std::string_view(at, static_cast<std::size_t>(m_end - at)).starts_with(text);
        return here ? at + text.size() : nullptr;
    };
    switch (*at) {
    case '{':
        if (m_paths.hasChildren(node)) {
            seen.over = m_stamp - 1;
            m_open.push_back(node);
            m_first = true;
            ++at;
        } else {
            m_passing = true;
        }
        value.kind = Scalar::Kind::composite;
        break;
    case '[':
        m_passing = true;
        value.kind = Scalar::Kind::composite;
        break;
    case '"':
        value.kind = Scalar::Kind::text;
        at = readText(at + 1, value);
        break;
    case 't':
    case 'f':
        value.kind = Scalar::Kind::boolean;
        value.boolean = *at == 't';
        at = word(*at == 't' ? "true" : "false");
        break;
    case 'n':
        value.kind = Scalar::Kind::null;
        at = word("null");
        break;
    default: {
        ScannedNumber number;
        at = scanJsonNumber(at, m_end, number);
        if (number.isInteger) {
            value.kind = Scalar::Kind::integer;
            value.integer = number.integer;
        } else {
            value.kind = Scalar::Kind::real;
            value.real = number.real;
        }
    }
    }
    if (at) seen.found = m_stamp;
    return at;
}

const char* PathReader::readText(const char* at, Scalar& value) {
    bool escaped = false;
    const char* const end = findStringEnd(at, m_end, escaped);
    if (!end) return nullptr;
    value.text = {at, static_cast<std::size_t>(end - at)};
    if (escaped) {
        // Room for all texts of the whole text at once: what was given out may not move.
        if (m_texts.empty()) m_texts.reserve(static_cast<std::size_t>(m_end - m_begin));
        const std::size_t start = m_texts.size();
        if (!appendUnescaped(m_texts, at, end)) return nullptr;
        value.text = std::string_view(m_texts).substr(start);
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
