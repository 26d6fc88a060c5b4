// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rules/rules.h"

namespace twinflow::models {

void checkRules(Elements& elements, Strictness strictness, Report& report) {
    const Inheritance inheritance = findInheritance(elements);
    const RuleContext context{elements, report, inheritance};
    checkUnique(context);
    checkEnumValues(context);
    checkExtends(context);
    checkSchemas(context);
    checkComponents(context);
    checkHierarchy(context);
    checkQuantities(context);
    checkAnnotations(context);
    checkTotal(context);
    if (strictness == Strictness::service) checkService(context);
}

} // namespace twinflow::models
