// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/filter_logic.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace twinflow::routes {

using query::Clause;
using query::Expression;
using query::Field;
using query::Scalar;

namespace {

constexpr std::size_t kMaxWork = 20'000; // conditions and open groups, as often as they are looked at or copied

/// What the clauses met so far say of one field.
struct FieldFacts {
    const Field* field = nullptr;
    std::vector<Condition> conditions;
    bool needed = false; // some clause is false when it is missing, and must be true
};

struct Facts {
    /// Conditions, comparisons and open groups that were ever put in: what a look at them or a copy costs at most.
    std::size_t size = 0;
    std::map<std::string, FieldFacts> fields; // by text
    std::map<std::string, bool> comparisons;  // of two fields, by text
    std::vector<const Expression*> open;      // groups one of whose parts must be met
    std::vector<bool> openTruths;
};

/// A search for an event: groups are taken apart until only clauses are left, whose fields must have a value each.
class Search {
public:
    Search(events::EventType type, const EventShapes& shapes)
        : m_type(type)
        , m_shapes(shapes) {}

    bool find(Facts facts, std::vector<Goal> goals) {
        while (!goals.empty()) {
            const Goal goal = goals.back();
            goals.pop_back();
            const Expression& expression = *goal.expression;
            switch (expression.kind) {
            case Expression::Kind::constant:
                if (expression.constant != goal.truth) return false;
                break;
            case Expression::Kind::clause:
                if (!add(facts, expression.clause, goal.truth)) return false;
                break;
            case Expression::Kind::all:
            case Expression::Kind::any:
                if ((expression.kind == Expression::Kind::all) == goal.truth) {
                    for (const Expression& part : expression.parts) goals.push_back({&part, goal.truth});
                } else {
                    facts.open.push_back(&expression);
                    facts.openTruths.push_back(goal.truth);
                    ++facts.size;
                }
                break;
            }
        }
        if (!agree(facts)) return false;
        if (facts.open.empty()) return true;
        const Expression& group = *facts.open.back();
        const bool truth = facts.openTruths.back();
        facts.open.pop_back();
        facts.openTruths.pop_back();
        return std::any_of(group.parts.begin(), group.parts.end(), [&](const Expression& part) {
            return m_work > kMaxWork || find(facts, {{&part, truth}});
        });
    }

private:
    bool add(Facts& facts, const Clause& clause, bool truth) {
        const auto* left = std::get_if<Field>(&clause.left);
        const auto* right = std::get_if<Field>(&clause.right);
        if (!left && !right) {
            const Scalar a(std::get<Value>(clause.left));
            return holds(clause.op, a, Scalar(std::get<Value>(clause.right))) == truth;
        }
        if (left && right && !(*left == *right)) return addComparison(facts, clause, *left, *right, truth);
        Condition condition{clause.op, Condition::Form::itself, truth, {}};
        if (!right) {
            condition.form = Condition::Form::valueLeft;
            condition.literal = Scalar(std::get<Value>(clause.right));
        } else if (!left) {
            condition.form = Condition::Form::valueRight;
            condition.literal = Scalar(std::get<Value>(clause.left));
        }
        FieldFacts& about = factsOf(facts, left ? *left : *right);
        about.conditions.push_back(condition);
        ++facts.size;
        about.needed = about.needed || truth;
        return true;
    }

    /// Of two fields all that is seen is a known value on one side, and the same comparison with another truth.
    bool addComparison(Facts& facts, const Clause& clause, const Field& left, const Field& right, bool truth) {
        const FieldShape a = m_shapes.of(m_type, left);
        const FieldShape b = m_shapes.of(m_type, right);
        if (a.known && b.known) return holds(clause.op, *a.known, *b.known) == truth;
        std::string text;
        appendClause(text, clause);
        if (facts.comparisons.emplace(std::move(text), truth).first->second != truth) return false;
        facts.size += 3; // the comparison, and what it says of both fields
        FieldFacts& ofLeft = factsOf(facts, left);
        FieldFacts& ofRight = factsOf(facts, right);
        if (b.known) ofLeft.conditions.push_back({clause.op, Condition::Form::valueLeft, truth, *b.known});
        if (a.known) ofRight.conditions.push_back({clause.op, Condition::Form::valueRight, truth, *a.known});
        ofLeft.needed = ofLeft.needed || truth;
        ofRight.needed = ofRight.needed || truth;
        return true;
    }

    static FieldFacts& factsOf(Facts& facts, const Field& field) {
        std::string text;
        appendField(text, field);
        FieldFacts& found = facts.fields[std::move(text)];
        found.field = &field;
        return found;
    }

    bool agree(const Facts& facts) {
        m_work += 1 + facts.size;
        return std::all_of(facts.fields.begin(), facts.fields.end(),
                           [&](const auto& entry) { return agree(entry.first, entry.second, facts); });
    }

    bool agree(const std::string& name, const FieldFacts& about, const Facts& facts) const {
        const FieldShape shape = m_shapes.of(m_type, *about.field);
        const auto meets = [&](const Scalar& value) {
            if (about.needed && value.kind == Scalar::Kind::missing) return false;
            return std::all_of(about.conditions.begin(), about.conditions.end(),
                               [&](const Condition& one) { return one.isMetBy(value); });
        };
        if (shape.known) return meets(*shape.known);
        if (shape.texts) {
            return std::any_of(shape.texts->begin(), shape.texts->end(),
                               [&](const std::string& text) { return meets(Scalar(std::string_view(text))); });
        }
        KindMask kinds = shape.kinds;
        if (about.needed) kinds &= static_cast<KindMask>(~kMissing);
        if (hasNeededBelow(name, facts)) kinds &= kComposites;
        if (shape.prefix.empty()) return canBeMet(kinds, about.conditions);
        std::vector<Condition> conditions = about.conditions;
        conditions.push_back({query::Operator::startsWith, Condition::Form::valueLeft, true, Scalar(shape.prefix)});
        return canBeMet(kinds, conditions);
    }

    /// Whether a member further inside must be there, so that the field is an object.
    static bool hasNeededBelow(const std::string& name, const Facts& facts) {
        const std::string beginning = name + ".";
        for (auto at = facts.fields.lower_bound(beginning); at != facts.fields.end(); ++at) {
            if (!at->first.starts_with(beginning)) return false;
            if (at->second.needed) return true;
        }
        return false;
    }

    events::EventType m_type;
    const EventShapes& m_shapes;
    std::size_t m_work = 0;
};

} // namespace

TypeMask typesThatMeet(std::span<const Goal> goals, const EventShapes& shapes, TypeMask types) {
    TypeMask met = 0;
    for (std::size_t i = 0; i < events::kEventTypes; ++i) {
        const auto type = static_cast<events::EventType>(i);
        if ((types & typeBit(type)) && Search(type, shapes).find({}, {goals.begin(), goals.end()}))
            met |= typeBit(type);
    }
    return met;
}

} // namespace twinflow::routes
