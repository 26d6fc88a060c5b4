// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/access.h"

#include <algorithm>
#include <iterator>
#include <limits>

namespace twinflow::routes {

using query::Attribute;
using query::Expression;
using query::Operator;

namespace {

/// A clause read as "field op literal".
struct Test {
    FieldId field;
    Operator op;
    const Value* literal;
};

std::optional<Test> testOf(const Node& clause) {
    if (clause.left.field.valid() == clause.right.field.valid()) return std::nullopt;
    if (clause.left.field.valid()) return Test{clause.left.field, clause.op, &clause.right.literal};
    if (isFunction(clause.op)) return std::nullopt;
    return Test{clause.right.field, mirrored(clause.op), &clause.left.literal};
}

/// A text that one twin, one model or one of few has; the host is the same for all.
int equalityRank(Attribute attribute) {
    switch (attribute) {
    case Attribute::subject:
        return 0;
    case Attribute::body:
    case Attribute::dataSchema:
        return 1;
    default:
        return 6;
    }
}

std::optional<Key::Range> rangeOf(const Test& test) {
    if (!test.literal->isNumber()) return std::nullopt;
    constexpr double kEnd = std::numeric_limits<double>::infinity();
    const double bound = test.literal->number();
    switch (test.op) {
    case Operator::less:
    case Operator::lessEqual:
        return Key::Range{-kEnd, bound};
    case Operator::greater:
    case Operator::greaterEqual:
        return Key::Range{bound, kEnd};
    default:
        return std::nullopt;
    }
}

std::optional<Access> accessToTest(const Test& test, const FieldTable& fields) {
    const auto access = [&](auto condition, int rank) { return Access{{Key{test.field, std::move(condition)}}, rank}; };
    if (const auto range = rangeOf(test)) return access(*range, 4);
    const bool text = test.literal->kind() == Value::Kind::string;
    switch (test.op) {
    case Operator::equal:
        if (test.literal->isNull()) return std::nullopt;
        if (test.literal->kind() == Value::Kind::boolean) return access(Key::Equal{*test.literal}, 5);
        return access(Key::Equal{*test.literal}, equalityRank(fields.at(test.field).attribute));
    case Operator::startsWith:
        return text ? std::optional(access(Key::Prefix{std::string(test.literal->text())}, 3)) : std::nullopt;
    case Operator::endsWith:
        return text ? std::optional(access(Key::Suffix{std::string(test.literal->text())}, 3)) : std::nullopt;
    default:
        return std::nullopt;
    }
}

/// Bounds that one AND puts on one field are one range.
class RangesOfGroup {
public:
    void add(const Test& test) {
        const auto range = rangeOf(test);
        if (!range) return;
        for (auto& [field, joint] : m_ranges) {
            if (field == test.field) {
                joint.low = std::max(joint.low, range->low);
                joint.high = std::min(joint.high, range->high);
                return;
            }
        }
        m_ranges.emplace_back(test.field, *range);
    }
    std::optional<Access> best() const {
        for (const auto& [field, range] : m_ranges) {
            const bool closed = range.low != -std::numeric_limits<double>::infinity() &&
                                range.high != std::numeric_limits<double>::infinity();
            if (closed) return Access{{Key{field, range}}, 2};
        }
        return std::nullopt;
    }

private:
    std::vector<std::pair<FieldId, Key::Range>> m_ranges;
};

bool isBetter(const Access& a, const Access& b) {
    return a.rank != b.rank ? a.rank < b.rank : a.keys.size() < b.keys.size();
}

/// Any part's access is one to the whole; the best is taken.
std::optional<Access> accessToAll(const Node& group, const Program& program, TypeMask types) {
    std::optional<Access> best;
    RangesOfGroup ranges;
    const auto consider = [&](std::optional<Access> access) {
        if (access && (!best || isBetter(*access, *best))) best = std::move(access);
    };
    for (const NodeId part : program.parts(group)) {
        const Node& node = program.at(part);
        consider(accessTo(part, program, types));
        if (node.kind != Expression::Kind::clause) continue;
        if (const auto test = testOf(node)) ranges.add(*test);
    }
    consider(ranges.best());
    return best;
}

/// All parts that can be true must have one.
std::optional<Access> accessToAny(const Node& group, const Program& program, TypeMask types) {
    Access joint;
    for (const NodeId part : program.parts(group)) {
        if ((types & ~program.at(part).alwaysFalse) == 0) continue;
        std::optional<Access> access = accessTo(part, program, types);
        if (!access) return std::nullopt;
        joint.rank = std::max(joint.rank, access->rank);
        std::move(access->keys.begin(), access->keys.end(), std::back_inserter(joint.keys));
    }
    return joint;
}

} // namespace

std::optional<Access> accessTo(NodeId id, const Program& program, TypeMask types) {
    const Node& node = program.at(id);
    switch (node.kind) {
    case Expression::Kind::constant:
        return std::nullopt;
    case Expression::Kind::clause: {
        if (node.cost == 0) return std::nullopt; // the mask of the types does the same for nothing
        const auto test = testOf(node);
        return test ? accessToTest(*test, program.fields()) : std::nullopt;
    }
    case Expression::Kind::all:
        return accessToAll(node, program, types);
    case Expression::Kind::any:
        return accessToAny(node, program, types);
    }
    return std::nullopt;
}

} // namespace twinflow::routes
