// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/literals.h"

#include "models/dtmi.h"

namespace twinflow::models {

namespace {

/// One form of literal: what its codes begin with, what a value object's `@type` must be, what sentences call it.
struct LiteralForm {
    std::string_view code;
    std::string_view type;
    std::string_view noun;
};

LiteralForm formOf(ValueForm form) {
    switch (form) {
    case ValueForm::boolean:
        return {"boolean", "xsd:boolean", "true or false"};
    case ValueForm::integer:
        return {"integer", "xsd:integer", "a whole number"};
    case ValueForm::enumLiteral:
        return {"literal", "", "a string or a whole number"};
    default:
        return {"string", "xsd:string", "a string"};
    }
}

bool fits(const JsonNode& node, ValueForm form) {
    std::int64_t integer = 0;
    switch (form) {
    case ValueForm::boolean:
        return node.kind == JsonNode::Kind::boolean;
    case ValueForm::integer:
        return node.asInteger(integer);
    // A truth value is a literal; that no enumeration takes it is found when its value schema is known.
    case ValueForm::enumLiteral:
        return node.isString() || node.isNumber() || node.kind == JsonNode::Kind::boolean;
    default:
        return node.isString();
    }
}

class LiteralReader {
public:
    LiteralReader(const PropertyRule& rule, const LiteralPlace& place)
        : m_rule(rule)
        , m_place(place)
        , m_form(formOf(rule.form)) {}

    std::optional<Value> read(const JsonNode& node) {
        if (!node.isArray()) return readOne(node);
        if (node.items.empty()) {
            if (m_rule.minCount > 0) error(node, "count-below-min", "'{0}' is empty; it needs one value.");
            return std::nullopt;
        }
        if (node.items.size() > 1) {
            error(node, "multiple-values", "'{0}' has more than one value.");
            return std::nullopt;
        }
        return readOne(node.items.front());
    }

private:
    std::optional<Value> readOne(const JsonNode& node) {
        if (node.isObject()) return readObject(node);
        if (!fits(node, m_rule.form)) {
            if (m_rule.form == ValueForm::enumLiteral) {
                error(node, "not-valid", "'{0}' is no literal.");
            } else {
                error(node, "not-" + std::string(m_form.code), "'{0}' is of the wrong type.");
            }
            return std::nullopt;
        }
        return node.value();
    }

    std::optional<Value> readObject(const JsonNode& object) {
        const JsonNode* value = nullptr;
        bool sound = true;
        std::string type(m_form.type);
        for (const JsonNode::Member& member : object.members) {
            if (member.name == "@value") {
                value = &member.value;
            } else if (member.name == "@type") {
                sound &= readType(member.value, type);
            } else if (m_place.version > 2 || !isKeywordOfVersion2(member.name)) {
                sound = false;
                objectError(member);
            }
        }
        if (value == nullptr) {
            if (sound) error(object, "object-no-value", "The object for '{0}' has no '@value'.");
            return std::nullopt;
        }
        if (!sound) return std::nullopt;
        const bool wrong =
            !fits(*value, m_rule.form) || (m_rule.form == ValueForm::enumLiteral && !fitsType(*value, type));
        if (wrong) {
            if (m_rule.form == ValueForm::enumLiteral) {
                error(*value, "not-valid", "The '@value' of '{0}' is no literal of its type.");
            } else {
                error(*value, "value-not-" + std::string(m_form.code), "The '@value' of '{0}' is of the wrong type.");
            }
            return std::nullopt;
        }
        return value->value();
    }

    /// Version 2 passes over keywords that have no meaning.
    static bool isKeywordOfVersion2(std::string_view name) {
        return !name.empty() && name.front() == '@' && name != "@context" && name != "@graph" && name != "@id";
    }

    /// An enumeration's literal may name any of the types; others must name their own.
    bool readType(const JsonNode& node, std::string& type) {
        const JsonNode& name = node.isArray() && node.items.size() == 1 ? node.items.front() : node;
        if (!name.isString()) {
            m_place.report.error({&m_place.document, node.offset}, "literal-type-not-singular",
                                 say("The '@type' of '{0}' is not the name of one type.", m_place.property),
                                 say("Leave '@type' out, or use one of xsd:string, xsd:integer, xsd:boolean."));
            return false;
        }
        std::string text = name.text;
        if (text.rfind(kSchemaNamespace, 0) == 0) text.replace(0, kSchemaNamespace.size(), "xsd:");
        const bool isEnum = m_rule.form == ValueForm::enumLiteral;
        if (isEnum ? isLiteralType(text) : text == m_form.type) {
            type = text;
            return true;
        }
        error(node, isEnum ? "not-valid" : "type-not-" + std::string(m_form.code),
              "The '@type' of '{0}' does not fit.");
        return false;
    }

    static constexpr std::string_view kSchemaNamespace = "http://www.w3.org/2001/XMLSchema#";

    static bool isLiteralType(std::string_view type) {
        return type == "xsd:string" || type == "xsd:integer" || type == "xsd:boolean" || type == "xsd:decimal";
    }

    static bool fitsType(const JsonNode& node, std::string_view type) {
        if (type == "xsd:string") return node.isString();
        if (type == "xsd:integer") return node.kind == JsonNode::Kind::integer;
        if (type == "xsd:boolean") return node.kind == JsonNode::Kind::boolean;
        return true;
    }

    void objectError(const JsonNode::Member& member) {
        std::string_view code = "value-object-invalid-prop";
        if (member.name == "@context")
            code = "value-object-context";
        else if (member.name == "@graph")
            code = "value-object-graph";
        else if (member.name == "@id")
            code = "value-object-id";
        else if (member.name == "@language")
            code = "value-object-language";
        else if (!member.name.empty() && member.name.front() == '@')
            code = "value-object-keyword";
        m_place.report.error({&m_place.document, member.offset}, code,
                             say("The value object for '{0}' has the member '{1}'.", m_place.property, member.name),
                             say("Keep '@value' and '@type' only, or write the bare value."));
    }

    void error(const JsonNode& node, const std::string& code, std::string_view what) {
        m_place.report.error({&m_place.document, node.offset}, std::string(m_form.code) + "-" + code,
                             say(what, m_place.property), say("Write {0}.", m_form.noun));
    }

    const PropertyRule& m_rule;
    const LiteralPlace& m_place;
    LiteralForm m_form;
};

} // namespace

std::size_t textLength(std::string_view utf8) {
    std::size_t units = 0;
    for (const char c : utf8) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xC0U) != 0x80U) units += byte >= 0xF0U ? 2 : 1;
    }
    return units;
}

std::optional<Value> readLiteral(const JsonNode& node, const PropertyRule& rule, const LiteralPlace& place) {
    std::optional<Value> value = LiteralReader(rule, place).read(node);
    if (!value || rule.form != ValueForm::text) return value;
    if (textLength(value->text()) > rule.maxLength) {
        place.report.error({&place.document, node.offset}, "string-too-long",
                           say("'{0}' is longer than {1} characters.", place.property, rule.maxLength),
                           say("Shorten it."));
        return std::nullopt;
    }
    if (rule.id == PropertyId::name && !isElementName(value->text())) {
        place.report.error({&place.document, node.offset}, "string-invalid",
                           say("'{0}' is no valid name.", value->text()),
                           say("Use letters, digits and underscores, with a letter first and no underscore last."));
        return std::nullopt;
    }
    return value;
}

} // namespace twinflow::models
