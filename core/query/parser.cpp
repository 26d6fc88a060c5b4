// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/parser.h"

#include "query/lexer.h"
#include "query/refusals.h"

#include <algorithm>

namespace twinflow::query {

namespace {

constexpr std::size_t kMaxDepth = 64;

std::optional<Operator> findFunction(std::string_view name) {
    for (const Operator function : {Operator::startsWith, Operator::endsWith, Operator::contains}) {
        if (operatorText(function) == name) return function;
    }
    return std::nullopt;
}

std::optional<bool> booleanOf(const Token& token) {
    if (isWord(token, "TRUE")) return true;
    if (isWord(token, "FALSE")) return false;
    return std::nullopt;
}

/// Recursive descent; each function starts at the first token of what it reads and ends behind the last.
class Parser {
public:
    Parser(std::string_view text, std::vector<Token> tokens)
        : m_text(text)
        , m_tokens(std::move(tokens)) {}

    Result<ParsedFilter> run() {
        if (here().kind == Token::Kind::end) {
            warn(here().span, emptyFilter());
            return ParsedFilter{Expression{}, std::move(m_warnings)};
        }
        if (const auto constant = booleanOf(here()); constant && ahead().kind == Token::Kind::end) {
            Expression whole;
            whole.constant = *constant;
            whole.span = here().span;
            return ParsedFilter{std::move(whole), std::move(m_warnings)};
        }
        Result<Expression> whole = readAny();
        if (!whole) return refuse(std::move(whole.error()));
        if (here().kind != Token::Kind::end) return refuseHere(misplaced(trailingText(here())));
        return ParsedFilter{std::move(*whole), std::move(m_warnings)};
    }

private:
    Result<Expression> readAny() { return readGroup(Expression::Kind::any, "OR", &Parser::readAll); }
    Result<Expression> readAll() { return readGroup(Expression::Kind::all, "AND", &Parser::readPrimary); }

    Result<Expression> readGroup(Expression::Kind kind, std::string_view joint,
                                 Result<Expression> (Parser::*readPart)()) {
        Result<Expression> first = (this->*readPart)();
        if (!first || !isWord(here(), joint)) return first;
        Expression group;
        group.kind = kind;
        group.span = first->span;
        group.parts.push_back(std::move(*first));
        while (isWord(here(), joint)) {
            next();
            Result<Expression> part = (this->*readPart)();
            if (!part) return part;
            group.span.end = part->span.end;
            group.parts.push_back(std::move(*part));
        }
        return group;
    }

    Result<Expression> readPrimary() {
        if (isWord(here(), "NOT")) return refuseHere(notRefused());
        if (here().kind == Token::Kind::open) return readBrackets();
        if (here().kind == Token::Kind::name && ahead().kind == Token::Kind::open) return readFunction();
        return readComparison();
    }

    Result<Expression> readBrackets() {
        if (m_depth == kMaxDepth) return refuseHere(tooDeep(kMaxDepth));
        const Span open = here().span;
        next();
        ++m_depth;
        Result<Expression> inner = readAny();
        --m_depth;
        if (!inner) return inner;
        if (here().kind != Token::Kind::close) {
            return here().kind == Token::Kind::end ? refuseAt(open, bracketMissing(here()))
                                                   : refuseHere(misplaced(bracketMissing(here())));
        }
        inner->span = {open.begin, here().span.end};
        next();
        return inner;
    }

    Result<Expression> readFunction() {
        const Token& name = here();
        const auto function = findFunction(name.text);
        if (!function) return refuseHere(functionUnknown(name.text));
        next();
        next();
        if (here().kind == Token::Kind::close) return refuseHere(argumentMissing(*function, here()));
        Result<Term> left = readTerm();
        if (!left) return refuse(std::move(left.error()));
        if (here().kind != Token::Kind::comma) return refuseHere(argumentMissing(*function, here()));
        next();
        if (here().kind == Token::Kind::close) return refuseHere(argumentMissing(*function, here()));
        Result<Term> right = readTerm();
        if (!right) return refuse(std::move(right.error()));
        if (here().kind != Token::Kind::close) return refuseHere(argumentMissing(*function, here()));
        const std::uint32_t end = here().span.end;
        next();
        return clause({name.span.begin, end}, *function, std::move(*left), std::move(*right));
    }

