// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/element_types.h"

#include "models/dtmi.h"

#include <algorithm>

namespace twinflow::models {

namespace {

class TypeReader {
public:
    TypeReader(const JsonDocument& document, const Scope& scope, Report& report)
        : m_document(document)
        , m_scope(scope)
        , m_report(report) {}

    std::optional<ElementTypes> read(const JsonNode& element, KindSet allowed, bool typeOptional, bool top) {
        m_top = top;
        const JsonNode* types = element.find("@type");
        if (types == nullptr && typeOptional) {
            m_types.inferred = true;
            for (int kind = 0; kind < static_cast<int>(ElementKind::abstraction); ++kind) {
                if (allowed.has(static_cast<ElementKind>(kind))) m_types.kind = static_cast<ElementKind>(kind);
            }
            return m_types;
        }
        if (types != nullptr && types->isArray()) {
            for (const JsonNode& type : types->items) readOne(type);
        } else if (types != nullptr) {
            readOne(*types);
        }
        if (m_failed) return std::nullopt;
        if (m_materials == 0 || (m_materials == 1 && !allowed.has(m_types.kind))) {
            const JsonNode& at = types == nullptr ? element : *types;
            if (top) {
                error(at, "type-not-rootable", say("A model at the top is not of the type Interface."),
                      say("Put '@type': 'Interface' into it, or move it into the interface that it belongs to."));
            } else {
                error(at, "bad-type", say("An element has no '@type' that fits its place."),
                      say("Give it one of the types {0}.", classNames(allowed)));
            }
            return std::nullopt;
        }
        if (m_materials > 1) {
            error(*types, "multiple-material-types", say("An element has more than one class of the language."),
                  say("Keep one of the types {0}.", classNames(allowed)));
            return std::nullopt;
        }
        for (const Term* cotype : m_types.cotypes) checkCotype(*types, *cotype);
        if (m_failed) return std::nullopt;
        return m_types;
    }

private:
    void readOne(const JsonNode& type) {
        if (!type.isString() || type.text.empty()) {
            return error(type, m_top ? "type-not-rootable" : "bad-type",
                         say("A value of '@type' is not the name of a type."), say("Write the name of a type."));
        }
        const std::string_view text = type.text;
        const bool isDtmi = text.substr(0, 5) == "dtmi:";
        const Term* term = isDtmi ? findDtmi(text) : findTerm(m_scope.contexts, text);
        // A version 2 class may be named by its DTMI in version 3 only where it means the same class.
        if (term != nullptr && isForeign(*term)) term = nullptr;
        if (term == nullptr) {
            unknownType(type, isDtmi);
        } else if (term->kind == TermKind::materialClass) {
            if (m_material == term) return; // named twice: needless, but allowed
            ++m_materials;
            m_material = term;
            m_types.kind = term->element;
        } else if (term->kind == TermKind::quantity || term->kind == TermKind::adjunct) {
            const auto& known = m_types.cotypes;
            if (std::find(known.begin(), known.end(), term) == known.end()) m_types.cotypes.push_back(term);
        } else if (term->kind == TermKind::abstractType) {
            error(type, "abstract-supplemental-type", say("'{0}' is abstract.", text),
                  say("Use one of its concrete types."));
        } else if (m_scope.incomplete) {
            m_types.undefinedType = true;
        } else {
            error(type, "type-irrelevant-dtmi-or-term", say("'{0}' is not a type.", text),
                  say("Remove it from '@type'."));
        }
    }

    bool isForeign(const Term& term) const {
        const bool core = term.context == ContextId::dtdl2 || term.context == ContextId::dtdl3;
        return core && !m_scope.contexts.has(term.context);
    }

    void unknownType(const JsonNode& type, bool isDtmi) {
        const std::string_view text = type.text;
        const bool v2 = m_scope.version == 2;
        if (isDtmi && !parseDtmi(text)) {
            error(type, "type-invalid-dtmi", say("The type '{0}' is no valid DTMI.", text),
                  say("Correct or remove it."));
        } else if (isDtmi && !(v2 && m_scope.incomplete)) {
            error(type, "type-irrelevant-dtmi-or-term", say("The type '{0}' is not known.", text),
                  say("Remove it, or name the extension that defines it in '@context'."));
        } else if (v2) {
            m_types.undefinedType = true;
        } else if (text.find(':') != std::string_view::npos) {
            error(type, "type-not-dtmi-nor-term", say("The type '{0}' is neither a DTMI nor a term.", text),
                  say("Remove it."));
        } else {
            error(type, "type-undefined-term", say("The type '{0}' is not defined.", text),
                  say("Correct its spelling, or name the extension that defines it in '@context'."));
        }
    }

    void checkCotype(const JsonNode& types, const Term& cotype) {
        if ((cotype.versions >> m_scope.version & 1U) == 0) {
            error(types, "invalid-cotype-version",
                  say("The type '{0}' is not for DTDL version {1}.", cotype.word, m_scope.version),
                  say("Use the extension's version for DTDL {0}, or remove the type.", m_scope.version));
        } else if (!cotype.cotypes.has(m_types.kind)) {
            error(types, "invalid-cotype",
                  say("The type '{0}' does not go with '{1}'.", cotype.word, className(m_types.kind)),
                  say("Put it on one of {0}.", classNames(cotype.cotypes)));
        }
    }

    void error(const JsonNode& at, std::string_view code, Sentence what, Sentence hint) {
        m_report.error({&m_document, at.offset}, code, std::move(what), std::move(hint));
        m_failed = true;
    }

    const JsonDocument& m_document;
    const Scope& m_scope;
    Report& m_report;
    ElementTypes m_types;
    bool m_top = false;
    const Term* m_material = nullptr;
    int m_materials = 0; // different ones
    bool m_failed = false;
};

} // namespace

std::optional<ElementTypes> readTypes(const JsonDocument& document, const JsonNode& element, const Scope& scope,
                                      KindSet allowed, bool typeOptional, bool top, Report& report) {
    return TypeReader(document, scope, report).read(element, allowed, typeOptional, top);
}

bool belongsToType(const Term& property, const ElementTypes& types) {
    const bool isUnit = property.property == PropertyId::unit;
    return std::any_of(types.cotypes.begin(), types.cotypes.end(), [&](const Term* type) {
        if (isUnit) return !type->family.empty();
        return !property.owner.empty() && property.owner == type->word && property.context == type->context;
    });
}

} // namespace twinflow::models
