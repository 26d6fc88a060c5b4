// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/lexer.h"

#include "base/ascii.h"

#include <algorithm>
#include <charconv>

namespace twinflow::query {

namespace {

/// Letters, _ and $; bytes of other alphabets are taken as letters, since JSON members may have any name.
bool startsName(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' || byte >= 0x80;
}
bool continuesName(char c) {
    return startsName(c) || isDigit(c);
}

class Lexer {
public:
    explicit Lexer(std::string_view text)
        : m_text(text) {}

    Result<std::vector<Token>> run() {
        m_tokens.reserve(16); // of two or three comparisons
        for (skipSpace(); m_at < m_text.size(); skipSpace()) {
            Result<void> taken = takeToken();
            if (!taken) return refuse(std::move(taken.error()));
        }
        add(Token::Kind::end, 0);
        return std::move(m_tokens);
    }

private:
    Result<void> takeToken() {
        const char c = m_text[m_at];
        if (c == '\'') return takeString();
        if (isDigit(c) && isMemberNext()) return memberInvalid();
        if (isDigit(c) || (c == '-' && isDigit(peek(1)))) return takeNumber();
        if (startsName(c)) {
            std::size_t length = 1;
            while (continuesName(peek(length))) ++length;
            add(Token::Kind::name, length);
            return {};
        }
        switch (c) {
        case '(':
            add(Token::Kind::open, 1);
            return {};
        case ')':
            add(Token::Kind::close, 1);
            return {};
        case ',':
            add(Token::Kind::comma, 1);
            return {};
        case '.':
            add(Token::Kind::dot, 1);
            return {};
        case '[':
        case ']':
            add(Token::Kind::bracket, 1);
            return {};
        case '<':
            if (peek(1) == '>') return unexpected(2, say("Write != for not equal."));
            addComparison(peek(1) == '=' ? Operator::lessEqual : Operator::less);
            return {};
        case '>':
            addComparison(peek(1) == '=' ? Operator::greaterEqual : Operator::greater);
            return {};
        case '=':
            if (peek(1) == '=') return unexpected(2, say("Write a single = for equal."));
            addComparison(Operator::equal);
            return {};
        case '!':
            if (peek(1) != '=') return unexpected(1, say("There is no negation; write != for not equal."));
            addComparison(Operator::notEqual);
            return {};
        case '"':
            return unexpected(1, say("Put texts in single quotes: 'text'."));
        case '&':
            return unexpected(1, say("Write AND."));
        case '|':
            return unexpected(1, say("Write OR."));
        case '+':
        case '-':
        case '*':
        case '/':
        case '%':
            return unexpected(1, say("Filters compare values; they do not calculate."));
        default:
            return unexpected(1, say("Remove it, or put texts in single quotes."));
        }
    }

    Result<void> takeString() {
        std::size_t stop = m_at + 1;
        while (stop < m_text.size() && m_text[stop] != '\'' && m_text[stop] != '\\') ++stop;
        if (stop < m_text.size() && m_text[stop] == '\'') { // as most are
            const Value value(m_text.substr(m_at + 1, stop - m_at - 1));
            add(Token::Kind::literal, stop + 1 - m_at).value = value;
            return {};
        }
        std::string characters;
        for (std::size_t i = 1; m_at + i < m_text.size(); ++i) {
            const char c = peek(i);
            if (c == '\'') {
                add(Token::Kind::literal, i + 1).value = Value(std::string_view(characters));
                return {};
            }
            const bool escape = c == '\\' && (peek(i + 1) == '\'' || peek(i + 1) == '\\');
            if (escape) ++i;
            characters += peek(i);
        }
        return refuse(fault("query-string-unterminated", "The text that starts here has no closing quote.")
                          .withHint(say("End it with a single quote; a quote within a text is written \\'."))
                          .at(placeIn(m_text, m_at)));
    }