    Result<Expression> readComparison() {
        const Token& first = here();
        Result<Term> left = readTerm();
        if (!left) return refuse(std::move(left.error()));
        if (here().kind != Token::Kind::comparison) {
            if (booleanOf(first) && !isList(here())) return refuseAt(first.span, constantWithin(first.text));
            const std::string_view operand = m_text.substr(first.span.begin, m_end - first.span.begin);
            return refuseHere(misplaced(operatorMissing(operand, here())));
        }
        const Operator op = here().op;
        next();
        Result<Term> right = readTerm();
        if (!right) return refuse(std::move(right.error()));
        return clause({first.span.begin, m_end}, op, std::move(*left), std::move(*right));
    }

    Result<Term> readTerm() {
        const Token& token = here();
        if (token.kind == Token::Kind::literal) {
            next();
            return Term(token.value);
        }
        if (token.kind != Token::Kind::name || isWord(token, "AND") || isWord(token, "OR"))
            return refuseHere(operandMissing(token));
        if (ahead().kind != Token::Kind::dot) {
            const auto boolean = booleanOf(token);
            if (boolean || isWord(token, "NULL")) {
                next();
                return Term(boolean ? Value(*boolean) : Value());
            }
        }
        return readField();
    }

    Result<Term> readField() {
        const Token& first = here();
        next();
        std::vector<std::string> path;
        while (here().kind == Token::Kind::dot) {
            next();
            if (here().kind != Token::Kind::name) return refuseHere(memberMissing(here()));
            path.emplace_back(here().text);
            next();
        }
        const Span span{first.span.begin, m_end};
        const std::string_view whole = m_text.substr(span.begin, span.end - span.begin);
        if (here().kind == Token::Kind::bracket) return refuseHere(arrayIndexRefused(whole));

        const auto attribute = findAttribute(first.text);
        if (attribute == Attribute::body) return Term(Field{Attribute::body, std::move(path)});
        if (attribute && path.empty()) {
            if (attribute == Attribute::eventType) warn(span, legacyField());
            return Term(Field{*attribute, {}});
        }
        if (whole == "time" || whole == "id") return refuseAt(span, fieldRefused(whole));
        warn(span, fieldUnknown(whole));
        path.insert(path.begin(), std::string(first.text));
        return Term(Field{Attribute::unknown, std::move(path)});
    }

    static bool isList(const Token& token) { return isWord(token, "IN") || isWord(token, "NIN"); }
    /// What is wrong with a token that nothing can follow on: words of the query language have their own sentence.
    Error misplaced(Error otherwise) const {
        if (isWord(here(), "NOT")) return notRefused();
        return isList(here()) ? listRefused(here()) : otherwise;
    }
    static Expression clause(Span span, Operator op, Term left, Term right) {
        Expression expression;
        expression.kind = Expression::Kind::clause;
        expression.clause = {op, std::move(left), std::move(right)};
        expression.span = span;
        return expression;
    }

    const Token& here() const { return m_tokens[m_at]; }
    /// The token behind here(); the end is behind the end.
    const Token& ahead() const { return m_tokens[std::min(m_at + 1, m_tokens.size() - 1)]; }
    void next() {
        m_end = here().span.end;
        if (here().kind != Token::Kind::end) ++m_at;
    }
    tl::unexpected<Error> refuseHere(Error error) const { return refuseAt(here().span, std::move(error)); }
    tl::unexpected<Error> refuseAt(Span span, Error error) const {
        return refuse(std::move(error).at(placeIn(m_text, span.begin)));
    }
    /// Warnings come in the order of their places, so lines are counted on from the one before.
    void warn(Span span, Error warning) {
        for (; m_counted < span.begin; ++m_counted) {
            if (m_text[m_counted] != '\n') continue;
            ++m_line;
            m_lineStart = m_counted + 1;
        }
        m_warnings.push_back(std::move(warning).at({{}, m_line, span.begin - m_lineStart + 1, {}}));
    }

    std::string_view m_text;
    std::vector<Token> m_tokens;
    std::size_t m_at = 0;
    std::uint32_t m_end = 0; // where the last token that was read ended
    std::size_t m_depth = 0;
    Findings m_warnings;
    std::uint32_t m_counted = 0; // bytes whose lines are counted
    std::uint32_t m_line = 1;
    std::uint32_t m_lineStart = 0;
};

} // namespace

Result<ParsedFilter> parseFilter(std::string_view text) {
    Result<std::vector<Token>> tokens = readTokens(text);
    if (!tokens) return refuse(std::move(tokens.error()));
    return Parser(text, std::move(*tokens)).run();
}

} // namespace twinflow::query
