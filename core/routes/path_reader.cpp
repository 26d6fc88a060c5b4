// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/path_reader.h"

#include "base/json_escape.h"
#include "base/json_scan.h"

#include <algorithm>
#include <cstring>
#include <tuple>

namespace twinflow::routes {

using query::Scalar;

namespace {

/// A bit for each of 32 bytes: whether they are equal.
std::uint32_t sameBytes(const char* a, const char* b) {
#ifdef __SSE2__
    const auto same = [&](std::size_t from) {
        const __m128i left = _mm_loadu_si128(reinterpret_cast<const __m128i*>(a + from));
        const __m128i right = _mm_loadu_si128(reinterpret_cast<const __m128i*>(b + from));
        return static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(left, right)));
    };
    return same(0) | same(16) << 16;
#else
    std::uint32_t bits = 0;
    for (std::uint32_t i = 0; i < 32; ++i) bits |= (a[i] == b[i] ? 1U : 0U) << i;
    return bits;
#endif
}

} // namespace

void PathReader::moveTo(std::string_view text) {
    if (m_seen.size() != m_paths.size()) {
        m_seen.resize(m_paths.size());
        std::fill(m_steps.begin(), m_steps.end(), Step()); // what nobody wanted may be wanted now
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
    m_step = 0;
}

const Scalar& PathReader::search(PathTree::Node node) {
    static const Scalar kMissing;
    if (!m_at || isOver(node)) return kMissing;
    if (m_seen[0].found != m_stamp) m_at = readValue(skipJsonSpace(m_at, m_end), 0);
    if (m_at && node != 0) m_at = m_open.empty() ? nullptr : readOn(m_at, node);
    return m_seen[node].found == m_stamp ? m_seen[node].value : kMissing;
}

std::string_view PathReader::textFrom(PathTree::Node node) {
    if (at(node).kind == Scalar::Kind::missing) return {};
    const char* const begin = m_seen[node].begin;
    return {begin, static_cast<std::size_t>(m_end - begin)};
}

/// Whether nothing can come any more at a node that was not found.
bool PathReader::isOver(PathTree::Node node) const {
    for (node = m_paths.parent(node); node != PathTree::kNone; node = m_paths.parent(node)) {
        if (m_seen[node].over == m_stamp) return true;
    }
    return false;
}

/// Behind the wanted value, or the bracket of an object after which it cannot come; null at damage and at the end.
const char* PathReader::readOn(const char* at, PathTree::Node wanted) {
    const char* const end = m_end;
    constexpr std::ptrdiff_t kStepBytes = std::tuple_size_v<decltype(Step::bytes)>; // compared at once
    const Step* const steps = m_steps.data();
    const Seen* const seen = m_seen.data();
    if (m_passing) {
        m_passing = false;
        at = skipJsonContainer(at, end);
    }
    PathTree::Node parent = m_open.back();
    while (at) {
        const Step& step = steps[m_step];
        PathTree::Node node = step.node;
        if (end - at >= kStepBytes && step.parent == parent && (*at == '{') == (at == seen[parent].begin) &&
            (~sameBytes(at, step.bytes.data()) & step.mask) == 0) {
            at += step.length;
            ++m_step;
        } else {
            const Named named = readName(at);
            at = named.at;
            node = named.node;
            if (!at) return nullptr;
            if (seen[parent].over == m_stamp) { // it was closed
                if (m_open.empty()) return nullptr;
                parent = m_open.back();
                if (isOver(wanted)) return at;
                continue;
            }
        }
        if (node == PathTree::kNone || seen[node].found == m_stamp) {
            at = skipJsonValue(at, end);
            continue;
        }
        at = readValue(at, node);
        if (node == wanted) return at;
        parent = m_open.back();
        if (m_passing) {
            m_passing = false;
            at = skipJsonContainer(at, end);
        }
    }
    return nullptr;
}

/// From behind a value, or the bracket that opens an object, to the next value, or behind the bracket that closes the
/// object.
PathReader::Named PathReader::readName(const char* at) {
    constexpr Named kDamaged{nullptr, PathTree::kNone};
    const char* const begin = at;
    const PathTree::Node parent = m_open.back();
    const bool first = begin == m_seen[parent].begin;
    at = skipJsonSpace(first ? at + 1 : at, m_end);
    if (at == m_end) return kDamaged;
    if (*at == '}') {
        m_seen[parent].over = m_stamp;
        m_open.pop_back();
        return {at + 1, PathTree::kNone};
    }
    if (!first) {
        if (*at != ',') return kDamaged;
        at = skipJsonSpace(at + 1, m_end);
    }
    if (at == m_end || *at != '"') return kDamaged;
    bool escaped = false;
    const char* const end = findStringEnd(at + 1, m_end, escaped);
    if (!end) return kDamaged;
    std::string_view name(at + 1, static_cast<std::size_t>(end - at - 1));
    if (escaped) {
        m_name.clear();
        if (!appendUnescaped(m_name, at + 1, end)) return kDamaged;
        name = m_name;
    }
    at = skipJsonSpace(end + 1, m_end);
    if (at == m_end || *at != ':') return kDamaged;
    at = skipJsonSpace(at + 1, m_end);
    const PathTree::Node node = m_paths.child(parent, name);
    learn({begin, static_cast<std::size_t>(at - begin)}, parent, node);
    return {at, node};
}

void PathReader::learn(std::string_view bytes, PathTree::Node parent, PathTree::Node node) {
    if (m_step == kSteps) return;
    Step& step = m_steps[m_step++];
    step.parent = PathTree::kNone;
    if (bytes.size() >= step.bytes.size()) return;
    std::copy(bytes.begin(), bytes.end(), step.bytes.begin());
    step.mask = (std::uint32_t{1} << bytes.size()) - 1;
    step.length = static_cast<std::uint32_t>(bytes.size());
    step.parent = parent;
    step.node = node;
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
    case '"':
        value.kind = Scalar::Kind::text;
        at = readText(at + 1, value);
        break;
    case '{':
        if (m_paths.hasChildren(node)) {
            seen.over = m_stamp - 1;
            m_open.push_back(node);
        } else {
            m_passing = true;
        }
        value.kind = Scalar::Kind::composite;
        break;
    case '[':
        m_passing = true;
        value.kind = Scalar::Kind::composite;
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
