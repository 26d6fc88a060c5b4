// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// All values, prefixes and suffixes that filters ask for, in one table: a look-up is a step or two, however many
// there are.
#pragma once

#include "base/hash.h"
#include "query/scalar.h"
#include "routes/posting.h"

#include <utility>
#include <vector>

namespace twinflow::routes {

/// A value under an owner, which keeps apart the fields of an index and the forms of their keys.
struct HashedValue {
    std::uint32_t owner = 0;
    std::uint32_t hash = 0;
    query::Scalar value; ///< null, a boolean, a double or a text

    HashedValue(std::uint32_t ownerId, const query::Scalar& scalar);
    /// For texts whose hash is known.
    HashedValue(std::uint32_t ownerId, std::string_view text, std::uint64_t textHash)
        : owner(ownerId)
        , hash(fold(mixWords(textHash, ownerId)))
        , value(text) {}

private:
    static std::uint32_t fold(std::uint64_t word) { return static_cast<std::uint32_t>(word ^ (word >> 32)); }
};

/// Open addressing. Places are good until a key is added or removed.
class KeyTable {
public:
    /// Asks for the memory that find() will need.
    void prefetch(const HashedValue& key) const {
        if (!m_slots.empty()) __builtin_prefetch(&m_slots[key.hash & m_mask]);
    }
    /// Null where there is none.
    const Bucket* find(const HashedValue& key) const {
        if (m_used == 0) return nullptr;
        for (std::size_t i = key.hash & m_mask; m_slots[i].bucket.kind() != Bucket::Kind::empty; i = (i + 1) & m_mask) {
            if (m_slots[i].hash == key.hash && m_slots[i].owner == key.owner && isSame(m_slots[i].value, key.value))
                return &m_slots[i].bucket;
        }
        return nullptr;
    }
    Bucket* find(const HashedValue& key) { return const_cast<Bucket*>(std::as_const(*this).find(key)); }
    /// The key is not in the table yet, the bucket not empty.
    void insert(const HashedValue& key, const Value& value, Bucket bucket);
    /// The key is in the table.
    void erase(const HashedValue& key);

private:
    struct Slot {
        std::uint32_t hash = 0;
        std::uint32_t owner = 0;
        Value value;
        Bucket bucket; // empty where the slot is
    };
    static bool isSame(const Value& stored, const query::Scalar& wanted);
    void grow();
    void place(Slot slot);

    std::vector<Slot> m_slots; // a power of two
    std::size_t m_mask = 0;
    std::size_t m_used = 0;
};

} // namespace twinflow::routes
