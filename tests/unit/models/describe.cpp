// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "describe.h"

#include "support.h"

namespace twinflow::test {

namespace {

std::string describe(const models::Content& content) {
    static constexpr const char* kKinds[] = {"property", "telemetry", "relationship", "component", "command"};
    std::string text = std::string("  ") + kKinds[static_cast<int>(content.kind)] + " " + content.name;
    if (content.schema != nullptr) text += " " + test::describe(*content.schema);
    if (!content.target.empty()) text += " -> " + content.target;
    if (!content.semanticType.empty()) text += " " + content.semanticType + " in " + content.unit;
    for (const models::Field& field : content.properties)
        text += " {" + field.name + ": " + test::describe(*field.schema) + "}";
    return text + "\n";
}

std::string describe(const models::Layout& layout) {
    std::string text = "  slots";
    for (const models::Slot& slot : layout.slots) text += " " + slot.path;
    return text + "\n";
}

} // namespace

std::string describe(const models::Schema& schema) {
    std::string text(models::schemaName(schema.kind));
    std::string inside;
    if (schema.element != nullptr) inside = describe(*schema.element);
    for (const models::Field& field : schema.fields)
        inside += (inside.empty() ? "" : ", ") + field.name + ": " + describe(*field.schema);
    for (const Value& value : schema.enums) inside += (inside.empty() ? "" : ", ") + value.json();
    return inside.empty() ? text : text + "(" + inside + ")";
}

std::string describe(const models::ModelSet::Built& built) {
    std::string text = lines(built.findings);
    for (std::uint32_t i = 0; i < built.models.size(); ++i) {
        const models::Interface& interface = built.models.at(ModelIndex{i});
        text += interface.id;
        std::string ancestors;
        for (std::uint32_t other = 0; other < built.models.size(); ++other) {
            if (other != i && built.models.isA(ModelIndex{i}, ModelIndex{other}))
                ancestors += " " + built.models.at(ModelIndex{other}).id;
        }
        if (!ancestors.empty()) text += " is a" + ancestors;
        text += "\n";
        for (const models::Content& content : interface.contents) text += describe(content);
        text += describe(built.models.layout(ModelIndex{i}));
    }
    return text;
}

} // namespace twinflow::test
