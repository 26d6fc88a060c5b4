// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/value_conditions.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <string_view>

namespace twinflow::routes {

using query::Operator;
using query::Scalar;

namespace {

/// Below it every integer is a double, so that comparisons are exact.
constexpr double kExact = 9007199254740992.0;

/// Where there are more, nothing is looked for: that takes the square of their number.
constexpr std::size_t kMaxConditions = 64;

using Conditions = std::span<const Condition>;

bool isMet(Conditions conditions, const Scalar& value) {
    return std::all_of(conditions.begin(), conditions.end(), [&](const Condition& one) { return one.isMetBy(value); });
}

/// What `value op literal` says when it is true, or when it is false of two comparable values.
Operator effective(const Condition& condition) {
    const Operator op = condition.form == Condition::Form::valueRight ? mirrored(condition.op) : condition.op;
    if (condition.truth) return op;
    switch (op) {
    case Operator::less:
        return Operator::greaterEqual;
    case Operator::lessEqual:
        return Operator::greater;
    case Operator::greater:
        return Operator::lessEqual;
    case Operator::greaterEqual:
        return Operator::less;
    case Operator::equal:
        return Operator::notEqual;
    case Operator::notEqual:
        return Operator::equal;
    default:
        return op;
    }
}

/// Truths change only at the literals: it is enough to try each of them and its neighbours.
bool numberMeets(Conditions conditions) {
    std::vector<double> candidates{0.0};
    for (const Condition& condition : conditions) {
        if (condition.form == Condition::Form::itself || !condition.literal.isNumber()) continue;
        const double number = condition.literal.number();
        if (!(std::abs(number) < kExact)) return true;
        candidates.push_back(number);
        candidates.push_back(std::nextafter(number, std::numeric_limits<double>::infinity()));
        candidates.push_back(std::nextafter(number, -std::numeric_limits<double>::infinity()));
    }
    return std::any_of(candidates.begin(), candidates.end(),
                       [&](double candidate) { return isMet(conditions, Scalar(candidate)); });
}

struct Bound {
    std::string_view text;
    bool strict = false;
};

/// What is known of a text that meets all conditions so far. Each function is false when no text can be like that.
class TextFacts {
public:
    bool add(const Condition& condition) {
        const std::string_view text = condition.literal.text;
        switch (const Operator op = effective(condition)) {
        case Operator::less:
        case Operator::lessEqual:
            if (!m_high || text < m_high->text || (text == m_high->text && op == Operator::less))
                m_high = Bound{text, op == Operator::less};
            return true;
        case Operator::greater:
        case Operator::greaterEqual:
            if (text > m_low.text || (text == m_low.text && op == Operator::greater))
                m_low = {text, op == Operator::greater};
            return true;
        case Operator::equal:
            m_exact = text;
            return true;
        case Operator::notEqual:
            return true; // matters only where all else leaves a single text
        default:
            break;
        }
        if (condition.form == Condition::Form::valueRight)
            return true; // a piece of the literal, or not: not looked into
        if (!condition.truth) {
            m_refused.push_back(&condition);
            return !text.empty(); // every text starts with, ends with and contains nothing
        }
        m_pieces.push_back(&condition);
        if (condition.op == Operator::startsWith) return narrow(m_prefix, text, true);
        if (condition.op == Operator::endsWith) return narrow(m_suffix, text, false);
        return true;
    }

    /// The only text that is left, where there is one.
    std::optional<std::string_view> only() const {
        if (m_exact) return m_exact;
        if (m_high && !m_high->strict && (m_high->text == m_low.text || m_high->text == m_prefix)) return m_high->text;
        return std::nullopt;
    }

    bool agree() const {
        if (m_high) {
            if (m_high->text < m_low.text || m_high->text < m_prefix) return false;
            if (m_high->strict && (m_high->text == m_low.text || m_high->text == m_prefix)) return false;
            if (m_high->text == m_low.text && m_low.strict) return false;
        }
        if (m_low.text > m_prefix && !m_low.text.starts_with(m_prefix)) return false;
        return std::none_of(m_refused.begin(), m_refused.end(), [&](const Condition* refused) {
            const std::string_view text = refused->literal.text;
            if (refused->op == Operator::startsWith) return m_prefix.starts_with(text);
            if (refused->op == Operator::endsWith) return m_suffix.ends_with(text);
            return std::any_of(m_pieces.begin(), m_pieces.end(), [&](const Condition* piece) {
                return piece->literal.text.find(text) != std::string_view::npos;
            });
        });
    }

private:
    /// The longer of two beginnings or ends, one of which must be that of the other.
    static bool narrow(std::string_view& known, std::string_view text, bool prefix) {
        const std::string_view longer = text.size() > known.size() ? text : known;
        const std::string_view shorter = text.size() > known.size() ? known : text;
        known = longer;
        return prefix ? longer.starts_with(shorter) : longer.ends_with(shorter);
    }

    std::optional<std::string_view> m_exact;
    Bound m_low; // nothing comes before the empty text
    std::optional<Bound> m_high;
    std::string_view m_prefix;
    std::string_view m_suffix;
    std::vector<const Condition*> m_pieces;
    std::vector<const Condition*> m_refused;
};

bool textMeets(Conditions conditions) {
    TextFacts facts;
    for (const Condition& condition : conditions) {
        const bool aboutText = condition.form != Condition::Form::itself && condition.literal.isText();
        // The same for every text.
        if (!aboutText && !condition.isMetBy(Scalar(""))) return false;
        if (aboutText && !facts.add(condition)) return false;
    }
    if (const auto only = facts.only()) return isMet(conditions, Scalar(*only));
    return facts.agree();
}

} // namespace

bool Condition::isMetBy(const Scalar& value) const {
    switch (form) {
    case Form::valueLeft:
        return holds(op, value, literal) == truth;
    case Form::valueRight:
        return holds(op, literal, value) == truth;
    case Form::itself:
        break;
    }
    return holds(op, value, value) == truth;
}

bool canBeMet(KindMask kinds, Conditions conditions) {
    if (conditions.size() > kMaxConditions) return true;
    if ((kinds & kMissing) && isMet(conditions, Scalar())) return true;
    if ((kinds & kNull) && isMet(conditions, Scalar(Scalar::Kind::null))) return true;
    if ((kinds & kBooleans) && (isMet(conditions, Scalar(true)) || isMet(conditions, Scalar(false)))) return true;
    if ((kinds & kComposites) && isMet(conditions, Scalar(Scalar::Kind::composite))) return true;
    if ((kinds & kNumbers) && numberMeets(conditions)) return true;
    return (kinds & kTexts) && textMeets(conditions);
}

} // namespace twinflow::routes
