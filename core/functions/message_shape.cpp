// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "functions/message_shape.h"

#include "base/json_scan.h"

#include <algorithm>
#include <cstring>

namespace twinflow::functions {

using query::Scalar;

namespace {

/// Whether `text` begins with the first `length` bytes of `wanted`, behind which kPadding more can be read.
constexpr std::size_t kPadding = 16;
bool beginsWith(const char* text, const char* end, const char* wanted, std::size_t length) {
    const auto room = static_cast<std::size_t>(end - text);
    if (room < length) return false;
#ifdef __SSE2__
    if (length <= 16 && room >= 16) {
        const auto load = [](const char* at) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(at)); };
        const auto same = static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(load(text), load(wanted))));
        const std::uint32_t all = (1U << length) - 1;
        return (same & all) == all;
    }
#endif
    return std::memcmp(text, wanted, length) == 0;
}

/// A text that needs no decoding: printable ASCII without escapes. Behind its closing quote, or null.
const char* readPlainText(const char* at, const char* end, Scalar& value) {
    const char* const begin = ++at;
    for (; at != end && *at != '"'; ++at) {
        if (static_cast<signed char>(*at) < ' ' || *at == '\\' || *at == '\x7f')
            return nullptr; // what is beyond ASCII is negative or below ' '
    }
    if (at == end) return nullptr;
    value = Scalar(std::string_view(begin, static_cast<std::size_t>(at - begin)));
    return at + 1;
}

const char* readNumber(const char* at, const char* end, Scalar& value) {
    constexpr std::ptrdiff_t kLong = 18; // more digits may be more than 64 bits, which others know better
    ScannedNumber number;
    const char* const behind = scanJsonNumber(at, end, number);
    if (!behind || (!number.isInteger && behind - at > kLong)) return nullptr;
    value = number.isInteger ? Scalar(number.integer) : Scalar(number.real);
    return behind;
}

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

/// A number that nobody wants: whether it is one, and no more. Short ones are within every bound.
const char* passNumber(const char* at, const char* end) {
    constexpr std::ptrdiff_t kShort = 15;
    const char* const begin = at;
    if (at != end && *at == '-') ++at;
    const char* const whole = at;
    while (at != end && isDigit(*at)) ++at;
    if (at == whole || (*whole == '0' && at - whole > 1)) return nullptr;
    if (at != end && *at == '.') {
        const char* const fraction = ++at;
        while (at != end && isDigit(*at)) ++at;
        if (at == fraction) return nullptr;
    }
    if (at - begin <= kShort && (at == end || (*at != 'e' && *at != 'E'))) return at;
    Scalar value;
    return readNumber(begin, end, value);
}

const char* readWord(const char* at, const char* end, std::string_view word, Scalar meaning, Scalar& value) {
    if (static_cast<std::size_t>(end - at) < word.size() || std::memcmp(at, word.data(), word.size()) != 0)
        return nullptr;
    value = meaning;
    return at + word.size();
}

const char* readScalar(const char* at, const char* end, bool wanted, Scalar& value) {
    if (at == end) return nullptr;
    switch (*at) {
    case '"':
        return readPlainText(at, end, value);
    case 't':
        return readWord(at, end, "true", Scalar(true), value);
    case 'f':
        return readWord(at, end, "false", Scalar(false), value);
    case 'n':
        return readWord(at, end, "null", Scalar(Scalar::Kind::null), value);
    default:
        return wanted ? readNumber(at, end, value) : passNumber(at, end);
    }
}

} // namespace

/// Along a text that is JSON, with the pointer of where it is.
class MessageShape::Walk {
public:
    Walk(MessageShape& shape, std::span<const std::string> wanted)
        : m_shape(shape)
        , m_wanted(wanted)
        , m_begin(shape.m_text.data())
        , m_end(m_begin + shape.m_text.size() - kPadding)
        , m_last(m_begin) {}

