// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// From an event to the filters that it may pass: a tree of keys that grows where many filters stand behind one key.
#pragma once

#include "routes/field_index.h"
#include "routes/ways.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace twinflow::routes {

/// Filters come and go at any time. One thread.
class FilterIndex {
public:
    /// `program` outlives the index.
    explicit FilterIndex(const Program& program);

    /// The filter is in the program, and not yet here. Its ways are those of waysOf(); those that pass all events are
    /// the caller's.
    void add(FilterId filter, const std::vector<Way>& ways);
    /// The filter is still in the program.
    void remove(FilterId filter, const std::vector<Way>& ways);

    /// Appends the ways whose keys are met by an event of a type; others can come as well, unless they are exact. Reads
    /// only fields that matter to the type.
    void find(const FieldValues& values, TypeMask type, std::vector<Posting>& found) const;

private:
    /// The keys of a way that are not used yet.
    class KeysLeft {
    public:
        explicit KeysLeft(const std::vector<Key>& keys) {
            for (const Key& key : keys) m_keys[m_count++] = &key;
        }
        std::span<const Key* const> all() const { return {m_keys.data(), m_count}; }
        bool empty() const { return m_count == 0; }
        KeysLeft without(const Key& used) const;

    private:
        std::array<const Key*, kMaxKeys> m_keys{};
        std::size_t m_count = 0;
    };
    struct Node {
        std::vector<Key> given; // met by all that comes here
        std::vector<std::uint32_t> fields;
        Bucket direct; // those that have no key left
        std::uint32_t postings = 0;
    };

    void place(std::uint32_t node, Posting posting, bool exact, const KeysLeft& keys);
    void divide(std::uint32_t node, std::uint32_t field, const Key& key);
    bool take(std::uint32_t node, const Posting& way, const KeysLeft& keys);
    bool takeBehind(std::uint32_t field, const Key& key, const Posting& way, const KeysLeft& keys);
    const Key& bestOf(std::uint32_t node, const KeysLeft& keys) const;
    std::uint32_t valuesOf(std::uint32_t node, const Key& key) const;
    std::optional<std::uint32_t> fieldIn(std::uint32_t node, FieldId field) const;
    std::uint32_t addField(std::uint32_t node, FieldId field);
    void removeField(std::uint32_t node, std::uint32_t field);
    std::uint32_t addNode();

    void visit(std::uint32_t node, const FieldValues& values, TypeMask type, std::vector<Posting>& found) const;
    void visit(Bucket bucket, const FieldValues& values, TypeMask type, std::vector<Posting>& found) const;

    const Program& m_program;
    std::vector<Node> m_nodes; // the first is the root
    std::vector<std::uint32_t> m_freeNodes;
    std::vector<FieldIndex> m_fields;
    std::vector<std::uint32_t> m_freeFields;
    KeyTable m_keys;
    PostingPool m_postings;
    mutable std::vector<HashedValue> m_questions; // of the nodes that are being visited
};

} // namespace twinflow::routes
