// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rules/rules.h"

namespace twinflow::models {

void checkExtends(const RuleContext& context) {
    const Heights& heights = context.inheritance.heights;
    context.each(only(ElementKind::interface), [&](ElementIndex index) {
        const Element& interface = context.elements[index];
        const std::uint32_t limit = languageLimits(interface.version).extendsDepth;
        if (heights.cyclic[index.value]) {
            context.error(index, "recursive-structure-narrow", say("'{0}' inherits from itself.", interface.id),
                          say("Break the circle of 'extends'."));
        } else if (heights.height[index.value] > limit) {
            context.error(index, "excessive-depth-narrow",
                          say("'{0}' has more than {1} levels of 'extends' above it.", interface.id, limit),
                          say("Flatten the inheritance."));
        }
    });
}

} // namespace twinflow::models
