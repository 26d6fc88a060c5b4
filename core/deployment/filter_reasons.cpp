// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why a filter can never be true, in a sentence.
#include "deployment/filter_findings.h"
#include "deployment/nearest.h"
#include "query/lexer.h"

#include <algorithm>

namespace twinflow::deployment {

using events::EventType;
using query::Attribute;
using query::Expression;
using query::Field;
using routes::EventShapes;
using routes::Goal;
using routes::KindMask;
using routes::TypeMask;

namespace {

std::string textOf(const std::string& filter, const Expression& part) {
    return filter.substr(part.span.begin, part.span.end - part.span.begin);
}

std::string textOf(const Field& field) {
    std::string text;
    appendField(text, field);
    return text;
}

std::vector<std::string> typeNames() {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < events::kEventTypes; ++i)
        names.emplace_back(events::typeName(static_cast<EventType>(i)));
    return names;
}

/// "Microsoft.DigitalTwins.Twin.Update and microsoft.iot.telemetry".
std::string namesOf(TypeMask types) {
    std::vector<std::string_view> names;
    for (std::size_t i = 0; i < events::kEventTypes; ++i) {
        const auto type = static_cast<EventType>(i);
        if (types & routes::typeBit(type)) names.push_back(events::typeName(type));
    }
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0) text += i + 1 == names.size() ? " and " : ", ";
        text += names[i];
    }
    return text;
}

const char* kindsText(KindMask kinds) {
    switch (static_cast<KindMask>(kinds & ~routes::kMissing)) {
    case routes::kTexts:
        return "a text";
    case routes::kNumbers:
        return "a number";
    case routes::kBooleans:
        return "true or false";
    case routes::kComposites:
        return "an object or array";
    default:
        return nullptr;
    }
}

bool isLiteralOfOtherKind(const query::Term& term, KindMask kinds) {
    const auto* value = std::get_if<Value>(&term);
    if (!value) return false;
    const query::Scalar scalar(*value);
    const KindMask own = scalar.isNumber() ? routes::kNumbers : routes::kindBit(scalar.kind);
    return (own & kinds) == 0;
}

/// The field of a clause that compares it with a literal, or none.
const Field* onlyField(const Expression& part) {
    if (part.kind != Expression::Kind::clause) return nullptr;
    const auto* left = std::get_if<Field>(&part.clause.left);
    const auto* right = std::get_if<Field>(&part.clause.right);
    return left && right ? nullptr : left ? left : right;
}

class Reason {
public:
    Reason(const std::string& filter, const std::vector<const Expression*>& parts, const EventShapes& shapes)
        : m_filter(filter)
        , m_parts(parts)
        , m_shapes(shapes) {}

    FilterFinding find() {
        for (const Expression* part : m_parts) {
            const Field* field = onlyField(*part);
            if (!field) continue;
            if (field->attribute == Attribute::body) {
                if (lacksMember(*part, *field) || hasOtherKind(*part, *field)) return place(*part);
            } else if (m_parts.size() == 1 && (isUnknownName(*part, *field) || hasOtherKind(*part, *field))) {
                return place(*part);
            }
        }
        if (m_parts.size() == 1 || m_parts.back() == m_parts.front()) {
            say_(fault("", "No event makes '{0}' true.", textOf(m_filter, *m_parts.front())),
                 say("Compare with a value that the field can have."));
            return place(*m_parts.front());
        }
        std::string names;
        for (std::size_t i = 0; i < m_parts.size(); ++i) {
            if (i > 0) names += i + 1 == m_parts.size() ? " and " : ", ";
            names += "'" + textOf(m_filter, *m_parts[i]) + "'";
        }
        say_(fault("", "{0} are never true of the same event.", names),
             say("Remove one of them, or join them with OR."));
        return place(*m_parts.back());
    }

private:
    void say_(Error error, Sentence hint) { m_finding.error = std::move(error).withHint(std::move(hint)); }
    FilterFinding place(const Expression& part) {
        m_finding.error.place = query::placeIn(m_filter, part.span.begin);
        return std::move(m_finding);
    }
    void fixLiteral(const Expression& part, const std::string& meant) {
        std::string quoted;
        query::appendQuoted(quoted, meant);
        const bool right = std::holds_alternative<Value>(part.clause.right);
        m_finding.fixText = say("Write {0}", quoted);
        m_finding.mended = replaced(m_filter, sideOf(m_filter, part.span, right), quoted);
    }

    /// The types of events that the other parts let pass.
    TypeMask typesBeside(const Expression& part) const {
        std::vector<Goal> goals;
        for (const Expression* other : m_parts) {
            if (other != &part) goals.push_back({other, true});
        }
        return routes::typesThatMeet(goals, m_shapes);
    }

    /// Kinds that the field has in events of the types, and whether all of these have it.
    KindMask kindsIn(TypeMask types, const Field& field) const {
        KindMask kinds = 0;
        for (std::size_t i = 0; i < events::kEventTypes; ++i) {
            const auto type = static_cast<EventType>(i);
            if (!(types & routes::typeBit(type))) continue;
            const routes::FieldShape shape = m_shapes.of(type, field);
            kinds |= shape.known ? routes::kindBit(shape.known->kind) : shape.kinds;
        }
        return kinds;
    }

    /// A type or a model that does not exist.
    bool isUnknownName(const Expression& part, const Field& field) {
        const bool isType = field.attribute == Attribute::type;
        const bool isModel = field.attribute == Attribute::dataSchema;
        const auto* literal = std::get_if<Value>(&part.clause.right);
        if (!literal || literal->kind() != Value::Kind::string || part.clause.op != query::Operator::equal)
            return false;
        if (isModel) return isUnknownModel(part);
        if (!isType) return false;
        const std::string name(literal->text());
        const std::string meant = nearest(name, typeNames());
        say_(fault("", "There are no events of type '{0}'.", name),
             meant.empty() ? say("Types are Microsoft.DigitalTwins.Twin.Create, Update and Delete, the same three of "
                                 "Relationship, and microsoft.iot.telemetry; case matters.")
                           : say("Did you mean '{0}'? Case matters.", meant));
        if (!meant.empty()) fixLiteral(part, meant);
        return true;
    }

