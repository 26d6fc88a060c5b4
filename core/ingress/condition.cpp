// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingress/condition.h"

#include "ingress/condition_value.h"
#include "ingress/names.h"

#include <algorithm>
#include <cmath>

namespace twinflow::ingress {

namespace {

using Node = ConditionNode;
using Op = ConditionOperator;
using Value = ConditionValue;
using Kind = ConditionValue::Kind;

const JsonNode* memberOf(const JsonNode& object, std::string_view name) {
    if (const JsonNode* exact = object.find(name)) return exact;
    for (const JsonNode::Member& member : object.members) {
        if (sameName(member.name, name)) return &member.value;
    }
    return nullptr;
}

Value valueAt(const JsonNode* root, const std::vector<ConditionStep>& path) {
    // The whole body or twin is nothing that a query may ask for, nor an element of it.
    if (!root || path.empty() || !root->isObject()) return {};
    const JsonNode* node = root;
    for (const ConditionStep& step : path) {
        if (const auto* name = std::get_if<std::string>(&step)) {
            node = node->isObject() ? memberOf(*node, *name) : nullptr;
        } else {
            const std::size_t index = std::get<std::uint32_t>(step);
            node = node->isArray() && index < node->items.size() ? &node->items[index] : nullptr;
        }
        if (!node) return {};
    }
    switch (node->kind) {
    case JsonNode::Kind::null:
        return Value(Kind::null);
    case JsonNode::Kind::boolean:
        return Value(node->boolean);
    case JsonNode::Kind::integer:
    case JsonNode::Kind::real:
        return Value(node->number());
    case JsonNode::Kind::string:
        return Value(node->text);
    case JsonNode::Kind::array:
        return Value(Kind::array);
    case JsonNode::Kind::object:
        return Value(Kind::object);
    }
    return {};
}

Value propertyOf(const DeviceMessage& message, std::string_view name) {
    for (const auto& [key, value] : message.properties) {
        if (sameName(key, name)) return Value(value);
    }
    return {};
}

Value fieldValue(const ConditionField& field, const ConditionSubject& subject) {
    switch (field.root) {
    case ConditionField::Root::application:
        return propertyOf(subject.message, field.name);
    case ConditionField::Root::system: {
        std::string value = systemPropertyValue(subject.message, field.property);
        return value.empty() ? propertyOf(subject.message, field.name) : Value(std::move(value));
    }
    case ConditionField::Root::body:
        return valueAt(subject.body, field.path);
    case ConditionField::Root::twin:
        return valueAt(subject.twin, field.path);
    }
    return {};
}

class Evaluator {
public:
    explicit Evaluator(const ConditionSubject& subject)
        : m_subject(subject) {}

    Value evaluate(const Node& node) const {
        switch (node.kind) {
        case Node::Kind::undefined:
            return {};
        case Node::Kind::null:
            return Value(Kind::null);
        case Node::Kind::boolean:
            return Value(node.boolean);
        case Node::Kind::number:
            return Value(node.number);
        case Node::Kind::text:
            return Value(node.text);
        case Node::Kind::array:
            return Value(Kind::array);
        case Node::Kind::field:
            return fieldValue(node.field, m_subject);
        case Node::Kind::operation:
            return operate(node);
        case Node::Kind::call: {
            std::vector<Value> arguments;
            arguments.reserve(node.parts.size());
            for (const Node& part : node.parts) arguments.push_back(evaluate(part));
            return call(node.function, arguments);
        }
        }
        return {};
    }

private:
    Value operate(const Node& node) const {
        if (node.op == Op::logicalAnd || node.op == Op::logicalOr) return logical(node);
        const Value left = evaluate(node.parts.front());
        if (node.op == Op::logicalNot) return left.kind == Kind::boolean ? Value(!left.boolean) : Value();
        if (node.op == Op::negate) return left.kind == Kind::number ? Value(-left.number) : Value();
        const Value right = evaluate(node.parts.back());
        return node.op >= Op::add ? calculate(node.op, left, right) : compare(node.op, left, right);
    }

    /// What is not a boolean is undefined; one false decides an AND, one true an OR, whatever the other side is.
    Value logical(const Node& node) const {
        const bool deciding = node.op == Op::logicalOr;
        bool allKnown = true;
        for (const Node& part : node.parts) {
            const Value value = evaluate(part);
            if (value.kind != Kind::boolean)
                allKnown = false;
            else if (value.boolean == deciding)
                return Value(deciding);
        }
        return allKnown ? Value(!deciding) : Value();
    }

    static Value compare(Op op, const Value& left, const Value& right) {
        if (left.kind != right.kind || left.kind == Kind::undefined || left.kind == Kind::array ||
            left.kind == Kind::object)
            return {};
        if (left.kind == Kind::number) return ordered(op, left.number, right.number);
        if (left.kind == Kind::text) return ordered(op, left.text, right.text);
        const bool same = left.kind == Kind::null || left.boolean == right.boolean;
        if (op == Op::equal) return Value(same);
        return op == Op::notEqual ? Value(!same) : Value();
    }
    template <typename T>
    static Value ordered(Op op, const T& left, const T& right) {
        switch (op) {
        case Op::equal:
            return Value(left == right);
        case Op::notEqual:
            return Value(left != right);
        case Op::less:
            return Value(left < right);
        case Op::greater:
            return Value(left > right);
        case Op::lessEqual:
            return Value(left <= right);
        default:
            return Value(left >= right);
        }
    }
    static Value calculate(Op op, const Value& left, const Value& right) {
        if (left.kind != Kind::number || right.kind != Kind::number) return {};
        const auto result = [&] {
            switch (op) {
            case Op::add:
                return left.number + right.number;
            case Op::subtract:
                return left.number - right.number;
            case Op::multiply:
                return left.number * right.number;
            case Op::divide:
                return left.number / right.number;
            default:
                return std::fmod(left.number, right.number);
            }
        }();
        return std::isfinite(result) ? Value(result) : Value();
    }

    const ConditionSubject& m_subject;
};

} // namespace

Truth evaluate(const Condition& condition, const ConditionSubject& subject) {
    const Value value = Evaluator(subject).evaluate(condition.root);
    if (value.kind == Kind::undefined || value.kind == Kind::null) return Truth::undefined;
    return value.kind == Kind::boolean && value.boolean ? Truth::yes : Truth::no;
}

} // namespace twinflow::ingress
