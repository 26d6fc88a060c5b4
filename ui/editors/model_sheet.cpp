// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/model_sheet.h"

#include "bridge/file_edits.h"
#include "bridge/text.h"
#include "deployment/content.h"

#include <QStringList>

#include <algorithm>

namespace twinflow::ui {

namespace {

const JsonNode* interfaceIn(const JsonNode& root) {
    if (root.isObject()) return &root;
    for (const JsonNode& item : root.items) {
        if (item.isObject()) return &item;
    }
    return nullptr;
}

QString textAt(const JsonNode& node, const char* name) {
    const JsonNode* member = node.find(name);
    if (!member) return {};
    if (member->isString()) return text(member->text);
    for (const auto& each : member->members) { // in several languages: English, else the first
        if (each.name == "en") return text(each.value.text);
    }
    return member->members.empty() ? QString() : text(member->members.front().value.text);
}

/// One text or several.
QStringList listAt(const JsonNode& node, const char* name) {
    const JsonNode* member = node.find(name);
    if (!member) return {};
    if (member->isString()) return {text(member->text)};
    QStringList list;
    for (const JsonNode& item : member->items) {
        if (item.isString()) list << text(item.text);
        if (item.isObject()) list << textAt(item, "@id");
    }
    return list;
}

QString schemaText(const JsonNode* schema) {
    if (!schema) return {};
    if (!schema->isObject()) return text(schema->text);
    QString shown = listAt(*schema, "@type").join(u' ');
    QStringList inner;
    for (const char* list : {"enumValues", "fields"}) {
        if (const JsonNode* values = schema->find(list)) {
            for (const JsonNode& value : values->items) inner << textAt(value, "name");
        }
    }
    if (const JsonNode* element = schema->find("elementSchema")) inner << schemaText(element);
    if (const JsonNode* map = schema->find("mapValue")) inner << schemaText(map->find("schema"));
    return inner.isEmpty() ? shown : shown + QStringLiteral(" (") + inner.join(QStringLiteral(", ")) + u')';
}

const char* kindName(models::ContentKind kind) {
    switch (kind) {
    case models::ContentKind::property:
        return "Property";
    case models::ContentKind::telemetry:
        return "Telemetry";
    case models::ContentKind::relationship:
        return "Relationship";
    case models::ContentKind::component:
        return "Component";
    case models::ContentKind::command:
        return "Command";
    }
    return "";
}

ModelContent ownContent(const JsonNode& node) {
    ModelContent content;
    const QStringList types = listAt(node, "@type");
    for (const char* kind : {"Property", "Telemetry", "Relationship", "Component", "Command"}) {
        if (types.contains(QLatin1String(kind))) content.kind = QLatin1String(kind);
    }
    content.name = textAt(node, "name");
    QStringList unit;
    for (const QString& type : types) {
        if (type != content.kind) unit << type;
    }
    unit << textAt(node, "unit");
    unit.removeAll(QString());
    content.unit = unit.join(QStringLiteral(", "));
    content.schema =
        content.kind == QStringLiteral("Relationship") ? textAt(node, "target") : schemaText(node.find("schema"));
    return content;
}

void addInherited(ModelSheet& sheet, const models::Interface& resolved) {
    for (const models::Content& content : resolved.contents) {
        const QString name = text(content.name);
        if (std::any_of(sheet.contents.begin(), sheet.contents.end(),
                        [&](const ModelContent& own) { return own.name == name && !own.isInherited; }))
            continue;
        QStringList unit{text(content.semanticType), text(content.unit)};
        unit.removeAll(QString());
        sheet.contents.push_back(
            {QLatin1String(kindName(content.kind)), name,
             content.schema ? text(models::schemaName(content.schema->kind)) : text(content.target),
             unit.join(QStringLiteral(", ")), true});
    }
}

std::vector<ModelNeighbour> heirsOf(const std::vector<JsonDocument>& documents, const QString& id) {
    std::vector<ModelNeighbour> heirs;
    const auto look = [&](const JsonNode& node) {
        if (node.isObject() && listAt(node, "extends").contains(id)) heirs.push_back({textAt(node, "@id"), {}});
    };
    for (const JsonDocument& document : documents) {
        look(document.root());
        for (const JsonNode& item : document.root().items) look(item);
    }
    return heirs;
}

} // namespace

QString shortModelName(const QString& id) {
    return id.section(u':', -1).section(u';', 0, 0);
}

QString fileOfModel(const deployment::Deployment& deployment, const QString& id) {
    for (const auto& file : deployment.models) {
        const auto document = JsonDocument::parse(file.text, file.path);
        if (!document) continue;
        if (textAt(document->root(), "@id") == id) return text(file.path);
        for (const JsonNode& item : document->root().items) {
            if (item.isObject() && textAt(item, "@id") == id) return text(file.path);
        }
    }
    return {};
}

ModelSheet modelSheet(const deployment::Deployment& deployment, const std::string& path) {
    ModelSheet sheet;
    const auto* file = findProjectFile(deployment, path);
    const auto document = file ? JsonDocument::parse(file->text, path) : refuse(Error());
    const JsonNode* model = document ? interfaceIn(document->root()) : nullptr;
    if (!model) return sheet;
    sheet.isRead = true;
    sheet.id = textAt(*model, "@id");
    sheet.title = textAt(*model, "displayName");
    if (sheet.title.isEmpty()) sheet.title = shortModelName(sheet.id);
    sheet.description = textAt(*model, "description");
    for (const QString& parent : listAt(*model, "extends")) sheet.parents.push_back({parent, {}});
    if (const JsonNode* contents = model->find("contents")) {
        for (const JsonNode& node : contents->items) sheet.contents.push_back(ownContent(node));
    }
    for (const ModelContent& own : sheet.contents) {
        const bool leads = own.kind == QStringLiteral("Relationship") || own.kind == QStringLiteral("Component");
        if (leads && own.schema.startsWith(QStringLiteral("dtmi:"))) sheet.targets.push_back({own.schema, own.name});
    }
    const deployment::Content content = deployment::readContent(deployment);
    if (const auto index = content.models.find(utf8(sheet.id))) addInherited(sheet, content.models.at(*index));
    const QStringList order{QStringLiteral("Property"), QStringLiteral("Telemetry"), QStringLiteral("Component"),
                            QStringLiteral("Relationship"), QStringLiteral("Command")};
    std::stable_sort(sheet.contents.begin(), sheet.contents.end(), [&](const auto& a, const auto& b) {
        return std::pair(order.indexOf(a.kind), a.isInherited) < std::pair(order.indexOf(b.kind), b.isInherited);
    });
    Findings ofModels; // check() tells them
    Findings ofLines;
    sheet.heirs = heirsOf(deployment::modelDocuments(deployment, ofModels, ofLines), sheet.id);
    return sheet;
}

} // namespace twinflow::ui
