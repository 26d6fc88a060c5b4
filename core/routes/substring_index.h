// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Finds all of many patterns that stand somewhere within a text; patterns come and go at any time.
#pragma once

#include "base/hash.h"
#include "base/id_table.h"
#include "base/value.h"
#include "routes/posting.h"

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace twinflow::routes {

/// Each pattern lies under one piece of it, of 8, 4, 2 or 1 bytes: the one that fewest other patterns lie under. A
/// look-up asks once for each place of the text and each size in use.
class SubstringIndex {
public:
    /// Null where there is no such pattern. Good until the next change.
    Bucket* find(std::string_view pattern);
    /// A new pattern, a text that is not empty, with an empty bucket.
    Bucket& add(const Value& pattern);
    /// A pattern that is there.
    void remove(std::string_view pattern);
    bool empty() const { return m_patterns.size() == m_free.size(); }

    /// Takes the buckets of all patterns in the text, for each place where they stand.
    template <typename Take>
    void within(std::string_view text, Take take) const {
        if (m_ofSize[0] > 0) look<0>(text, take);
        if (m_ofSize[1] > 0) look<1>(text, take);
        if (m_ofSize[2] > 0) look<2>(text, take);
        if (m_ofSize[3] > 0) look<3>(text, take);
    }

private:
    static constexpr unsigned kSizes = 4;
    struct Pattern {
        Value text;
        std::uint64_t piece = 0;
        unsigned size = 0;                   // of the piece, as a power of two
        std::uint32_t offset = 0;            // of the piece in the text
        std::uint32_t next = IdTable::kNone; // under the same piece
        Bucket bucket;
    };
    template <unsigned size, typename Take>
    void look(std::string_view text, Take& take) const {
        constexpr std::size_t kBytes = std::size_t{1} << size;
        for (std::size_t at = 0; at + kBytes <= text.size(); ++at) {
            const std::uint32_t first = findPiece(wordAt(text.data() + at, kBytes), size);
            for (std::uint32_t id = first; id != IdTable::kNone; id = m_patterns[id].next) {
                const Pattern& pattern = m_patterns[id];
                if (pattern.offset > at) continue;
                if (text.substr(at - pattern.offset).starts_with(pattern.text.text())) take(pattern.bucket);
            }
        }
    }
    /// The first pattern under a piece.
    std::uint32_t findPiece(std::uint64_t piece, unsigned size) const {
        return m_byPiece.find(mixWords(piece, size), [&](std::uint32_t id) {
            return m_patterns[id].piece == piece && m_patterns[id].size == size;
        });
    }
    std::uint32_t findPattern(std::string_view text) const;
    void choosePiece(Pattern& pattern) const;

    std::vector<Pattern> m_patterns;
    std::vector<std::uint32_t> m_free;
    IdTable m_byPiece;
    IdTable m_byText;
    std::array<std::uint32_t, kSizes> m_ofSize{}; // patterns whose pieces have it
};

} // namespace twinflow::routes
