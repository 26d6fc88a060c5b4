// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the twin service refuses although the language allows it.
#include "models/rules/rules.h"

namespace twinflow::models {

void checkService(const RuleContext& context) {
    context.each(only(ElementKind::interface), [&](ElementIndex index) {
        const Element& interface = context.elements[index];
        const std::size_t limit = languageLimits(3).interfaceBytes; // the service has one for both versions
        if (interface.version == 2 && interface.bytes > limit) {
            context.error(index, "partition-too-large",
                          say("The text of '{0}' is longer than {1} bytes.", interface.id, limit),
                          say("Split the interface."));
        }
        if (!interface.parent.valid()) return;
        context.error(index, "inline-interface", say("The interface '{0}' stands inside another.", interface.id),
                      say("Move it to the top of the file and refer to it by its DTMI."));
    });
}

} // namespace twinflow::models
