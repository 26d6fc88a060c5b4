// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpoints/sql_node.h"

#include "base/ascii.h"

#include <charconv>
#include <cmath>
#include <optional>

namespace twinflow::endpoints {

namespace {

using Kind = SqlNode::Kind;

struct Token {
    enum class Kind : std::uint8_t { word, quoted, text, number, sign, end, bad };
    Kind kind = Kind::end;
    std::string text;
    std::size_t at = 0;
};

bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
}

class Lexer {
public:
    explicit Lexer(std::string_view text)
        : m_text(text) {}

    Token next() {
        while (m_at < m_text.size() && std::string_view(" \t\r\n").find(m_text[m_at]) != std::string_view::npos) ++m_at;
        Token token;
        token.at = m_at;
        if (m_at == m_text.size()) return token;
        const char c = m_text[m_at];
        if (isLetter(c)) {
            token.kind = Token::Kind::word;
            while (m_at < m_text.size() && (isLetter(m_text[m_at]) || isDigit(m_text[m_at])))
                token.text += m_text[m_at++];
        } else if (isDigit(c) || (c == '.' && m_at + 1 < m_text.size() && isDigit(m_text[m_at + 1]))) {
            readNumber(token);
        } else if (c == '\'') {
            readQuoted(token, '\'', Token::Kind::text);
        } else if (c == '"') {
            readQuoted(token, '"', Token::Kind::quoted);
        } else if (c == '[') {
            readQuoted(token, ']', Token::Kind::quoted);
        } else {
            readSign(token);
        }
        return token;
    }

private:
    /// Up to `close`, which doubled stands for itself.
    void readQuoted(Token& token, char close, Token::Kind kind) {
        token.kind = kind;
        for (++m_at; m_at < m_text.size(); ++m_at) {
            if (m_text[m_at] != close) {
                token.text += m_text[m_at];
            } else if (m_at + 1 < m_text.size() && m_text[m_at + 1] == close) {
                token.text += m_text[m_at++];
            } else {
                ++m_at;
                return;
            }
        }
        token.kind = Token::Kind::bad;
        token.text = "a quote is not closed";
    }
    void readNumber(Token& token) {
        token.kind = Token::Kind::number;
        while (m_at < m_text.size()) {
            const char c = m_text[m_at];
            const bool afterE = !token.text.empty() && (token.text.back() == 'e' || token.text.back() == 'E');
            if (!isDigit(c) && c != '.' && c != 'e' && c != 'E' && !(afterE && (c == '+' || c == '-'))) return;
            token.text += c;
            ++m_at;
        }
    }
    void readSign(Token& token) {
        token.kind = Token::Kind::sign;
        for (const std::string_view two : {"<>", "!=", "<=", ">="}) {
            if (m_text.substr(m_at).starts_with(two)) {
                token.text = two == "!=" ? "<>" : two;
                m_at += 2;
                return;
            }
        }
        token.text = m_text[m_at++];
        if (std::string_view("=<>+-*/%(),;.").find(token.text) == std::string_view::npos) {
            token.kind = Token::Kind::bad;
            token.text = "the character '" + token.text + "' means nothing";
        }
    }

    std::string_view m_text;
    std::size_t m_at = 0;
};

/// Recursive descent; after the first error everything fails.
class Parser {
public:
    Parser(std::string_view text, const std::string& what)
        : m_what(what)
        , m_lexer(text) {
        if (text.size() > kMaxSqlLength) fail(0, "it has more than 1,024 bytes");
        move();
    }

    Result<SqlPart> condition() {
        SqlPart root = disjunction();
        if (m_token.kind != Token::Kind::end) fail("nothing more was expected");
        if (m_error) return refuse(*m_error);
        return root;
    }

    Result<std::vector<SqlStatement>> action() {
        std::vector<SqlStatement> statements;
        while (m_token.kind != Token::Kind::end && !m_error) {
            SqlStatement statement;
            const bool sets = isWord("SET");
            if (!sets && !isWord("REMOVE")) fail("SET or REMOVE was expected");
            move();
            readName(statement.isSystem, statement.name);
            if (sets) {
                if (!takeSign("=")) fail("'=' was expected");
                statement.value = disjunction();
            }
            statements.push_back(std::move(statement));
            if (m_token.kind != Token::Kind::end && !takeSign(";")) fail("';' was expected");
        }
        if (m_error) return refuse(*m_error);
        return statements;
    }

private:
    static constexpr int kMaxDepth = 50;

