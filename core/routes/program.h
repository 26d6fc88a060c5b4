// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// All filters of a table as one graph of nodes in which equal clauses are one node.
#pragma once

#include "events/event.h"
#include "query/filter.h"
#include "routes/field_table.h"

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace twinflow::routes {

class EventRecord;

/// A set of event types, bit 1 << EventType.
using TypeMask = std::uint8_t;
constexpr TypeMask kAllTypes = (1U << events::kEventTypes) - 1;
constexpr TypeMask typeBit(events::EventType type) {
    return static_cast<TypeMask>(1U << static_cast<unsigned>(type));
}

using NodeId = Index<struct NodeTag>;

/// One side of a clause: a field, or a literal where the field is invalid.
struct Side {
    FieldId field;
    Value literal;
};

struct Node {
    query::Expression::Kind kind = query::Expression::Kind::constant;
    std::uint8_t cost = 0;    ///< what to evaluate first: 0 known from the type, 1 attributes, 2 the body
    TypeMask alwaysTrue = 0;  ///< types whose every event makes it true
    TypeMask alwaysFalse = 0; ///< types whose no event makes it true
    query::Operator op = query::Operator::equal; ///< clause
    Side left;                                   ///< clause
    Side right;                                  ///< clause
    std::uint32_t firstPart = 0;                 ///< all, any: into the program's parts
    std::uint32_t parts = 0;
};

/// Parts always have smaller numbers than their group.
class Program {
public:
    NodeId add(const query::Expression& expression);

    const Node& at(NodeId id) const { return m_nodes[id.value]; }
    std::span<const NodeId> parts(const Node& node) const { return {m_parts.data() + node.firstPart, node.parts}; }
    const FieldTable& fields() const { return m_fields; }
    std::size_t size() const { return m_nodes.size(); }

private:
    NodeId addClause(const query::Clause& clause);
    NodeId addGroup(const query::Expression& group);
    Side side(const query::Term& term);
    void classify(Node& clause) const;
    NodeId append(Node node);

    FieldTable m_fields;
    std::vector<Node> m_nodes;
    std::vector<NodeId> m_parts;
    std::unordered_map<std::string, NodeId> m_clauses; // by canonical text
};

/// Truths of a program's nodes for one event after the other; each node is evaluated at most once an event.
class Evaluation {
public:
    explicit Evaluation(const Program& program)
        : m_program(program) {}
    void nextEvent() {
        ++m_stamp;
        m_memos.resize(m_program.size());
    }
    /// Parts are looked at cheapest first, and only until the outcome is clear.
    bool isTrue(NodeId id, const EventRecord& record);

private:
    bool evaluate(const Node& node, const EventRecord& record);

    const Program& m_program;
    std::uint64_t m_stamp = 0;
    std::vector<std::uint64_t> m_memos; // twice the stamp of the event, plus the truth
};

} // namespace twinflow::routes