    bool run() {
        const char* const behind = value(skipJsonSpace(m_begin, m_end));
        if (!behind) return false;
        m_shape.m_rest = static_cast<std::uint16_t>(m_last - m_begin);
        return true;
    }

private:
    const char* value(const char* at) {
        if (*at == '{' || *at == '[') {
            for (const std::string& each : m_wanted) {
                if (each == m_pointer) return nullptr;
            }
            return *at == '{' ? object(at + 1) : array(at + 1);
        }
        Step step;
        step.begin = static_cast<std::uint16_t>(m_last - m_begin);
        step.length = static_cast<std::uint16_t>(at - m_last);
        step.wanted = static_cast<std::uint16_t>(m_shape.m_wanted.size());
        for (std::size_t i = 0; i < m_wanted.size(); ++i) {
            if (m_wanted[i] != m_pointer) continue;
            m_shape.m_wanted.push_back(static_cast<std::uint16_t>(i));
            ++step.wants;
        }
        m_shape.m_steps.push_back(step);
        return m_last = skipJsonValue(at, m_end);
    }

    const char* object(const char* at) {
        std::vector<std::string_view> names;
        for (at = skipJsonSpace(at, m_end); *at != '}'; at = skipJsonSpace(at, m_end)) {
            if (*at == ',') at = skipJsonSpace(at + 1, m_end);
            bool escaped = false;
            const char* const name = at + 1;
            const char* const quote = findStringEnd(name, m_end, escaped);
            if (escaped) return nullptr;
            names.emplace_back(name, static_cast<std::size_t>(quote - name));
            at = skipJsonSpace(skipJsonSpace(quote + 1, m_end) + 1, m_end);
            const std::size_t above = m_pointer.size();
            appendToken(names.back());
            at = value(at);
            if (!at) return nullptr;
            m_pointer.resize(above);
        }
        std::sort(names.begin(), names.end());
        return std::adjacent_find(names.begin(), names.end()) == names.end() ? at + 1 : nullptr;
    }

    const char* array(const char* at) {
        std::size_t index = 0;
        for (at = skipJsonSpace(at, m_end); *at != ']'; at = skipJsonSpace(at, m_end)) {
            if (*at == ',') at = skipJsonSpace(at + 1, m_end);
            const std::size_t above = m_pointer.size();
            appendToken(std::to_string(index++));
            at = value(at);
            if (!at) return nullptr;
            m_pointer.resize(above);
        }
        return at + 1;
    }

    void appendToken(std::string_view name) {
        m_pointer += '/';
        for (const char c : name) {
            if (c == '~')
                m_pointer += "~0";
            else if (c == '/')
                m_pointer += "~1";
            else
                m_pointer += c;
        }
    }

    MessageShape& m_shape;
    std::span<const std::string> m_wanted;
    const char* m_begin;
    const char* m_end;
    const char* m_last; // behind the last value
    std::string m_pointer;
};

bool MessageShape::learn(std::string_view text, std::span<const std::string> wanted) {
    *this = {};
    if (text.size() > kMaxBytes || wanted.size() > kMaxWanted) return false;
    m_text = text;
    m_text.append(kPadding, '\0');
    m_values = wanted.size();
    if (Walk(*this, wanted).run()) return true;
    *this = {};
    return false;
}

bool MessageShape::read(std::string_view text, std::vector<Scalar>& values) const {
    if (m_steps.empty()) return false;
    values.assign(m_values, Scalar());
    const char* at = text.data();
    const char* const end = at + text.size();
    Scalar value;
    for (const Step& step : m_steps) {
        if (!beginsWith(at, end, m_text.data() + step.begin, step.length)) return false;
        at = readScalar(at + step.length, end, step.wants > 0, value);
        if (!at) return false;
        for (std::uint16_t i = 0; i < step.wants; ++i) values[m_wanted[step.wanted + i]] = value;
    }
    const std::size_t rest = m_text.size() - kPadding - m_rest;
    return static_cast<std::size_t>(end - at) == rest && beginsWith(at, end, m_text.data() + m_rest, rest);
}

} // namespace twinflow::functions
