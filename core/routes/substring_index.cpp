// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/substring_index.h"

namespace twinflow::routes {

namespace {

constexpr std::size_t kMaxTried = 64; // pieces of a long pattern

} // namespace

std::uint32_t SubstringIndex::findPattern(std::string_view text) const {
    return m_byText.find(hashText(text), [&](std::uint32_t id) { return m_patterns[id].text.text() == text; });
}

Bucket* SubstringIndex::find(std::string_view pattern) {
    const std::uint32_t id = findPattern(pattern);
    return id == IdTable::kNone ? nullptr : &m_patterns[id].bucket;
}

void SubstringIndex::choosePiece(Pattern& pattern) const {
    const std::string_view text = pattern.text.text();
    pattern.size = text.size() >= 8 ? 3 : text.size() >= 4 ? 2 : text.size() >= 2 ? 1 : 0;
    const std::size_t bytes = std::size_t{1} << pattern.size;
    std::size_t fewest = m_patterns.size() + 1;
    for (std::size_t at = 0; at + bytes <= text.size() && at < kMaxTried && fewest > 0; ++at) {
        const std::uint64_t piece = wordAt(text.data() + at, bytes);
        std::size_t others = 0;
        for (std::uint32_t id = findPiece(piece, pattern.size); id != IdTable::kNone && others < fewest;
             id = m_patterns[id].next)
            ++others;
        if (others >= fewest) continue;
        fewest = others;
        pattern.piece = piece;
        pattern.offset = static_cast<std::uint32_t>(at);
    }
}

Bucket& SubstringIndex::add(const Value& text) {
    auto id = static_cast<std::uint32_t>(m_patterns.size());
    if (m_free.empty()) {
        m_patterns.emplace_back();
    } else {
        id = m_free.back();
        m_free.pop_back();
    }
    Pattern& pattern = m_patterns[id];
    pattern.text = text;
    pattern.bucket = Bucket();
    choosePiece(pattern);
    const std::uint32_t first = findPiece(pattern.piece, pattern.size);
    if (first == IdTable::kNone) {
        pattern.next = IdTable::kNone;
        m_byPiece.insert(mixWords(pattern.piece, pattern.size), id);
    } else { // behind the first, so that the table need not change
        pattern.next = m_patterns[first].next;
        m_patterns[first].next = id;
    }
    m_byText.insert(hashText(text.text()), id);
    ++m_ofSize[pattern.size];
    return pattern.bucket;
}

void SubstringIndex::remove(std::string_view text) {
    const std::uint32_t id = findPattern(text);
    Pattern& pattern = m_patterns[id];
    const std::uint64_t hash = mixWords(pattern.piece, pattern.size);
    std::uint32_t before = findPiece(pattern.piece, pattern.size);
    if (before == id) {
        m_byPiece.erase(hash, id);
        if (pattern.next != IdTable::kNone) m_byPiece.insert(hash, pattern.next);
    } else {
        while (m_patterns[before].next != id) before = m_patterns[before].next;
        m_patterns[before].next = pattern.next;
    }
    m_byText.erase(hashText(text), id);
    --m_ofSize[pattern.size];
    pattern = {};
    m_free.push_back(id);
}

} // namespace twinflow::routes
