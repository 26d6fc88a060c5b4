// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingress/condition_value.h"
#include "ingress/names.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace twinflow::ingress {

namespace {

using Value = ConditionValue;
using Kind = ConditionValue::Kind;
using Function = ConditionFunction;

bool isText(const Value& value) {
    return value.kind == Kind::text;
}

Value finite(double number) {
    return std::isfinite(number) ? Value(number) : Value();
}

/// Where each character of UTF-8 text begins, and where the last one ends.
std::vector<std::size_t> characterStarts(const std::string& text) {
    std::vector<std::size_t> starts;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if ((static_cast<unsigned char>(text[i]) & 0xc0) != 0x80) starts.push_back(i);
    }
    starts.push_back(text.size());
    return starts;
}

Value asNumber(const Value& value) {
    if (value.kind == Kind::number) return value;
    if (!isText(value)) return {};
    double number = 0;
    const char* const end = value.text.data() + value.text.size();
    const auto read = std::from_chars(value.text.data(), end, number);
    return read.ec == std::errc() && read.ptr == end ? finite(number) : Value();
}

Value ofNumber(Function function, const Value& value) {
    if (value.kind != Kind::number) return {};
    const double x = value.number;
    switch (function) {
    case Function::abs:
        return Value(std::fabs(x));
    case Function::ceiling:
        return Value(std::ceil(x));
    case Function::floor:
        return Value(std::floor(x));
    case Function::exp:
        return finite(std::exp(x));
    case Function::sign:
        return Value(x > 0 ? 1.0 : x < 0 ? -1.0 : 0.0);
    case Function::sqrt:
        return finite(std::sqrt(x));
    default:
        return finite(x * x);
    }
}

Value ofKind(Function function, Kind kind) {
    switch (function) {
    case Function::isArray:
        return Value(kind == Kind::array);
    case Function::isBool:
        return Value(kind == Kind::boolean);
    case Function::isDefined:
        return Value(kind != Kind::undefined);
    case Function::isNull:
        return Value(kind == Kind::null);
    case Function::isNumber:
        return Value(kind == Kind::number);
    case Function::isObject:
        return Value(kind == Kind::object);
    case Function::isPrimitive:
        return Value(kind == Kind::null || kind == Kind::boolean || kind == Kind::number || kind == Kind::text);
    default:
        return Value(kind == Kind::text);
    }
}

Value ofTwoTexts(Function function, const Value& text, const Value& part) {
    if (!isText(text) || !isText(part)) return {};
    switch (function) {
    case Function::startsWith:
        return Value(text.text.starts_with(part.text));
    case Function::endsWith:
        return Value(text.text.ends_with(part.text));
    case Function::contains:
        return Value(text.text.find(part.text) != std::string::npos);
    default:
        break;
    }
    const std::size_t at = text.text.find(part.text);
    if (at == std::string::npos) return Value(-1.0);
    return Value(static_cast<double>(characterStarts(text.text.substr(0, at)).size() - 1));
}

Value substring(const std::vector<Value>& arguments) {
    if (!isText(arguments[0]) || arguments[1].kind != Kind::number) return {};
    if (arguments.size() == 3 && arguments[2].kind != Kind::number) return {};
    const std::vector<std::size_t> starts = characterStarts(arguments[0].text);
    const auto bounded = [&](double position) {
        return static_cast<std::size_t>(std::clamp(std::floor(position), 0.0, static_cast<double>(starts.size() - 1)));
    };
    const std::size_t begin = bounded(arguments[1].number);
    const std::size_t end = arguments.size() == 3
                                ? bounded(static_cast<double>(begin) + std::max(arguments[2].number, 0.0))
                                : starts.size() - 1;
    return Value(arguments[0].text.substr(starts[begin], starts[end] - starts[begin]));
}

Value concat(const std::vector<Value>& arguments) {
    std::string text;
    for (const Value& argument : arguments) {
        if (!isText(argument)) return {};
        text += argument.text;
    }
    return Value(std::move(text));
}

Value ofText(Function function, const Value& value) {
    if (!isText(value)) return {};
    if (function == Function::length) return Value(static_cast<double>(characterStarts(value.text).size() - 1));
    std::string text = value.text;
    for (char& c : text) {
        if (function == Function::lower)
            c = lowerLetter(c);
        else if (c >= 'a' && c <= 'z')
            c = static_cast<char>(c - ('a' - 'A'));
    }
    return Value(std::move(text));
}

} // namespace

ConditionValue call(ConditionFunction function, const std::vector<ConditionValue>& arguments) {
    const Value& first = arguments.front();
    switch (function) {
    case Function::asNumber:
        return asNumber(first);
    case Function::abs:
    case Function::ceiling:
    case Function::floor:
    case Function::exp:
    case Function::sign:
    case Function::sqrt:
    case Function::square:
        return ofNumber(function, first);
    case Function::power:
        return first.kind == Kind::number && arguments[1].kind == Kind::number
                   ? finite(std::pow(first.number, arguments[1].number))
                   : Value();
    case Function::isArray:
    case Function::isBool:
    case Function::isDefined:
    case Function::isNull:
    case Function::isNumber:
    case Function::isObject:
    case Function::isPrimitive:
    case Function::isString:
        return ofKind(function, first.kind);
    case Function::startsWith:
    case Function::endsWith:
    case Function::contains:
    case Function::indexOf:
        return ofTwoTexts(function, first, arguments[1]);
    case Function::length:
    case Function::lower:
    case Function::upper:
        return ofText(function, first);
    case Function::substring:
        return substring(arguments);
    case Function::concat:
        return concat(arguments);
    }
    return {};
}

} // namespace twinflow::ingress
