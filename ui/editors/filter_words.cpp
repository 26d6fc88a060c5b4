// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/filter_words.h"

#include "bridge/text.h"
#include "deployment/content.h"
#include "routes/event_shapes.h"

namespace twinflow::ui {

QStringList filterWords(const deployment::Deployment& deployment) {
    QStringList words{QStringLiteral("type"),
                      QStringLiteral("source"),
                      QStringLiteral("subject"),
                      QStringLiteral("dataschema"),
                      QStringLiteral("datacontenttype"),
                      QStringLiteral("specversion"),
                      QStringLiteral("$body"),
                      QStringLiteral("$body.modelId"),
                      QStringLiteral("$body.$metadata.$model"),
                      QStringLiteral("$body.$relationshipName"),
                      QStringLiteral("AND"),
                      QStringLiteral("OR"),
                      QStringLiteral("STARTS_WITH("),
                      QStringLiteral("ENDS_WITH("),
                      QStringLiteral("CONTAINS("),
                      QStringLiteral("'Microsoft.DigitalTwins.Twin.Create'"),
                      QStringLiteral("'Microsoft.DigitalTwins.Twin.Update'"),
                      QStringLiteral("'Microsoft.DigitalTwins.Twin.Delete'"),
                      QStringLiteral("'Microsoft.DigitalTwins.Relationship.Create'"),
                      QStringLiteral("'Microsoft.DigitalTwins.Relationship.Update'"),
                      QStringLiteral("'Microsoft.DigitalTwins.Relationship.Delete'"),
                      QStringLiteral("'microsoft.iot.telemetry'")};
    const deployment::Content content = deployment::readContent(deployment);
    const routes::EventShapes shapes(content.models, deployment.twins.host);
    for (const std::string& model : shapes.modelIds()) words << u'\'' + text(model) + u'\'';
    for (const std::string& member : shapes.memberNames()) words << QStringLiteral("$body.") + text(member);
    words.sort(Qt::CaseInsensitive);
    words.removeDuplicates();
    return words;
}

} // namespace twinflow::ui