    bool isUnknownModel(const Expression& part) {
        const auto* literal = std::get_if<Value>(&part.clause.right);
        if (!literal || literal->kind() != Value::Kind::string || part.clause.op != query::Operator::equal)
            return false;
        const std::string id(literal->text());
        const std::vector<std::string>& ids = m_shapes.modelIds();
        if (!m_shapes.knowsModels() || std::find(ids.begin(), ids.end(), id) != ids.end()) return false;
        const std::string meant = nearest(id, ids);
        say_(fault("", "The project has no model '{0}'.", id),
             meant.empty() ? say("Add the model, or name another.") : say("Did you mean '{0}'?", meant));
        if (!meant.empty()) fixLiteral(part, meant);
        return true;
    }

    /// Events that have no such member in their body.
    bool lacksMember(const Expression& part, const Field& field) {
        const TypeMask types = typesBeside(part);
        if (types == 0) return false;
        const bool isModelId = field.path == std::vector<std::string>{"modelId"} ||
                               field.path == std::vector<std::string>{"$metadata", "$model"};
        const KindMask kinds = kindsIn(types, field);
        if (isModelId && (kinds & routes::kTexts) && isUnknownModel(part)) return true;
        if (isPatch(field)) return true;
        if (kinds != routes::kMissing) return false;
        constexpr TypeMask kUpdates =
            routes::typeBit(EventType::twinUpdate) | routes::typeBit(EventType::relationshipUpdate);
        const std::string name = textOf(field);
        if ((types & ~kUpdates) == 0) {
            const bool model = name == "$body.$metadata.$model";
            say_(fault("", "Events of type {0} have no '{1}', only $body.modelId and the changes in $body.patch.",
                       namesOf(types), name),
                 model ? say("In updates the model is $body.modelId.")
                       : say("Let the model decide and look at the change in a function, or filter other types."));
            if (model) fixField(part, "$body.modelId");
            return true;
        }
        const bool modelId = name == "$body.modelId";
        const std::string meant = modelId ? std::string() : nearest(field.path.front(), m_shapes.memberNames());
        say_(fault("", "Events of type {0} have no '{1}'.", namesOf(types), name),
             modelId         ? say("In events of creation and deletion the model is $body.$metadata.$model.")
             : meant.empty() ? say("Check its spelling and case in the models.")
                             : say("Did you mean '{0}'?", meant));
        if (modelId) {
            fixField(part, "$body.$metadata.$model");
        } else if (!meant.empty() && meant != field.path.front()) {
            Field mended = field;
            mended.path.front() = meant;
            fixField(part, textOf(mended));
        } else if (!meant.empty()) {
            m_finding.error.hint = say("Check its spelling and case in the models.");
        }
        return true;
    }

    bool isPatch(const Field& field) {
        if (field.path.empty() || field.path.front() != "patch") return false;
        say_(fault("", "The changes of an update are an array in $body.patch; filters cannot look into arrays."),
             say("Filter by $body.modelId, and look at the change in a function."));
        return true;
    }

    void fixField(const Expression& part, const std::string& meant) {
        const bool right = std::holds_alternative<Field>(part.clause.right);
        m_finding.fixText = say("Write {0}", meant);
        m_finding.mended = replaced(m_filter, sideOf(m_filter, part.span, right), meant);
    }

    /// A number that somebody put in quotes.
    void fixNumber(query::Span span, std::string_view text) {
        const auto tokens = query::readTokens(text);
        if (!tokens || tokens->size() != 2 || !tokens->front().value.isNumber()) return;
        m_finding.fixText = say("Write {0}", text);
        m_finding.mended = replaced(m_filter, span, text);
    }

    /// A comparison of, say, a text with a number.
    bool hasOtherKind(const Expression& part, const Field& field) {
        const TypeMask types = typesBeside(part);
        const KindMask kinds = kindsIn(types, field);
        const char* is = kindsText(kinds);
        const bool right = std::holds_alternative<Value>(part.clause.right);
        const query::Term& literal = right ? part.clause.right : part.clause.left;
        const bool function = isFunction(part.clause.op);
        if (!is || !(function ? (kinds & routes::kTexts) == 0 || isLiteralOfOtherKind(literal, routes::kTexts)
                              : isLiteralOfOtherKind(literal, kinds)))
            return false;
        say_(fault("", "'{0}' is {1}; '{2}' is never true of it.", textOf(field), is, textOf(m_filter, part)),
             say("Compare with a value of its kind; texts stand in single quotes, numbers do not."));
        if (function) return true;
        const query::Span span = sideOf(m_filter, part.span, right);
        const std::string written = m_filter.substr(span.begin, span.end - span.begin);
        const auto& value = std::get<Value>(literal);
        if (value.isNumber() && (kinds & routes::kTexts)) fixLiteral(part, written);
        if (value.kind() == Value::Kind::string && (kinds & routes::kNumbers)) fixNumber(span, value.text());
        return true;
    }

    const std::string& m_filter;
    const std::vector<const Expression*>& m_parts;
    const EventShapes& m_shapes;
    FilterFinding m_finding;
};

} // namespace

FilterFinding whyNever(const std::string& filter, const std::vector<const Expression*>& parts,
                       const EventShapes& shapes) {
    return Reason(filter, parts, shapes).find();
}

} // namespace twinflow::deployment
