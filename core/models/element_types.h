// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Reading "@type": one class of the language, and the types that extensions add to it.
#pragma once

#include "models/context.h"
#include "models/metamodel.h"
#include "models/report.h"

#include <optional>
#include <vector>

namespace twinflow::models {

struct ElementTypes {
    ElementKind kind = ElementKind::abstraction;
    std::vector<const Term*> cotypes;
    bool inferred = false;      ///< `@type` was left out
    bool undefinedType = false; ///< a type that we do not know stands there, so unknown properties may be its own
};

/// Reads the types of an element that must be one of `allowed`. Where `typeOptional`, a missing `@type` means the class
/// that is allowed. Nothing after a finding. At the top (`top`) the only class is Interface.
std::optional<ElementTypes> readTypes(const JsonDocument& document, const JsonNode& element, const Scope& scope,
                                      KindSet allowed, bool typeOptional, bool top, Report& report);

/// True for a property that one of the element's types brings: `unit` of Temperature, `annotates` of ValueAnnotation.
bool belongsToType(const Term& property, const ElementTypes& types);

} // namespace twinflow::models
