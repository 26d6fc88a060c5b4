// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What stands behind a key: a filter, a few of them, or an index of its own.
#pragma once

#include "routes/type_mask.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace twinflow::routes {

/// A way of a filter, where it stands in an index.
struct Posting {
    std::uint32_t filter = 0;
    std::uint16_t way = 0;
    TypeMask types = 0;
    bool exact : 1 = false;   ///< who comes here passes the filter
    bool several : 1 = false; ///< the filter may come more than once an event

    /// Whether both are the same way of the same filter.
    bool isWayOf(const Posting& other) const { return filter == other.filter && way == other.way; }
};
static_assert(sizeof(Posting) == 8);

/// Eight bytes, so that a key with one posting needs no further look. Lists lie in a PostingPool.
class Bucket {
public:
    enum class Kind : std::uint8_t { empty, one, list, node };

    static Bucket one(const Posting& posting) {
        const unsigned flags = (posting.exact ? 4U : 0U) | (posting.several ? 8U : 0U);
        return {posting.filter, static_cast<std::uint32_t>(posting.way) << 16 |
                                    static_cast<std::uint32_t>(posting.types) << 8 | flags | bits(Kind::one)};
    }
    static Bucket list(std::uint32_t begin, std::uint32_t size, unsigned room) {
        return {begin, size << 8 | room << 2 | bits(Kind::list)};
    }
    static Bucket node(std::uint32_t id) { return {id, bits(Kind::node)}; }
    Bucket() = default;

    Kind kind() const { return static_cast<Kind>(m_rest & 3); }
    Posting posting() const {
        return {m_at, static_cast<std::uint16_t>(m_rest >> 16), static_cast<TypeMask>(m_rest >> 8), (m_rest & 4) != 0,
                (m_rest & 8) != 0};
    }
    std::uint32_t nodeId() const { return m_at; }
    std::uint32_t begin() const { return m_at; }
    std::uint32_t size() const { return m_rest >> 8; }
    /// The list has space for two to this power.
    unsigned room() const { return (m_rest >> 2) & 31; }

private:
    Bucket(std::uint32_t at, std::uint32_t rest)
        : m_at(at)
        , m_rest(rest) {}
    static std::uint32_t bits(Kind kind) { return static_cast<std::uint32_t>(kind); }

    std::uint32_t m_at = 0;
    std::uint32_t m_rest = 0;
};
static_assert(sizeof(Bucket) == 8);

/// The room of all lists; what a list leaves is used again by the next one of its size.
class PostingPool {
public:
    /// Of a bucket that is a list.
    std::span<const Posting> list(Bucket bucket) const { return {m_postings.data() + bucket.begin(), bucket.size()}; }
    void add(Bucket& bucket, const Posting& posting);
    /// Whether the way was there.
    bool remove(Bucket& bucket, const Posting& way);
    /// Makes a bucket that is no node an empty one.
    void clear(Bucket& bucket);

private:
    static constexpr unsigned kMaxRoom = 24;
    std::uint32_t take(unsigned room);

    std::vector<Posting> m_postings;
    std::array<std::vector<std::uint32_t>, kMaxRoom + 1> m_gaps; // by room
};

} // namespace twinflow::routes
