// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/model_words.h"

#include "bridge/text.h"
#include "deployment/content.h"
#include "models/metamodel.h"
#include "models/quantities.h"
#include "models/vocabulary.h"

namespace twinflow::ui {

QStringList modelWords(const deployment::Deployment& deployment) {
    using namespace models;
    QStringList words{QStringLiteral("@context"), QStringLiteral("@id"), QStringLiteral("@type"),
                      QStringLiteral("Interface")};
    for (const ContextId context : {ContextId::dtdl2, ContextId::dtdl3, ContextId::quantitativeTypes1})
        words << text(contextDtmi(context));
    for (int id = 0; id < static_cast<int>(PropertyId::uninterpreted); ++id)
        words << text(propertyName(static_cast<PropertyId>(id)));
    for (int kind = 0; kind < static_cast<int>(ElementKind::commandType); ++kind) {
        if (kContents.has(static_cast<ElementKind>(kind)) || kComplexSchemas.has(static_cast<ElementKind>(kind)))
            words << text(className(static_cast<ElementKind>(kind)));
    }
    for (int kind = 0; kind < static_cast<int>(SchemaKind::array); ++kind)
        words << text(schemaName(static_cast<SchemaKind>(kind)));
    for (const QuantityFamily& family : quantityFamilies()) {
        eachWord(family.types, [&](std::string_view word, bool) { words << text(word); });
        eachWord(family.units, [&](std::string_view word, bool) { words << text(word); });
    }
    const deployment::Content content = deployment::readContent(deployment);
    for (std::uint32_t i = 0; i < content.models.size(); ++i) words << text(content.models.at(ModelIndex{i}).id);
    words.sort(Qt::CaseInsensitive);
    words.removeDuplicates();
    return words;
}

} // namespace twinflow::ui
