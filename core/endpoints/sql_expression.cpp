// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpoints/sql_expression.h"

#include <cmath>
#include <optional>

namespace twinflow::endpoints {

namespace {

using Kind = SqlNode::Kind;

/// `text` against a pattern of %, _ and itself; linear in the text for each % that is tried. `escape` is a character or
/// nothing.
bool isLike(std::string_view text, std::string_view pattern, std::string_view escape) {
    std::size_t t = 0, p = 0;
    std::size_t star = std::string_view::npos, resume = 0;
    while (t < text.size()) {
        if (p < pattern.size()) {
            const bool escaped =
                !escape.empty() && pattern.substr(p).starts_with(escape) && p + escape.size() < pattern.size();
            if (!escaped && pattern[p] == '%') {
                star = ++p;
                resume = t;
                continue;
            }
            const std::size_t at = escaped ? p + escape.size() : p;
            const std::string_view wanted = pattern.substr(at, characterAt(pattern, at));
            const std::string_view given = text.substr(t, characterAt(text, t));
            if ((!escaped && wanted == "_") || wanted == given) {
                p = at + wanted.size();
                t += given.size();
                continue;
            }
        }
        if (star == std::string_view::npos) return false;
        p = star;
        resume += characterAt(text, resume);
        t = resume;
    }
    while (p < pattern.size() && pattern[p] == '%') ++p;
    return p == pattern.size();
}

/// One evaluation. Nothing: unknown, or after a failure whatever.
class Evaluation {
public:
    explicit Evaluation(const MessageView& message)
        : m_message(message) {}

    std::optional<Value> value(const SqlNode& node) {
        switch (node.kind) {
        case Kind::literal:
            if (node.value.isNull()) return std::nullopt;
            return node.value;
        case Kind::property:
            return property(node);
        case Kind::exists:
            return Value(property(*node.parts[0]).has_value());
        case Kind::isNull: {
            const auto part = value(*node.parts[0]);
            return Value(!part || part->isNull());
        }
        case Kind::in:
            return in(node);
        case Kind::like:
            return like(node);
        case Kind::negate:
            return negate(node);
        case Kind::plus:
        case Kind::minus:
        case Kind::times:
        case Kind::over:
        case Kind::modulo:
            return arithmetic(node);
        case Kind::equal:
        case Kind::notEqual:
        case Kind::less:
        case Kind::lessEqual:
        case Kind::greater:
        case Kind::greaterEqual:
            return comparison(node);
        case Kind::isNot: {
            const auto part = truth(*node.parts[0]);
            if (!part) return std::nullopt;
            return Value(!*part);
        }
        case Kind::all:
            return both(node, false);
        case Kind::any:
            return both(node, true);
        }
        return std::nullopt;
    }

    /// Nothing: unknown.
    std::optional<bool> truth(const SqlNode& node) {
        const auto result = value(node);
        if (!result) return std::nullopt;
        if (result->kind() != Value::Kind::boolean) {
            fail("A " + kindName(*result) + " stands where true or false is needed.");
            return std::nullopt;
        }
        return result->boolean();
    }

    std::string takeFailure() { return std::move(m_failure); }

private:
    void fail(std::string why) {
        if (m_failure.empty()) m_failure = std::move(why);
    }
    static std::string kindName(const Value& value) {
        if (value.isNumber()) return "number";
        return value.kind() == Value::Kind::boolean ? "boolean" : "text";
    }

    std::optional<Value> property(const SqlNode& node) const {
        if (node.isSystem) return m_message.system(*findSystemProperty(node.name));
        return m_message.user(node.name);
    }

    /// false ends an AND, true an OR; an unknown side is unknown unless the other side ends it.
    std::optional<Value> both(const SqlNode& node, bool ends) {
        const auto left = truth(*node.parts[0]);
        if (left == ends) return Value(ends);
        const auto right = truth(*node.parts[1]);
        if (right == ends) return Value(ends);
        if (!left || !right) return std::nullopt;
        return Value(!ends);
    }

    static bool equal(const Value& a, const Value& b) {
        if (a.isNumber() && b.isNumber()) return a.number() == b.number();
        return a == b;
    }

    std::optional<Value> comparison(const SqlNode& node) {
        const auto left = value(*node.parts[0]);
        const auto right = value(*node.parts[1]);
        if (!left || !right) return std::nullopt;
        if (node.kind == Kind::equal) return Value(equal(*left, *right));
        if (node.kind == Kind::notEqual) return Value(!equal(*left, *right));
        int order = 0;
        if (left->isNumber() && right->isNumber()) {
            order = left->number() < right->number() ? -1 : left->number() > right->number();
        } else if (left->kind() == Value::Kind::string && right->kind() == Value::Kind::string) {
            order = left->text().compare(right->text());
        } else {
            fail("A " + kindName(*left) + " and a " + kindName(*right) + " have no order.");
            return std::nullopt;
        }
        switch (node.kind) {
        case Kind::less:
            return Value(order < 0);
        case Kind::lessEqual:
            return Value(order <= 0);
        case Kind::greater:
            return Value(order > 0);
        default:
            return Value(order >= 0);
        }
    }

