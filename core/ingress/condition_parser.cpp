// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingress/condition.h"
#include "ingress/condition_lexer.h"
#include "ingress/names.h"

#include <algorithm>
#include <optional>

namespace twinflow::ingress {

namespace {

using Token = ConditionToken;
using Node = ConditionNode;
using Op = ConditionOperator;
using Function = ConditionFunction;

constexpr std::size_t kMaxDepth = 64;
constexpr std::size_t kMaxLength = 8000; // of ours: the tree of a chain is as deep as the chain is long

struct FunctionForm {
    std::string_view name;
    Function function;
    std::size_t least;
    std::size_t most;
};

/// Those that the service lists for routes.
constexpr FunctionForm kFunctions[] = {
    {"ABS", Function::abs, 1, 1},
    {"AS_NUMBER", Function::asNumber, 1, 1},
    {"CEILING", Function::ceiling, 1, 1},
    {"CONCAT", Function::concat, 2, 64},
    {"CONTAINS", Function::contains, 2, 2},
    {"ENDS_WITH", Function::endsWith, 2, 2},
    {"EXP", Function::exp, 1, 1},
    {"FLOOR", Function::floor, 1, 1},
    {"INDEX_OF", Function::indexOf, 2, 2},
    {"IS_ARRAY", Function::isArray, 1, 1},
    {"IS_BOOL", Function::isBool, 1, 1},
    {"IS_DEFINED", Function::isDefined, 1, 1},
    {"IS_NULL", Function::isNull, 1, 1},
    {"IS_NUMBER", Function::isNumber, 1, 1},
    {"IS_OBJECT", Function::isObject, 1, 1},
    {"IS_PRIMITIVE", Function::isPrimitive, 1, 1},
    {"IS_STRING", Function::isString, 1, 1},
    {"LENGTH", Function::length, 1, 1},
    {"LOWER", Function::lower, 1, 1},
    {"POWER", Function::power, 2, 2},
    {"SIGN", Function::sign, 1, 1},
    {"SQRT", Function::sqrt, 1, 1},
    {"SQUARE", Function::square, 1, 1},
    {"STARTS_WITH", Function::startsWith, 2, 2},
    {"SUBSTRING", Function::substring, 2, 3},
    {"UPPER", Function::upper, 1, 1},
};

struct Joint {
    std::string_view written;
    Op op;
};

std::string shown(const Token& token) {
    return token.kind == Token::Kind::end ? std::string("the end") : "'" + std::string(token.written) + "'";
}

/// Recursive descent by strength: OR, AND, NOT, comparisons, + and -, * / and %, sign, operands.
class Parser {
public:
    Parser(std::string_view text, std::vector<Token> tokens)
        : m_text(text)
        , m_tokens(std::move(tokens)) {}

    Result<Condition> run() {
        if (here().kind == Token::Kind::end) {
            return refuseHere(fault("ingress-condition-empty", "The condition is empty.")
                                  .withHint(say("Write true for a route that takes everything.")));
        }
        auto root = readOr();
        if (!root) return refuse(std::move(root.error()));
        if (here().kind != Token::Kind::end) {
            if (isList(here())) return refuseHere(listRefused());
            return refuseHere(
                fault("ingress-condition-trailing", "The condition is complete before {0}.", shown(here()))
                    .withHint(say("Join comparisons with AND or OR.")));
        }
        m_condition.root = std::move(*root);
        return std::move(m_condition);
    }

private:
    Result<Node> readOr() {
        if (m_depth == kMaxDepth) {
            return refuseHere(fault("ingress-condition-too-deep", "Brackets are nested more than {0} deep.", kMaxDepth)
                                  .withHint(say("Write it with fewer brackets.")));
        }
        ++m_depth;
        auto node = readWords("OR", Op::logicalOr, &Parser::readAnd);
        --m_depth;
        return node;
    }
    Result<Node> readAnd() { return readWords("AND", Op::logicalAnd, &Parser::readNot); }
    Result<Node> readWords(std::string_view word, Op op, Result<Node> (Parser::*readPart)()) {
        auto left = (this->*readPart)();
        while (left && here().isWord(word)) {
            next();
            left = joined(op, std::move(*left), (this->*readPart)());
        }
        return left;
    }
    Result<Node> readNot() {
        std::size_t nots = 0;
        for (; here().isWord("NOT"); next()) ++nots;
        auto node = readComparison();
        for (; node && nots > 0; --nots) node = operation(Op::logicalNot, std::move(*node));
        return node;
    }
    Result<Node> readComparison() {
        static constexpr Joint kJoints[] = {{"=", Op::equal},        {"!=", Op::notEqual}, {"<>", Op::notEqual},
                                            {"<", Op::less},         {">", Op::greater},   {"<=", Op::lessEqual},
                                            {">=", Op::greaterEqual}};
        auto left = readSum();
        if (!left) return left;
        if (isList(here())) return refuseHere(listRefused());
        const Joint* joint = findJoint(kJoints);
        if (!joint) return left;
        next();
        return joined(joint->op, std::move(*left), readSum());
    }
    Result<Node> readSum() {
        static constexpr Joint kJoints[] = {{"+", Op::add}, {"-", Op::subtract}};
        return readChain(kJoints, &Parser::readProduct);
    }
    Result<Node> readProduct() {
        static constexpr Joint kJoints[] = {{"*", Op::multiply}, {"/", Op::divide}, {"%", Op::modulo}};
        return readChain(kJoints, &Parser::readSigned);
    }
    template <std::size_t N>
    Result<Node> readChain(const Joint (&joints)[N], Result<Node> (Parser::*readPart)()) {
        auto left = (this->*readPart)();
        while (left) {
            const Joint* joint = findJoint(joints);
            if (!joint) break;
            next();
            left = joined(joint->op, std::move(*left), (this->*readPart)());
        }
        return left;
    }
    Result<Node> readSigned() {
        std::size_t minuses = 0;
        for (; here().is("-"); next()) ++minuses;
        auto node = readOperand();
        if (node && minuses % 2 == 1) node = operation(Op::negate, std::move(*node));
        return node;
    }

