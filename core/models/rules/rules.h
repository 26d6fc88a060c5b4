// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The rules that need the whole set: one file a family. A new rule is a function here, its file, and a line in
// rules.cpp.
#pragma once

#include "models/element.h"
#include "models/model_set.h"
#include "models/rules/inheritance.h"

namespace twinflow::models {

/// What a rule works with. An error makes the element's interface unsound, so that it does not enter the set.
struct RuleContext {
    Elements& elements;
    Report& report;
    const Inheritance& inheritance;

    void error(ElementIndex element, Spot spot, std::string_view code, Sentence what, Sentence hint) const {
        report.error(spot, code, std::move(what), std::move(hint));
        elements.markUnsound(element);
    }
    /// Calls `use` with each authored element of those kinds. It may have gaps where the parser found something: a
    /// name, a value or the target of a link can be missing.
    template <typename Use>
    void each(KindSet kinds, Use use) const {
        for (std::uint32_t i = 0; i < elements.size(); ++i) {
            const ElementIndex index{i};
            if (kinds.has(elements[index].kind) && elements[index].builtIn == nullptr) use(index);
        }
    }

    void error(ElementIndex element, std::string_view code, Sentence what, Sentence hint) const {
        error(element, elements[element].spot, code, std::move(what), std::move(hint));
    }
};

/// Runs all rules.
void checkRules(Elements& elements, Strictness strictness, Report& report);

/// Names are unique in contents, fields, enumeration values and relationship properties; enumeration values are too.
void checkUnique(const RuleContext& context);
/// Each value of an enumeration is of its value schema.
void checkEnumValues(const RuleContext& context);
/// No interface inherits from itself; `extends` is at most 10 deep.
void checkExtends(const RuleContext& context);
/// No schema contains itself or nests too deep; no array in a property of version 2.
void checkSchemas(const RuleContext& context);
/// No component inside a component, so that no interface holds itself.
void checkComponents(const RuleContext& context);
/// Names stay unique over what is inherited, and the counts of the whole hierarchy stay in bounds.
void checkHierarchy(const RuleContext& context);
/// A semantic type stands alone and on a numeric schema.
void checkQuantities(const RuleContext& context);
/// ValueAnnotation and Override point at a sibling that they fit.
void checkAnnotations(const RuleContext& context);
/// All models together stay within kMaxContents.
void checkTotal(const RuleContext& context);
/// What the twin service refuses on top.
void checkService(const RuleContext& context);

} // namespace twinflow::models