    void move() {
        m_token = m_lexer.next();
        if (m_token.kind == Token::Kind::bad) fail(m_token.text);
    }
    void fail(std::string_view why) { fail(m_token.at, why); }
    void fail(std::size_t at, std::string_view why) {
        if (m_error) return;
        Place place;
        place.path = m_what;
        place.column = static_cast<std::uint32_t>(at + 1);
        m_error = fault("endpoints-sql", "The SQL of {0} cannot be read at character {1}: {2}.", m_what, at + 1, why)
                      .withHint(say("Names with other signs than letters and digits stand in brackets: "
                                    "[cloudEvents:type] = 'Microsoft.DigitalTwins.Twin.Update'."))
                      .at(place);
        m_token = {};
    }
    bool isWord(std::string_view word) const {
        return m_token.kind == Token::Kind::word && equalCaseless(m_token.text, word);
    }
    bool takeWord(std::string_view word) {
        if (!isWord(word)) return false;
        move();
        return true;
    }
    bool isSign(std::string_view sign) const { return m_token.kind == Token::Kind::sign && m_token.text == sign; }
    bool takeSign(std::string_view sign) {
        if (!isSign(sign)) return false;
        move();
        return true;
    }

    static SqlPart make(Kind kind, std::vector<SqlPart> parts) {
        auto node = std::make_shared<SqlNode>();
        node->kind = kind;
        node->parts = std::move(parts);
        return node;
    }
    static SqlPart literal(Value value) {
        auto node = std::make_shared<SqlNode>();
        node->value = std::move(value);
        return node;
    }

    SqlPart disjunction() {
        if (++m_depth > kMaxDepth) fail("it is nested too deeply");
        SqlPart left = conjunction();
        while (!m_error && takeWord("OR")) left = make(Kind::any, {left, conjunction()});
        --m_depth;
        return left;
    }
    SqlPart conjunction() {
        SqlPart left = negation();
        while (!m_error && takeWord("AND")) left = make(Kind::all, {left, negation()});
        return left;
    }
    SqlPart negation() {
        bool isNot = false;
        while (!m_error && takeWord("NOT")) isNot = !isNot;
        SqlPart part = comparison();
        return isNot ? make(Kind::isNot, {part}) : part;
    }
    SqlPart comparison() {
        SqlPart left = sum();
        if (m_error) return left;
        static constexpr std::pair<std::string_view, Kind> kSigns[] = {
            {"=", Kind::equal},      {"<>", Kind::notEqual}, {"<", Kind::less},
            {"<=", Kind::lessEqual}, {">", Kind::greater},   {">=", Kind::greaterEqual}};
        for (const auto& [sign, kind] : kSigns) {
            if (takeSign(sign)) return make(kind, {left, sum()});
        }
        if (takeWord("IS")) {
            const bool isNot = takeWord("NOT");
            if (!takeWord("NULL")) fail("NULL was expected");
            return negated(make(Kind::isNull, {left}), isNot);
        }
        const bool isNot = takeWord("NOT");
        if (takeWord("IN")) return negated(list(left), isNot);
        if (takeWord("LIKE")) return negated(like(left), isNot);
        if (isNot) fail("IN or LIKE was expected");
        return left;
    }
    static SqlPart negated(SqlPart part, bool isNot) { return isNot ? make(Kind::isNot, {part}) : part; }