    Result<Node> readOperand() {
        const Token& token = here();
        Node node;
        if (token.kind == Token::Kind::number) {
            node.kind = Node::Kind::number;
            node.number = token.number;
            next();
            return node;
        }
        if (token.kind == Token::Kind::text) {
            node.kind = Node::Kind::text;
            node.text = token.text;
            next();
            return node;
        }
        if (token.is("(")) {
            next();
            auto inner = readOr();
            if (!inner) return inner;
            if (auto closed = expect(")"); !closed) return refuse(std::move(closed.error()));
            return inner;
        }
        if (token.is("[")) return readArray();
        if (token.kind != Token::Kind::name || token.isWord("AND") || token.isWord("OR") || token.isWord("NOT")) {
            return refuseHere(fault("ingress-condition-operand", "A value is missing before {0}.", shown(token))
                                  .withHint(say("Values are properties, $body…, $twin…, 'text', numbers, true, false "
                                                "and null.")));
        }
        if (ahead().is("(")) return readCall();
        if (token.isWord("true") || token.isWord("false")) {
            node.kind = Node::Kind::boolean;
            node.boolean = token.isWord("true");
            next();
            return node;
        }
        if (token.isWord("null") || token.isWord("undefined")) {
            node.kind = token.isWord("null") ? Node::Kind::null : Node::Kind::undefined;
            next();
            return node;
        }
        return readField();
    }

    Result<Node> readArray() {
        Node node;
        node.kind = Node::Kind::array;
        next();
        while (!here().is("]")) {
            auto element = readOr();
            if (!element) return element;
            node.parts.push_back(std::move(*element));
            if (here().is(","))
                next();
            else
                break;
        }
        if (auto closed = expect("]"); !closed) return refuse(std::move(closed.error()));
        return node;
    }

    Result<Node> readCall() {
        const Token name = here();
        const auto* form = std::find_if(std::begin(kFunctions), std::end(kFunctions),
                                        [&](const FunctionForm& each) { return name.isWord(each.name); });
        if (form == std::end(kFunctions)) {
            return refuseHere(
                fault("ingress-condition-function", "There is no function '{0}' in a route's condition.", name.written)
                    .withHint(say("Known are AS_NUMBER, IS_DEFINED, IS_NUMBER, LENGTH, LOWER, "
                                  "STARTS_WITH, CONTAINS and others.")));
        }
        next();
        next();
        Node node;
        node.kind = Node::Kind::call;
        node.function = form->function;
        while (!here().is(")")) {
            auto argument = readOr();
            if (!argument) return argument;
            node.parts.push_back(std::move(*argument));
            if (here().is(","))
                next();
            else
                break;
        }
        if (auto closed = expect(")"); !closed) return refuse(std::move(closed.error()));
        if (node.parts.size() < form->least || node.parts.size() > form->most) {
            const Sentence hint = form->least == form->most ? say("It takes {0}.", form->least)
                                                            : say("It takes {0} to {1}.", form->least, form->most);
            return refuseAt(name, fault("ingress-condition-arguments", "{0} is called with {1} arguments.", form->name,
                                        node.parts.size())
                                      .withHint(hint));
        }
        return node;
    }

