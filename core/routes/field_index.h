// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The keys of one field: equality, prefixes and suffixes in the table that all fields share, the rest here.
#pragma once

#include "routes/key.h"
#include "routes/key_table.h"
#include "routes/range_index.h"
#include "routes/substring_index.h"

#include <memory>
#include <vector>

namespace twinflow::routes {

/// How many keys have a length, for each length that some have; ascending.
class LengthCounts {
public:
    struct Count {
        std::size_t length;
        std::uint32_t keys;
    };
    void add(std::size_t length);
    void remove(std::size_t length);
    auto begin() const { return m_counts.begin(); }
    auto end() const { return m_counts.end(); }

private:
    std::vector<Count>::iterator placeOf(std::size_t length);
    std::vector<Count> m_counts;
};

class FieldIndex {
public:
    FieldId field;
    TypeMask types = 0;         ///< of all that was ever put in: what an event of another type need not be asked for
    std::uint32_t postings = 0; ///< behind all keys

    /// `id` tells the index apart from others that use the table.
    FieldIndex(FieldId fieldId, std::uint32_t id)
        : field(fieldId)
        , m_owner(id * kForms) {}

    /// Null where there is no such key. Good until a key is added or removed.
    Bucket* find(const Key& key, KeyTable& table);
    /// How many values keys ask for by equality: the more there are, the fewer events meet one of them.
    std::uint32_t equalities() const { return m_equals; }
    /// A new key. The bucket is not empty.
    void add(const Key& key, Bucket bucket, KeyTable& table);
    /// A key that is there.
    void remove(const Key& key, KeyTable& table);

    /// Appends what of the table is to be looked at for a value.
    void ask(const query::Scalar& value, std::vector<HashedValue>& questions) const;
    /// Takes the buckets of the other keys that the value meets.
    template <typename Take>
    void takeOthers(const query::Scalar& value, Take take) const {
        if (value.isText()) {
            if (m_substrings) m_substrings->within(value.text, take);
        } else if (value.isNumber()) {
            const std::uint64_t number = orderedWord(value.number());
            if (m_lowest <= number && number <= m_highest) m_ranges->around(number, take);
        }
        for (const Differing& other : m_differing) {
            if (holds(query::Operator::notEqual, value, query::Scalar(other.value))) take(other.bucket);
        }
    }

private:
    static constexpr std::uint32_t kForms = 3; // equal, prefix, suffix
    struct Differing {
        Value value;
        Bucket bucket;
    };
    std::uint32_t owner(Key::Form form) const { return m_owner + static_cast<std::uint32_t>(form); }
    HashedValue hashed(const Key& key) const { return HashedValue::of(owner(key.form), key.value); }

    void askFor(const HashedValue& question, std::vector<HashedValue>& questions) const {
        if ((m_hashes >> (question.hash >> 26) & 1) != 0) questions.push_back(question);
    }

    std::uint32_t m_owner;
    std::uint32_t m_equals = 0;
    std::uint64_t m_hashes = 0;                 // a bit for each start that hashes of keys in the table have had
    std::uint64_t m_lowest = ~std::uint64_t{0}; // around all ranges that there have been
    std::uint64_t m_highest = 0;
    std::unique_ptr<RangeIndex> m_ranges;
    std::unique_ptr<SubstringIndex> m_substrings;
    std::vector<Differing> m_differing;
    LengthCounts m_prefixes;
    LengthCounts m_suffixes;
};

} // namespace twinflow::routes
