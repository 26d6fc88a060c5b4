// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The condition of a message route, in the IoT Hub query language. It is another language than the twin service's
// filters: it calculates, knows NOT and functions, and what is not there is undefined instead of false.
#pragma once

#include "base/json_document.h"
#include "base/result.h"
#include "ingress/device_message.h"
#include "ingress/system_properties.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace twinflow::ingress {

enum class ConditionOperator : std::uint8_t {
    logicalOr,
    logicalAnd,
    logicalNot,
    equal,
    notEqual,
    less,
    greater,
    lessEqual,
    greaterEqual,
    add,
    subtract,
    multiply,
    divide,
    modulo,
    negate
};

enum class ConditionFunction : std::uint8_t {
    abs,
    asNumber,
    ceiling,
    concat,
    contains,
    endsWith,
    exp,
    floor,
    indexOf,
    isArray,
    isBool,
    isDefined,
    isNull,
    isNumber,
    isObject,
    isPrimitive,
    isString,
    length,
    lower,
    power,
    sign,
    sqrt,
    square,
    startsWith,
    substring,
    upper
};

/// A member's name or an element's number.
using ConditionStep = std::variant<std::string, std::uint32_t>;

/// Where a name of the condition leads: a property of the message, or a place in its body or in the device's twin.
struct ConditionField {
    enum class Root : std::uint8_t { application, system, body, twin };
    Root root = Root::application;
    std::string name;                                    ///< application property; system: the name with its $
    SystemProperty property = SystemProperty::messageId; ///< system
    std::vector<ConditionStep> path;                     ///< body and twin
};

struct ConditionNode {
    enum class Kind : std::uint8_t { undefined, null, boolean, number, text, array, field, operation, call };
    Kind kind = Kind::undefined;
    bool boolean = false;
    double number = 0;
    std::string text;
    ConditionField field;
    ConditionOperator op = ConditionOperator::equal;
    ConditionFunction function = ConditionFunction::abs;
    std::vector<ConditionNode> parts; ///< operands, arguments, elements
};

/// What a condition is asked about. A body or twin that is not there is null: what is asked of it is undefined.
struct ConditionSubject {
    const DeviceMessage& message;
    const JsonNode* body = nullptr;
    const JsonNode* twin = nullptr;
};

struct Condition {
    ConditionNode root;
    bool readsBody = false;
};

/// Names of properties and members, keywords and functions are taken in any case. Errors carry line and column within
/// `text`. Error codes: ingress-condition-character, -string, -number, -operand, -bracket, -function, -arguments,
/// -path, -list, -trailing, -too-deep, -empty.
Result<Condition> parseCondition(std::string_view text);

/// `undefined` comes where the service would write an error to its log and let the message pass by: something was not
/// there, or could not be compared.
enum class Truth : std::uint8_t { no, yes, undefined };
Truth evaluate(const Condition& condition, const ConditionSubject& subject);

} // namespace twinflow::ingress