    Result<Node> readField() {
        Node node;
        node.kind = Node::Kind::field;
        ConditionField& field = node.field;
        const Token first = here();
        next();
        const bool isBody = first.isWord("$body");
        const bool isTwin = first.isWord("$twin");
        if (!isBody && !isTwin) {
            // The whole name, dots included, is that of a property.
            field.name = first.written;
            while (here().is(".") && ahead().kind == Token::Kind::name) {
                next();
                field.name += "." + std::string(here().written);
                next();
            }
            if (here().is("["))
                return refuseHere(pathRefused("Properties of a message are texts and have no elements."));
            const auto property = field.name.starts_with('$') ? findSystemProperty(field.name.substr(1)) : std::nullopt;
            if (property) {
                field.root = ConditionField::Root::system;
                field.property = *property;
            }
            return node;
        }
        field.root = isBody ? ConditionField::Root::body : ConditionField::Root::twin;
        if (isBody) m_condition.readsBody = true;
        while (here().is(".") || here().is("[")) {
            const bool isElement = here().is("[");
            next();
            if (isElement) {
                const double number = here().number;
                if (here().kind != Token::Kind::number || number < 0 || number > 1e6 ||
                    number != static_cast<double>(static_cast<std::uint32_t>(number)))
                    return refuseHere(pathRefused("Elements of an array are counted from 0: [2]."));
                field.path.emplace_back(static_cast<std::uint32_t>(number));
                next();
                if (auto closed = expect("]"); !closed) return refuse(std::move(closed.error()));
            } else {
                if (here().kind != Token::Kind::name)
                    return refuseHere(pathRefused("A dot is followed by a member's name."));
                field.path.emplace_back(std::string(here().written));
                next();
            }
        }
        return node;
    }

    Error pathRefused(std::string_view hint) const {
        return fault("ingress-condition-path", "The path cannot go on with {0}.", shown(here())).withHint(say(hint));
    }
    static bool isList(const Token& token) { return token.isWord("IN") || token.isWord("NIN"); }
    static Error listRefused() {
        return fault("ingress-condition-list", "IN and NIN belong to queries of device twins, not to routes.")
            .withHint(say("Write a = 'x' OR a = 'y'."));
    }
    Result<void> expect(std::string_view symbol) {
        if (here().is(symbol)) {
            next();
            return {};
        }
        return refuseHere(fault("ingress-condition-bracket", "'{0}' is missing before {1}.", symbol, shown(here()))
                              .withHint(say("Close what was opened.")));
    }

    static Node operation(Op op, Node part) {
        Node node;
        node.kind = Node::Kind::operation;
        node.op = op;
        node.parts.push_back(std::move(part));
        return node;
    }
    static Result<Node> joined(Op op, Node left, Result<Node> right) {
        if (!right) return right;
        Node node = operation(op, std::move(left));
        node.parts.push_back(std::move(*right));
        return node;
    }
    template <std::size_t N>
    const Joint* findJoint(const Joint (&joints)[N]) const {
        const Joint* found = std::find_if(std::begin(joints), std::end(joints),
                                          [&](const Joint& joint) { return here().is(joint.written); });
        return found == std::end(joints) ? nullptr : found;
    }

    const Token& here() const { return m_tokens[m_at]; }
    const Token& ahead() const { return m_tokens[std::min(m_at + 1, m_tokens.size() - 1)]; }
    void next() {
        if (here().kind != Token::Kind::end) ++m_at;
    }
    tl::unexpected<Error> refuseHere(Error error) const { return refuseAt(here(), std::move(error)); }
    tl::unexpected<Error> refuseAt(const Token& token, Error error) const {
        return refuse(std::move(error).at(conditionPlace(m_text, token.offset)));
    }

    std::string_view m_text;
    std::vector<Token> m_tokens;
    std::size_t m_at = 0;
    std::size_t m_depth = 0;
    Condition m_condition;
};

} // namespace

Result<Condition> parseCondition(std::string_view text) {
    if (text.size() > kMaxLength) {
        return refuse(fault("ingress-condition-too-deep", "The condition has {0} characters, more than {1}.",
                            text.size(), kMaxLength)
                          .withHint(say("Write several routes.")));
    }
    auto tokens = readConditionTokens(text);
    if (!tokens) return refuse(std::move(tokens.error()));
    return Parser(text, std::move(*tokens)).run();
}

} // namespace twinflow::ingress