    Result<void> takeNumber() {
        std::size_t length = 1;
        while (isNumberCharacter(length)) ++length;
        const std::string_view text = m_text.substr(m_at, length);
        const char* const end = text.data() + length;
        std::int64_t integer = 0;
        if (const auto read = std::from_chars(text.data(), end, integer); read.ec == std::errc() && read.ptr == end) {
            add(Token::Kind::literal, length).value = Value(integer);
            return {};
        }
        double real = 0;
        const auto read = std::from_chars(text.data(), end, real);
        const std::size_t dot = text.find('.');
        if (read.ptr != end || (dot != std::string_view::npos && (dot + 1 == length || !isDigit(text[dot + 1])))) {
            return refuse(fault("query-number-invalid", "'{0}' is not a number.", text)
                              .withHint(say("Write numbers as 12, -3.5 or 1e6, and texts in single quotes."))
                              .at(placeIn(m_text, m_at)));
        }
        if (read.ec != std::errc()) {
            return refuse(fault("query-number-range", "'{0}' is too large, or too near to 0, for a number.", text)
                              .withHint(say("Numbers are doubles: 1.8e308 at most, and 0 or at least 5e-324."))
                              .at(placeIn(m_text, m_at)));
        }
        add(Token::Kind::literal, length).value = Value(real);
        return {};
    }
    bool isMemberNext() const {
        const std::size_t count = m_tokens.size();
        return count > 1 && m_tokens[count - 1].kind == Token::Kind::dot &&
               m_tokens[count - 2].kind == Token::Kind::name;
    }
    Result<void> memberInvalid() const {
        return refuse(fault("query-member-invalid", "The name of a member cannot start with the digit {0}.",
                            m_text.substr(m_at, 1))
                          .withHint(say("Rename the member, or filter by another one."))
                          .at(placeIn(m_text, m_at)));
    }
    /// Takes too much rather than too little, so that 12abc is one wrong number and not two words.
    bool isNumberCharacter(std::size_t i) const {
        const char c = peek(i);
        const bool sign = (c == '+' || c == '-') && (peek(i - 1) == 'e' || peek(i - 1) == 'E');
        return continuesName(c) || c == '.' || sign;
    }

    Result<void> unexpected(std::size_t length, Sentence hint) const {
        return refuse(
            fault("query-character-unexpected", "'{0}' has no meaning in a filter.", m_text.substr(m_at, length))
                .withHint(std::move(hint))
                .at(placeIn(m_text, m_at)));
    }

    /// The character that many further on; a NUL behind the end, which no token contains.
    char peek(std::size_t ahead) const { return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : '\0'; }
    void skipSpace() {
        while (m_at < m_text.size() && std::string_view(" \t\r\n").find(m_text[m_at]) != std::string_view::npos) ++m_at;
    }
    Token& add(Token::Kind kind, std::size_t length) {
        const auto end = static_cast<std::uint32_t>(m_at + length);
        m_tokens.push_back({kind, {m_at, end}, m_text.substr(m_at, length), {}, {}});
        m_at = end;
        return m_tokens.back();
    }
    void addComparison(Operator op) { add(Token::Kind::comparison, operatorText(op).size()).op = op; }

    std::string_view m_text;
    std::uint32_t m_at = 0;
    std::vector<Token> m_tokens;
};

} // namespace

Result<std::vector<Token>> readTokens(std::string_view text) {
    return Lexer(text).run();
}

Place placeIn(std::string_view text, std::uint32_t offset) {
    const std::string_view before = text.substr(0, offset);
    const std::size_t lineStart = before.rfind('\n') + 1; // npos + 1 is 0
    const auto line = static_cast<std::uint32_t>(1 + std::count(before.begin(), before.end(), '\n'));
    return {{}, line, static_cast<std::uint32_t>(offset - lineStart + 1), {}};
}

std::size_t offsetIn(std::string_view text, const Place& place) {
    std::size_t start = 0;
    for (std::uint32_t line = 1; line < place.line; ++line) {
        const std::size_t newline = text.find('\n', start);
        if (newline == std::string_view::npos) break;
        start = newline + 1;
    }
    return std::min(start + (place.column > 0 ? place.column - 1 : 0), text.size());
}

} // namespace twinflow::query
