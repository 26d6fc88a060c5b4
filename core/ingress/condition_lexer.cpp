// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingress/condition_lexer.h"

#include "base/ascii.h"
#include "ingress/names.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace twinflow::ingress {

namespace {

bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
/// Bytes of other alphabets are letters: members may have any name.
bool startsName(char c) {
    return isLetter(c) || c == '_' || c == '$' || static_cast<unsigned char>(c) >= 0x80;
}

constexpr std::uint32_t kSurrogates = 0xd800;
constexpr std::uint32_t kLowSurrogates = 0xdc00;
bool isSurrogate(std::uint32_t code) {
    return code >= kSurrogates && code < 0xe000;
}

void appendUtf8(std::string& out, std::uint32_t code) {
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xc0 | code >> 6);
        out += static_cast<char>(0x80 | (code & 63));
    } else {
        if (code < 0x10000) {
            out += static_cast<char>(0xe0 | code >> 12);
        } else {
            out += static_cast<char>(0xf0 | code >> 18);
            out += static_cast<char>(0x80 | (code >> 12 & 63));
        }
        out += static_cast<char>(0x80 | (code >> 6 & 63));
        out += static_cast<char>(0x80 | (code & 63));
    }
}

class Lexer {
public:
    explicit Lexer(std::string_view text)
        : m_text(text) {}

    Result<std::vector<ConditionToken>> run() {
        for (skipSpace(); m_at < m_text.size(); skipSpace()) {
            if (auto taken = take(); !taken) return refuse(std::move(taken.error()));
        }
        add(ConditionToken::Kind::end, 0);
        return std::move(m_tokens);
    }

private:
    Result<void> take() {
        const char c = peek(0);
        if (startsName(c)) {
            std::size_t length = 1;
            while (startsName(peek(length)) || isDigit(peek(length)) ||
                   (peek(length) == '-' && isLetter(peek(length + 1)) && isLetter(peek(length - 1))))
                ++length;
            add(ConditionToken::Kind::name, length);
            return {};
        }
        if (isDigit(c) || (c == '.' && isDigit(peek(1)))) return takeNumber();
        if (c == '\'' || c == '"') return takeString(c);
        for (const std::string_view symbol : {"<=", ">=", "<>", "!="}) {
            if (m_text.substr(m_at, 2) != symbol) continue;
            add(ConditionToken::Kind::symbol, 2);
            return {};
        }
        if (std::string_view("=<>+-*/%()[],.").find(c) != std::string_view::npos) {
            add(ConditionToken::Kind::symbol, 1);
            return {};
        }
        return refuse(
            fault("ingress-condition-character", "'{0}' has no meaning in a route's condition.", m_text.substr(m_at, 1))
                .withHint(say("Remove it, or put texts in single or double quotes."))
                .at(conditionPlace(m_text, m_at)));
    }

    Result<void> takeNumber() {
        std::size_t length = 1;
        while (
            isLetter(peek(length)) || isDigit(peek(length)) || peek(length) == '.' ||
            ((peek(length) == '+' || peek(length) == '-') && lowerLetter(peek(length - 1)) == 'e' && !isHexadecimal()))
            ++length;
        const std::string_view written = m_text.substr(m_at, length);
        const char* const end = written.data() + length;
        double number = 0;
        bool whole = false;
        if (isHexadecimal()) {
            std::uint64_t bits = 0;
            const auto read = std::from_chars(written.data() + 2, end, bits, 16);
            whole = length > 2 && read.ec == std::errc() && read.ptr == end;
            number = static_cast<double>(bits);
        } else {
            const auto read = std::from_chars(written.data(), end, number);
            whole = read.ec == std::errc() && read.ptr == end;
        }
        if (!whole) {
            return refuse(fault("ingress-condition-number", "'{0}' is not a number.", written)
                              .withHint(say("Write numbers as 12, 3.5, 1e6 or 0x1F."))
                              .at(conditionPlace(m_text, m_at)));
        }
        add(ConditionToken::Kind::number, length).number = number;
        return {};
    }
    bool isHexadecimal() const { return peek(0) == '0' && (peek(1) == 'x' || peek(1) == 'X'); }

    Result<void> takeString(char quote) {
        std::string text;
        for (std::size_t i = 1; m_at + i < m_text.size(); ++i) {
            const char c = peek(i);
            if (c == quote) {
                add(ConditionToken::Kind::text, i + 1).text = std::move(text);
                return {};
            }
            if (c != '\\') {
                text += c;
                continue;
            }
            const char escaped = peek(++i);
            if (escaped == 'u') {
                auto code = codeAt(i + 1);
                i += 4;
                if (code && isSurrogate(*code)) {
                    // A character beyond U+FFFF takes two: the high one, then the low one.
                    const auto low = peek(i + 1) == '\\' && peek(i + 2) == 'u' ? codeAt(i + 3) : std::nullopt;
                    i += 6;
                    if (*code >= kLowSurrogates || !low || !isSurrogate(*low) || *low < kLowSurrogates)
                        return badString();
                    code = 0x10000 + ((*code - kSurrogates) << 10) + (*low - kLowSurrogates);
                }
                if (!code) return badString();
                appendUtf8(text, *code);
            } else if (escaped == '\'' || escaped == '"' || escaped == '\\') {
                text += escaped;
            } else {
                return badString();
            }
        }
        return badString();
    }
    /// The four hexadecimal digits there.
    std::optional<std::uint32_t> codeAt(std::size_t ahead) const {
        std::uint32_t code = 0;
        const std::string_view digits = m_text.substr(std::min(m_at + ahead, m_text.size()), 4);
        const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
        if (digits.size() < 4 || read.ec != std::errc() || read.ptr != digits.data() + 4) return std::nullopt;
        return code;
    }
    Result<void> badString() const {
        return refuse(fault("ingress-condition-string", "The text that starts here has no end, or an escape that there "
                                                        "is not.")
                          .withHint(say("End it with the quote that it begins with; escapes are \\', \\\", \\\\ and "
                                        "\\uXXXX."))
                          .at(conditionPlace(m_text, m_at)));
    }

    char peek(std::size_t ahead) const { return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : '\0'; }
    void skipSpace() {
        while (m_at < m_text.size() && std::string_view(" \t\r\n").find(m_text[m_at]) != std::string_view::npos) ++m_at;
    }
    ConditionToken& add(ConditionToken::Kind kind, std::size_t length) {
        ConditionToken token;
        token.kind = kind;
        token.offset = m_at;
        token.written = m_text.substr(m_at, length);
        m_at += static_cast<std::uint32_t>(length);
        m_tokens.push_back(std::move(token));
        return m_tokens.back();
    }

    std::string_view m_text;
    std::uint32_t m_at = 0;
    std::vector<ConditionToken> m_tokens;
};

} // namespace

bool ConditionToken::isWord(std::string_view word) const {
    return kind == Kind::name && sameName(written, word);
}

Result<std::vector<ConditionToken>> readConditionTokens(std::string_view text) {
    return Lexer(text).run();
}

Place conditionPlace(std::string_view text, std::uint32_t offset) {
    const std::string_view before = text.substr(0, offset);
    const std::size_t lineStart = before.rfind('\n') + 1; // npos + 1 is 0
    const auto line = static_cast<std::uint32_t>(1 + std::count(before.begin(), before.end(), '\n'));
    return {{}, line, static_cast<std::uint32_t>(offset - lineStart + 1), {}};
}

} // namespace twinflow::ingress
