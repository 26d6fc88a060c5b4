// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/clause_table.h"

#include "base/growth.h"
#include "base/hash.h"
#include "routes/known_values.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace twinflow::routes {

using query::Attribute;
using query::Field;
using query::Operator;
using query::Scalar;

namespace {

std::uint8_t costOf(Attribute attribute) {
    switch (attribute) {
    case Attribute::source:
    case Attribute::subject:
    case Attribute::dataSchema:
        return 1;
    case Attribute::body:
        return 2;
    default:
        return 0;
    }
}

std::uint64_t hashOf(const Value& value) {
    const auto kind = static_cast<std::uint64_t>(value.kind());
    switch (value.kind()) {
    case Value::Kind::boolean:
        return mixWords(kind, value.boolean() ? 1 : 0);
    case Value::Kind::integer:
        return mixWords(kind, static_cast<std::uint64_t>(value.integer()));
    case Value::Kind::real:
        return mixWords(kind, std::bit_cast<std::uint64_t>(value.number()));
    case Value::Kind::null:
        return kind;
    default:
        return mixWords(kind, hashText(value.text()));
    }
}

std::uint64_t hashOf(const Clause& clause) {
    const auto form = static_cast<std::uint64_t>(clause.op) << 1 | (clause.literalFirst ? 1 : 0);
    const auto fields = static_cast<std::uint64_t>(clause.field.value) << 32 | clause.other.value;
    return mixWords(hashOf(clause.literal) ^ form, fields);
}

bool isSame(const Clause& a, const Clause& b) {
    return a.field == b.field && a.other == b.other && a.op == b.op && a.literalFirst == b.literalFirst &&
           a.literal == b.literal;
}

/// What the type of an event that came as text says of a field: nothing but the type itself.
std::optional<Scalar> knownInText(events::EventType type, const Field& field) {
    if (field.attribute == Attribute::type || field.attribute == Attribute::eventType ||
        field.attribute == Attribute::unknown)
        return knownValue(type, field);
    return std::nullopt;
}

/// The same for types of other services: of those it is only sure that they are none of ours.
std::optional<Scalar> knownInOthers(const Field& field) {
    if (field.attribute == Attribute::eventType || field.attribute == Attribute::unknown) return Scalar();
    return std::nullopt;
}

} // namespace

bool Clause::isTrue(const FieldValues& values) const {
    const Scalar& left = values.value(field);
    if (other.valid()) return holds(op, left, values.value(other));
    return literalFirst ? holds(op, Scalar(literal), left) : holds(op, left, Scalar(literal));
}

std::uint32_t ClauseTable::add(const query::Clause& wanted) {
    Clause clause = read(wanted);
    const std::uint64_t hash = hashOf(clause);
    std::uint32_t id = m_byHash.find(hash, [&](std::uint32_t known) { return isSame(m_clauses[known], clause); });
    if (id == IdTable::kNone) {
        classify(clause);
        if (m_free.empty()) {
            id = static_cast<std::uint32_t>(m_clauses.size());
            growGently(m_clauses);
            m_clauses.push_back(std::move(clause));
        } else {
            id = m_free.back();
            m_free.pop_back();
            m_clauses[id] = std::move(clause);
        }
        m_byHash.insert(hash, id);
    }
    ++m_clauses[id].users;
    return id;
}

void ClauseTable::release(std::uint32_t id) {
    Clause& clause = m_clauses[id];
    if (--clause.users > 0) return;
    m_byHash.erase(hashOf(clause), id);
    clause = Clause();
    m_free.push_back(id);
}

Clause ClauseTable::read(const query::Clause& clause) {
    const auto* left = std::get_if<Field>(&clause.left);
    const auto* right = std::get_if<Field>(&clause.right);
    Clause result;
    result.op = clause.op;
    if (left) {
        result.field = m_fields.add(*left);
        if (right) {
            result.other = m_fields.add(*right);
        } else {
            result.literal = std::get<Value>(clause.right);
        }
        return result;
    }
    result.field = m_fields.add(*right);
    result.op = mirrored(clause.op);
    result.literalFirst = isFunction(clause.op);
    result.literal = std::get<Value>(clause.left);
    return result;
}

void ClauseTable::classify(Clause& clause) const {
    const Field& field = m_fields.at(clause.field);
    const std::uint8_t cost = costOf(field.attribute);
    clause.cost = clause.other.valid() ? std::max(cost, costOf(m_fields.at(clause.other).attribute)) : cost;
    for (std::size_t i = 0; i <= events::kEventTypes; ++i) {
        const auto bit = static_cast<TypeMask>(1U << i);
        if ((types() & bit) == 0) continue;
        const auto known = [&](const Field& one) {
            const auto type = static_cast<events::EventType>(i);
            if (bit == kOtherTypes) return knownInOthers(one);
            return m_origin == Origin::run ? knownValue(type, one) : knownInText(type, one);
        };
        const std::optional<Scalar> left = known(field);
        const std::optional<Scalar> right =
            clause.other.valid() ? known(m_fields.at(clause.other)) : Scalar(clause.literal);
        const auto missing = [](const std::optional<Scalar>& value) {
            return value && value->kind == Scalar::Kind::missing;
        };
        if (left && right) {
            const bool truth = clause.literalFirst ? holds(clause.op, *right, *left) : holds(clause.op, *left, *right);
            (truth ? clause.alwaysTrue : clause.alwaysFalse) |= bit;
        } else if (missing(left) || missing(right)) {
            clause.alwaysFalse |= bit;
        }
    }
    // A type of another service is none of ours.
    const bool names = field.attribute == Attribute::type && !clause.other.valid() &&
                       clause.literal.kind() == Value::Kind::string && events::findType(clause.literal.text());
    if (names && clause.op == Operator::equal) clause.alwaysFalse |= types() & kOtherTypes;
    if (names && clause.op == Operator::notEqual) clause.alwaysTrue |= types() & kOtherTypes;
}

} // namespace twinflow::routes