    std::optional<Value> in(const SqlNode& node) {
        const auto wanted = value(*node.parts[0]);
        if (!wanted) return std::nullopt;
        bool someUnknown = false;
        for (std::size_t i = 1; i < node.parts.size(); ++i) {
            const auto item = value(*node.parts[i]);
            if (item && equal(*wanted, *item)) return Value(true);
            someUnknown = someUnknown || !item;
        }
        if (someUnknown) return std::nullopt;
        return Value(false);
    }

    std::optional<Value> like(const SqlNode& node) {
        const auto text = value(*node.parts[0]);
        const auto pattern = value(*node.parts[1]);
        if (!text || !pattern) return std::nullopt;
        if (text->kind() != Value::Kind::string || pattern->kind() != Value::Kind::string) {
            fail("LIKE needs texts on both sides.");
            return std::nullopt;
        }
        const std::string_view escape = node.value.isNull() ? std::string_view() : node.value.text();
        return Value(isLike(text->text(), pattern->text(), escape));
    }

    std::optional<Value> negate(const SqlNode& node) {
        const auto part = value(*node.parts[0]);
        if (!part) return std::nullopt;
        if (!part->isNumber()) {
            fail("A " + kindName(*part) + " has no negative.");
            return std::nullopt;
        }
        std::int64_t whole = 0;
        if (part->kind() == Value::Kind::integer && !__builtin_sub_overflow(std::int64_t{0}, part->integer(), &whole))
            return Value(whole);
        return Value(-part->number());
    }

    std::optional<Value> arithmetic(const SqlNode& node) {
        const auto left = value(*node.parts[0]);
        const auto right = value(*node.parts[1]);
        if (!left || !right) return std::nullopt;
        if (node.kind == Kind::plus && left->kind() == Value::Kind::string && right->kind() == Value::Kind::string)
            return Value(std::string_view(std::string(left->text()).append(right->text())));
        if (!left->isNumber() || !right->isNumber()) {
            fail("A " + kindName(*left) + " and a " + kindName(*right) + " cannot be computed with.");
            return std::nullopt;
        }
        if (left->kind() == Value::Kind::integer && right->kind() == Value::Kind::integer)
            return wholeArithmetic(node.kind, left->integer(), right->integer());
        const double a = left->number();
        const double b = right->number();
        switch (node.kind) {
        case Kind::plus:
            return Value(a + b);
        case Kind::minus:
            return Value(a - b);
        case Kind::times:
            return Value(a * b);
        case Kind::over:
            return Value(a / b);
        default:
            return Value(std::fmod(a, b));
        }
    }

    std::optional<Value> wholeArithmetic(Kind kind, std::int64_t a, std::int64_t b) {
        const bool divides = kind == Kind::over || kind == Kind::modulo;
        if (divides && (b == 0 || (b == -1 && a == INT64_MIN))) {
            fail("A division has no result.");
            return std::nullopt;
        }
        std::int64_t result = 0;
        bool overflow = false;
        switch (kind) {
        case Kind::plus:
            overflow = __builtin_add_overflow(a, b, &result);
            break;
        case Kind::minus:
            overflow = __builtin_sub_overflow(a, b, &result);
            break;
        case Kind::times:
            overflow = __builtin_mul_overflow(a, b, &result);
            break;
        case Kind::over:
            result = a / b;
            break;
        default:
            result = a % b;
        }
        if (overflow) {
            fail("A number became too large.");
            return std::nullopt;
        }
        return Value(result);
    }

    const MessageView& m_message;
    std::string m_failure;
};

} // namespace

Result<SqlFilter> SqlFilter::parse(std::string_view text, const std::string& what) {
    auto root = parseSqlCondition(text, what);
    if (!root) return refuse(root.error());
    SqlFilter filter;
    filter.m_root = std::move(*root);
    return filter;
}

SqlVerdict SqlFilter::match(const MessageView& message) const {
    Evaluation evaluation(message);
    const bool matches = evaluation.truth(*m_root).value_or(false);
    std::string failure = evaluation.takeFailure();
    if (!failure.empty()) return {false, std::move(failure)};
    return {matches, {}};
}

Result<SqlAction> SqlAction::parse(std::string_view text, const std::string& what) {
    auto statements = parseSqlAction(text, what);
    if (!statements) return refuse(statements.error());
    SqlAction action;
    action.m_statements = std::move(*statements);
    return action;
}

std::string SqlAction::apply(const events::Event& event, const events::Dress& dress, std::uint64_t hop,
                             std::string_view session, BusProperties& changes) const {
    for (const SqlStatement& statement : m_statements) {
        std::optional<Value> value;
        if (statement.value) {
            const MessageView message(event, dress, hop, &changes, session);
            Evaluation evaluation(message);
            value = evaluation.value(*statement.value);
            if (std::string failure = evaluation.takeFailure(); !failure.empty()) return failure;
        }
        if (statement.isSystem) {
            changes.system[*findSystemProperty(statement.name)] = std::move(value);
        } else {
            changes.user[statement.name] = std::move(value);
        }
    }
    return {};
}

} // namespace twinflow::endpoints
