// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The distinct filters of a table, each a few words over clauses that they share.
#pragma once

#include "routes/clause_table.h"

#include <cstdint>
#include <map>
#include <vector>

namespace twinflow::routes {

using FilterId = Index<struct FilterTag>;

/// One word of a filter. Parts of a group stand behind it, one behind the other.
struct Word {
    enum class Kind : std::uint8_t { clause, constant, all, any };

    std::uint32_t bits = 0;

    static Word of(Kind kind, std::uint32_t rest) { return {static_cast<std::uint32_t>(kind) << 30 | rest}; }
    Kind kind() const { return static_cast<Kind>(bits >> 30); }
    /// Of a clause its number, of a constant its truth, of a group the words of its parts.
    std::uint32_t rest() const { return bits & 0x3fffffff; }
    bool isGroup() const { return kind() == Kind::all || kind() == Kind::any; }
    /// Words until what comes next.
    std::uint32_t length() const { return isGroup() ? rest() + 1 : 1; }
    bool operator==(const Word&) const = default;
};

class Program {
public:
    explicit Program(Origin origin)
        : m_clauses(origin) {}

    /// The filter and one more user of it.
    FilterId add(const query::Expression& expression);
    /// Whether the filter has just one user.
    bool isLast(FilterId id) const { return m_filters[id.value].users == 1; }
    /// One user less; the last one takes the filter along.
    void release(FilterId id);

    /// Good until a filter is added.
    const Word* code(FilterId id) const { return codeOf(m_filters[id.value]); }
    const Clause& clause(Word word) const { return m_clauses.at(word.rest()); }
    const FieldTable& fields() const { return m_clauses.fields(); }
    TypeMask types() const { return m_clauses.types(); }

    /// Parts are looked at cheapest first, and only until the outcome is clear.
    bool isTrue(FilterId id, const FieldValues& values) const { return isTrue(code(id), values); }

private:
    struct Filter {
        Word word; // a filter of one word lies here; of a group it is where its words begin
        std::uint32_t users = 0;
    };
    const Word* codeOf(const Filter& filter) const {
        return filter.word.isGroup() ? &m_words[filter.word.rest()] : &filter.word;
    }
    void append(const query::Expression& expression);
    void appendGroup(const query::Expression& group);
    bool isTrue(const Word* word, const FieldValues& values) const;
    std::uint32_t place(const std::vector<Word>& code);

    ClauseTable m_clauses;
    std::vector<Filter> m_filters;
    std::vector<std::uint32_t> m_free;
    IdTable m_byHash;
    std::vector<Word> m_words;
    std::map<std::uint32_t, std::vector<std::uint32_t>> m_gaps; // by length: where filters have gone
    std::vector<Word> m_code;                                   // the filter that is being added
    std::vector<Word> m_sorted;                                 // a group of it
};

} // namespace twinflow::routes
