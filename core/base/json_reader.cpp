// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/json_reader.h"

#include "base/ascii.h"
#include "base/json_escape.h"

#include <cstdint>

namespace twinflow {

namespace {

class Reader {
public:
    Reader(std::string_view text, std::size_t maxDepth)
        : m_begin(text.data())
        , m_at(text.data())
        , m_end(text.data() + text.size())
        , m_maxDepth(maxDepth) {}

    bool run(JsonNode& root) {
        skipSpace();
        if (!readValue(root)) return false;
        skipSpace();
        return m_at == m_end;
    }

private:
    static constexpr std::ptrdiff_t kMaxDigits = 40; // far from where a double overflows

    char here() const { return m_at < m_end ? *m_at : '\0'; }
    std::uint32_t offset() const { return static_cast<std::uint32_t>(m_at - m_begin); }
    void skipSpace() {
        while (m_at < m_end && (*m_at == ' ' || *m_at == '\t' || *m_at == '\n' || *m_at == '\r')) ++m_at;
    }
    bool take(std::string_view word) {
        if (std::string_view(m_at, static_cast<std::size_t>(m_end - m_at)).substr(0, word.size()) != word) return false;
        m_at += word.size();
        return true;
    }

    bool readValue(JsonNode& node) {
        node.offset = offset();
        switch (here()) {
        case '{':
            return readObject(node);
        case '[':
            return readArray(node);
        case '"':
            node.kind = JsonNode::Kind::string;
            return readString(node.text);
        case 't':
            node.kind = JsonNode::Kind::boolean;
            node.boolean = true;
            return take("true");
        case 'f':
            node.kind = JsonNode::Kind::boolean;
            return take("false");
        case 'n':
            return take("null");
        default:
            return readNumber(node);
        }
    }

    bool readObject(JsonNode& node) {
        if (++m_depth > m_maxDepth) return false;
        node.kind = JsonNode::Kind::object;
        ++m_at;
        skipSpace();
        if (here() == '}') return close();
        node.members.reserve(4);
        for (;;) {
            JsonNode::Member& member = node.members.emplace_back();
            member.offset = offset();
            if (here() != '"' || !readString(member.name)) return false;
            skipSpace();
            if (here() != ':') return false;
            ++m_at;
            skipSpace();
            if (!readValue(member.value)) return false;
            skipSpace();
            if (here() == '}') return close();
            if (here() != ',') return false;
            ++m_at;
            skipSpace();
        }
    }

    bool readArray(JsonNode& node) {
        if (++m_depth > m_maxDepth) return false;
        node.kind = JsonNode::Kind::array;
        ++m_at;
        skipSpace();
        if (here() == ']') return close();
        for (;;) {
            if (!readValue(node.items.emplace_back())) return false;
            skipSpace();
            if (here() == ']') return close();
            if (here() != ',') return false;
            ++m_at;
            skipSpace();
        }
    }

    bool close() {
        ++m_at;
        --m_depth;
        return true;
    }

    bool readNumber(JsonNode& node) {
        const char* const start = m_at;
        if (here() == '-') ++m_at;
        if (!isDigit(here())) return false;
        if (here() == '0') {
            ++m_at;
        } else {
            skipDigits();
        }
        node.kind = JsonNode::Kind::integer;
        if (here() == '.') {
            node.kind = JsonNode::Kind::real;
            ++m_at;
            if (!isDigit(here())) return false;
            skipDigits();
        }
        const char next = here();
        if (isDigit(next) || next == 'e' || next == 'E' || m_at - start > kMaxDigits) return false;
        node.text.assign(start, m_at);
        return true;
    }
    void skipDigits() {
        while (isDigit(here())) ++m_at;
    }

    bool readString(std::string& out) {
        ++m_at;
        for (;;) {
            const char* const plain = m_at;
            while (m_at < m_end && *m_at != '"' && *m_at != '\\' && static_cast<unsigned char>(*m_at) >= 0x20 &&
                   static_cast<unsigned char>(*m_at) < 0x80)
                ++m_at;
            out.append(plain, m_at);
            if (m_at == m_end) return false;
            if (*m_at == '"') {
                ++m_at;
                return true;
            }
            if (*m_at == '\\' ? !readEscape(out) : !readUtf8(out)) return false;
        }
    }

    bool readEscape(std::string& out) {
        const char* const behind = appendEscape(out, m_at, m_end);
        if (behind) m_at = behind;
        return behind != nullptr;
    }

    /// One character of more than a byte: no overlong form, no surrogate, nothing beyond U+10FFFF.
    bool readUtf8(std::string& out) {
        const auto lead = static_cast<unsigned char>(*m_at);
        const std::ptrdiff_t length = lead >= 0xc2 && lead < 0xe0   ? 2
                                      : lead >= 0xe0 && lead < 0xf0 ? 3
                                      : lead >= 0xf0 && lead < 0xf5 ? 4
                                                                    : 0;
        if (length == 0 || m_end - m_at < length) return false;
        const auto second = static_cast<unsigned char>(m_at[1]);
        const unsigned low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        const unsigned high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        if (second < low || second > high) return false;
        for (std::ptrdiff_t i = 2; i < length; ++i) {
            if ((static_cast<unsigned char>(m_at[i]) & 0xc0) != 0x80) return false;
        }
        out.append(m_at, m_at + length);
        m_at += length;
        return true;
    }

    const char* m_begin;
    const char* m_at;
    const char* m_end;
    std::size_t m_maxDepth;
    std::size_t m_depth = 0;
};

} // namespace

bool readJson(std::string_view text, std::size_t maxDepth, JsonNode& root) {
    return Reader(text, maxDepth).run(root);
}

} // namespace twinflow
