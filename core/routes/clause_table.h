// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The distinct clauses of some filters, each with a number, and what the type of an event says of them.
#pragma once

#include "base/id_table.h"
#include "routes/field_values.h"
#include "routes/type_mask.h"

#include <vector>

namespace twinflow::routes {

/// Where events come from: those of a run are the engine's own, so that their type tells more of them.
enum class Origin : std::uint8_t { run, text };

/// A comparison with a field on its left, as all but functions can be turned round.
struct Clause {
    FieldId field;
    FieldId other;           ///< the right side, invalid where it is the literal
    std::uint32_t users = 0; ///< filters that it stands in, as often as it does
    query::Operator op : 5 = query::Operator::equal;
    bool literalFirst : 1 = false; ///< a function of the literal and the field
    std::uint8_t cost : 2 = 0;     ///< what to evaluate first: 0 known from the type, 1 attributes, 2 the body
    TypeMask alwaysTrue = 0;       ///< types whose every event makes it true
    TypeMask alwaysFalse = 0;      ///< types whose no event makes it true
    Value literal;

    bool isTrue(const FieldValues& values) const;
};
static_assert(sizeof(Clause) == 32); // there is one for each text that filters ask for

class ClauseTable {
public:
    explicit ClauseTable(Origin origin)
        : m_origin(origin) {}

    /// One more user of the clause, which reads a field.
    std::uint32_t add(const query::Clause& clause);
    /// One user less; the last one takes the clause along.
    void release(std::uint32_t id);

    const Clause& at(std::uint32_t id) const { return m_clauses[id]; }
    const FieldTable& fields() const { return m_fields; }
    /// The types that an event can have.
    TypeMask types() const { return m_origin == Origin::run ? kAllTypes : kAllTypes | kOtherTypes; }

private:
    Clause read(const query::Clause& clause);
    void classify(Clause& clause) const;

    Origin m_origin;
    FieldTable m_fields;
    std::vector<Clause> m_clauses;
    std::vector<std::uint32_t> m_free;
    IdTable m_byHash;
};

} // namespace twinflow::routes
