// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/value.h"

#include "base/json_text.h"

#include <cstring>
#include <new>

namespace twinflow {

Value::Value(Kind kind, std::string_view text)
    : m_kind(kind) {
    void* memory = ::operator new(sizeof(Text) + text.size());
    m_as.text = new (memory) Text{{1}, static_cast<std::uint32_t>(text.size())};
    if (!text.empty()) std::memcpy(static_cast<char*>(memory) + sizeof(Text), text.data(), text.size());
}

void Value::release() {
    if (m_as.text->users.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
    m_as.text->~Text();
    ::operator delete(m_as.text);
}

void Value::appendJson(std::string& out) const {
    switch (m_kind) {
    case Kind::null:
        out += "null";
        return;
    case Kind::boolean:
        out += m_as.boolean ? "true" : "false";
        return;
    case Kind::integer:
        appendJsonNumber(out, m_as.integer);
        return;
    case Kind::real:
        appendJsonNumber(out, m_as.real);
        return;
    case Kind::string:
        appendJsonString(out, text());
        return;
    case Kind::object:
    case Kind::array:
        out += text();
        return;
    }
}

std::string Value::json() const {
    std::string out;
    appendJson(out);
    return out;
}

bool Value::operator==(const Value& other) const {
    if (m_kind != other.m_kind) return false;
    switch (m_kind) {
    case Kind::null:
        return true;
    case Kind::boolean:
        return m_as.boolean == other.m_as.boolean;
    case Kind::integer:
        return m_as.integer == other.m_as.integer;
    case Kind::real:
        return m_as.real == other.m_as.real;
    default:
        return text() == other.text();
    }
}

} // namespace twinflow
