// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A property's value: sixteen bytes, cheap to copy, its JSON text made on demand.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace twinflow {

/// null, boolean, integer, double, string, or an object or array kept as compact JSON text. Texts are shared and
/// immutable.
class Value {
public:
    enum class Kind : std::uint8_t { null, boolean, integer, real, string, object, array };

    Value() = default;
    explicit Value(bool boolean)
        : m_kind(Kind::boolean) {
        m_as.boolean = boolean;
    }
    explicit Value(std::int64_t integer)
        : m_kind(Kind::integer) {
        m_as.integer = integer;
    }
    explicit Value(double real)
        : m_kind(Kind::real) {
        m_as.real = real;
    }
    explicit Value(std::string_view string)
        : Value(Kind::string, string) {}
    explicit Value(const char* string)
        : Value(std::string_view(string)) {}
    /// An object or array from its compact JSON text; the text must be valid.
    static Value json(Kind kind, std::string_view text) { return Value(kind, text); }

    Value(const Value& other)
        : m_as(other.m_as)
        , m_kind(other.m_kind) {
        share();
    }
    Value(Value&& other) noexcept
        : m_as(other.m_as)
        , m_kind(other.m_kind) {
        other.m_kind = Kind::null;
    }
    Value& operator=(Value other) noexcept {
        std::swap(m_as, other.m_as);
        std::swap(m_kind, other.m_kind);
        return *this;
    }
    ~Value() {
        if (isText()) release();
    }

    Kind kind() const { return m_kind; }
    bool isNull() const { return m_kind == Kind::null; }
    bool isNumber() const { return m_kind == Kind::integer || m_kind == Kind::real; }
    bool isText() const { return m_kind >= Kind::string; }
    bool boolean() const { return m_as.boolean; }
    std::int64_t integer() const { return m_as.integer; }
    /// An integer or a real as a double.
    double number() const { return m_kind == Kind::integer ? static_cast<double>(m_as.integer) : m_as.real; }
    /// The characters of a string, or the JSON text of an object or array.
    std::string_view text() const { return {reinterpret_cast<const char*>(m_as.text + 1), m_as.text->size}; }

    void appendJson(std::string& out) const;
    std::string json() const;

    /// Has the text, if it is one, brought near.
    void expect() const {
        if (isText()) __builtin_prefetch(m_as.text);
    }

    /// Same kind and same content; 1 and 1.0 differ.
    bool operator==(const Value& other) const;

private:
    struct Text {
        std::atomic<std::uint32_t> users;
        std::uint32_t size;
    };
    union As {
        bool boolean;
        std::int64_t integer = 0;
        double real;
        Text* text;
    };

    Value(Kind kind, std::string_view text);
    void share() const {
        if (isText()) m_as.text->users.fetch_add(1, std::memory_order_relaxed);
    }
    void release(); ///< of a text

    As m_as;
    Kind m_kind = Kind::null;
};

static_assert(sizeof(Value) == 16);

} // namespace twinflow
