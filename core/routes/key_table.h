// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// All values, prefixes and suffixes that filters ask for, in one table: a look-up is a step or two, however many
// there are.
#pragma once

#include "base/hash.h"
#include "base/value.h"
#include "routes/posting.h"

#include <bit>
#include <cstddef>
#include <cstring>
#include <utility>
#include <vector>

namespace twinflow::routes {

/// A value under an owner, which keeps apart the fields of an index and the forms of their keys. Small and flat: many
/// are made for each event.
struct HashedValue {
    std::uint32_t owner = 0;
    std::uint32_t hash = 0;
    const char* text = nullptr; ///< null for what is no text
    std::uint64_t word = 0;     ///< the length of a text, the bits of a double, or one of the words below

    HashedValue(std::uint32_t ownerId, std::string_view value)
        : owner(ownerId)
        , hash(fold(mixWords(hashText(value), ownerId)))
        , text(value.empty() ? "" : value.data())
        , word(value.size()) {}
    HashedValue(std::uint32_t ownerId, double value)
        : HashedValue(ownerId, wordOf(value), Word{}) {}
    HashedValue(std::uint32_t ownerId, bool value)
        : HashedValue(ownerId, wordOf(value), Word{}) {}
    HashedValue(std::uint32_t ownerId, std::nullptr_t)
        : HashedValue(ownerId, kNull, Word{}) {}
    static HashedValue of(std::uint32_t ownerId, const Value& value);

    // No number of JSON has these bits as a double.
    static constexpr std::uint64_t kNull = ~std::uint64_t{0};
    static constexpr std::uint64_t wordOf(bool value) { return kNull - (value ? 1 : 2); }
    static constexpr std::uint64_t wordOf(double value) {
        return std::bit_cast<std::uint64_t>(value == 0 ? 0.0 : value); // both zeros are one
    }

private:
    struct Word {};
    HashedValue(std::uint32_t ownerId, std::uint64_t bits, Word)
        : owner(ownerId)
        , hash(fold(mixWords(bits, ownerId)))
        , word(bits) {}
    static std::uint32_t fold(std::uint64_t hash) { return static_cast<std::uint32_t>(hash ^ (hash >> 32)); }
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
            if (m_slots[i].hash == key.hash && m_slots[i].owner == key.owner && isSame(m_slots[i].value, key))
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
    static bool isSame(const Value& stored, const HashedValue& wanted);
    void grow();
    void place(Slot slot);

    std::vector<Slot> m_slots; // a power of two
    std::size_t m_mask = 0;
    std::size_t m_used = 0;
};

} // namespace twinflow::routes