    SqlPart list(SqlPart left) {
        std::vector<SqlPart> parts{std::move(left)};
        if (!takeSign("(")) fail("'(' was expected");
        do {
            parts.push_back(sum());
        } while (!m_error && takeSign(","));
        if (!takeSign(")")) fail("')' was expected");
        return make(Kind::in, std::move(parts));
    }
    SqlPart like(SqlPart left) {
        auto node = std::make_shared<SqlNode>();
        node->kind = Kind::like;
        node->parts = {std::move(left), sum()};
        if (takeWord("ESCAPE")) {
            if (m_token.kind != Token::Kind::text || characterAt(m_token.text, 0) != m_token.text.size())
                fail("one character was expected");
            node->value = Value(std::string_view(m_token.text));
            move();
        }
        return node;
    }
    SqlPart sum() {
        SqlPart left = product();
        while (!m_error) {
            if (takeSign("+")) {
                left = make(Kind::plus, {left, product()});
            } else if (takeSign("-")) {
                left = make(Kind::minus, {left, product()});
            } else {
                break;
            }
        }
        return left;
    }
    SqlPart product() {
        SqlPart left = factor();
        while (!m_error) {
            if (takeSign("*")) {
                left = make(Kind::times, {left, factor()});
            } else if (takeSign("/")) {
                left = make(Kind::over, {left, factor()});
            } else if (takeSign("%")) {
                left = make(Kind::modulo, {left, factor()});
            } else {
                break;
            }
        }
        return left;
    }
    SqlPart factor() {
        if (++m_depth > kMaxDepth) fail("it is nested too deeply");
        SqlPart part = primary();
        --m_depth;
        return part;
    }
    SqlPart primary() {
        if (m_error) return literal({});
        if (takeSign("-")) return make(Kind::negate, {factor()});
        if (takeSign("+")) return factor();
        if (takeSign("(")) {
            SqlPart part = disjunction();
            if (!takeSign(")")) fail("')' was expected");
            return part;
        }
        if (m_token.kind == Token::Kind::text) {
            SqlPart part = literal(Value(std::string_view(m_token.text)));
            move();
            return part;
        }
        if (m_token.kind == Token::Kind::number) return number();
        if (takeWord("TRUE")) return literal(Value(true));
        if (takeWord("FALSE")) return literal(Value(false));
        if (takeWord("NULL")) return literal({});
        if (takeWord("EXISTS")) {
            if (!takeSign("(")) fail("'(' was expected");
            SqlPart part = make(Kind::exists, {property()});
            if (!takeSign(")")) fail("')' was expected");
            return part;
        }
        return property();
    }
    SqlPart number() {
        const std::string& text = m_token.text;
        const char* end = text.data() + text.size();
        Value value;
        std::int64_t whole = 0;
        double real = 0;
        if (const auto read = std::from_chars(text.data(), end, whole); read.ec == std::errc{} && read.ptr == end) {
            value = Value(whole);
        } else if (const auto dotted = std::from_chars(text.data(), end, real);
                   dotted.ec == std::errc{} && dotted.ptr == end && std::isfinite(real)) {
            value = Value(real);
        } else {
            fail("this is no number");
        }
        move();
        return literal(std::move(value));
    }
    SqlPart property() {
        auto node = std::make_shared<SqlNode>();
        node->kind = Kind::property;
        readName(node->isSystem, node->name);
        return node;
    }
    void readName(bool& isSystem, std::string& name) {
        const bool bare = m_token.kind == Token::Kind::word;
        if (!bare && m_token.kind != Token::Kind::quoted) {
            fail("the name of a property was expected");
            return;
        }
        name = m_token.text;
        move();
        if (!bare || (!equalCaseless(name, "sys") && !equalCaseless(name, "user")) || !takeSign(".")) return;
        isSystem = equalCaseless(name, "sys");
        if (m_token.kind != Token::Kind::word && m_token.kind != Token::Kind::quoted) {
            fail("the name of a property was expected");
            return;
        }
        name = m_token.text;
        if (isSystem && !findSystemProperty(name)) fail("a message has no system property '" + name + "'");
        move();
    }

    const std::string& m_what;
    Lexer m_lexer;
    Token m_token;
    std::optional<Error> m_error;
    int m_depth = 0;
};

} // namespace

Result<SqlPart> parseSqlCondition(std::string_view text, const std::string& what) {
    return Parser(text, what).condition();
}

Result<std::vector<SqlStatement>> parseSqlAction(std::string_view text, const std::string& what) {
    return Parser(text, what).action();
}

} // namespace twinflow::endpoints
