// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/program.h"

#include "routes/event_record.h"
#include "routes/known_values.h"

#include <algorithm>

namespace twinflow::routes {

using query::Expression;
using query::Scalar;

namespace {

std::uint8_t costOf(const query::Field& field) {
    switch (field.attribute) {
    case query::Attribute::source:
    case query::Attribute::subject:
    case query::Attribute::dataSchema:
        return 1;
    case query::Attribute::body:
        return 2;
    default:
        return 0;
    }
}

} // namespace

NodeId Program::add(const Expression& expression) {
    switch (expression.kind) {
    case Expression::Kind::clause:
        return addClause(expression.clause);
    case Expression::Kind::all:
    case Expression::Kind::any:
        return addGroup(expression);
    case Expression::Kind::constant:
        break;
    }
    Node node;
    (expression.constant ? node.alwaysTrue : node.alwaysFalse) = kAllTypes;
    return append(std::move(node));
}

NodeId Program::addClause(const query::Clause& clause) {
    std::string text;
    appendClause(text, clause);
    const auto [place, isNew] = m_clauses.emplace(std::move(text), NodeId{});
    if (!isNew) return place->second;
    Node node;
    node.kind = Expression::Kind::clause;
    node.op = clause.op;
    node.left = side(clause.left);
    node.right = side(clause.right);
    classify(node);
    return place->second = append(std::move(node));
}

Side Program::side(const query::Term& term) {
    const auto* field = std::get_if<query::Field>(&term);
    return field ? Side{m_fields.add(*field), {}} : Side{{}, std::get<Value>(term)};
}

void Program::classify(Node& clause) const {
    for (const Side* each : {&clause.left, &clause.right}) {
        if (each->field.valid()) clause.cost = std::max(clause.cost, costOf(m_fields.at(each->field)));
    }
    for (std::size_t i = 0; i < events::kEventTypes; ++i) {
        const auto known = [&](const Side& each) -> std::optional<Scalar> {
            if (!each.field.valid()) return Scalar(each.literal);
            return knownValue(static_cast<events::EventType>(i), m_fields.at(each.field));
        };
        const auto missing = [](const std::optional<Scalar>& value) {
            return value && value->kind == Scalar::Kind::missing;
        };
        const auto left = known(clause.left);
        const auto right = known(clause.right);
        const TypeMask bit = typeBit(static_cast<events::EventType>(i));
        if (left && right) {
            (holds(clause.op, *left, *right) ? clause.alwaysTrue : clause.alwaysFalse) |= bit;
        } else if (missing(left) || missing(right)) {
            clause.alwaysFalse |= bit;
        }
    }
}

NodeId Program::addGroup(const Expression& group) {
    std::vector<NodeId> parts;
    for (const Expression& part : group.parts) parts.push_back(add(part));
    std::stable_sort(parts.begin(), parts.end(), [&](NodeId a, NodeId b) { return at(a).cost < at(b).cost; });

    Node node;
    node.kind = group.kind;
    const bool all = group.kind == Expression::Kind::all;
    TypeMask everyTrue = kAllTypes;
    TypeMask everyFalse = kAllTypes;
    TypeMask someTrue = 0;
    TypeMask someFalse = 0;
    for (const NodeId id : parts) {
        const Node& part = at(id);
        node.cost = std::max(node.cost, part.cost);
        everyTrue &= part.alwaysTrue;
        everyFalse &= part.alwaysFalse;
        someTrue |= part.alwaysTrue;
        someFalse |= part.alwaysFalse;
    }
    node.alwaysTrue = all ? everyTrue : someTrue;
    node.alwaysFalse = all ? someFalse : everyFalse;
    node.firstPart = static_cast<std::uint32_t>(m_parts.size());
    node.parts = static_cast<std::uint32_t>(parts.size());
    m_parts.insert(m_parts.end(), parts.begin(), parts.end());
    return append(std::move(node));
}

NodeId Program::append(Node node) {
    m_nodes.push_back(std::move(node));
    return NodeId{static_cast<std::uint32_t>(m_nodes.size() - 1)};
}

bool Evaluation::isTrue(NodeId id, const EventRecord& record) {
    const std::uint64_t memo = m_memos[id.value];
    if (memo >> 1 == m_stamp) return (memo & 1) != 0;
    const bool truth = evaluate(m_program.at(id), record);
    m_memos[id.value] = (m_stamp << 1) | (truth ? 1 : 0);
    return truth;
}

bool Evaluation::evaluate(const Node& node, const EventRecord& record) {
    switch (node.kind) {
    case Expression::Kind::constant:
        return node.alwaysTrue != 0;
    case Expression::Kind::clause: {
        const auto value = [&](const Side& side) {
            return side.field.valid() ? record.value(side.field) : Scalar(side.literal);
        };
        return holds(node.op, value(node.left), value(node.right));
    }
    case Expression::Kind::all:
        for (const NodeId part : m_program.parts(node)) {
            if (!isTrue(part, record)) return false;
        }
        return true;
    case Expression::Kind::any:
        for (const NodeId part : m_program.parts(node)) {
            if (isTrue(part, record)) return true;
        }
        return false;
    }
    return false;
}

} // namespace twinflow::routes
