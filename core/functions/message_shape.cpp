// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "functions/message_shape.h"

#include "base/json_scan.h"
#include "functions/scalar_scan.h"

#include <algorithm>
#include <cstring>

namespace twinflow::functions {

using query::Scalar;

namespace {

constexpr std::size_t kPadding = 16;
/// Whether `text` begins with the first `length` bytes of `wanted`, behind which kPadding more can be read.
inline bool beginsWith(const char* text, const char* end, const char* wanted, std::size_t length) {
    const auto room = static_cast<std::size_t>(end - text);
    if (room < length) return false;
#ifdef __SSE2__
    if (length <= 16 && room >= 16) {
        const std::uint32_t all = (1U << length) - 1;
        return (Bytes(text).same(Bytes(wanted)) & all) == all;
    }
#endif
    return std::memcmp(text, wanted, length) == 0;
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
    for (const Step& step : m_steps) {
        if (!beginsWith(at, end, m_text.data() + step.begin, step.length)) return false;
        if (step.wants == 0) {
            at = passScalar(at + step.length, end);
        } else {
            Scalar& value = values[m_wanted[step.wanted]];
            at = readScalar(at + step.length, end, value);
            for (std::uint16_t i = 1; i < step.wants; ++i) values[m_wanted[step.wanted + i]] = value;
        }
        if (!at) return false;
    }
    const std::size_t rest = m_text.size() - kPadding - m_rest;
    return static_cast<std::size_t>(end - at) == rest && beginsWith(at, end, m_text.data() + m_rest, rest);
}

} // namespace twinflow::functions
