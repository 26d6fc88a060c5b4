// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/resolver.h"

#include "models/layout.h"

#include <algorithm>
#include <array>
#include <unordered_set>
#include <utility>

namespace twinflow::models {

namespace {

/// The target of the first link of that property; none when there is none.
ElementIndex linked(const Element& element, PropertyId property) {
    for (const Link& link : element.links) {
        if (link.property == property) return link.target;
    }
    return {};
}

ContentKind contentKind(ElementKind kind) {
    switch (kind) {
    case ElementKind::telemetry:
        return ContentKind::telemetry;
    case ElementKind::relationship:
        return ContentKind::relationship;
    case ElementKind::component:
        return ContentKind::component;
    case ElementKind::command:
        return ContentKind::command;
    default:
        return ContentKind::property;
    }
}

/// One shared schema for each primitive kind.
SchemaRef primitiveSchema(SchemaKind kind) {
    static const auto schemas = [] {
        std::array<SchemaRef, static_cast<std::size_t>(SchemaKind::string) + 1> all;
        for (std::size_t i = 0; i < all.size(); ++i) {
            auto schema = std::make_shared<Schema>();
            schema->kind = static_cast<SchemaKind>(i);
            all[i] = schema;
        }
        return all;
    }();
    return schemas[static_cast<std::size_t>(kind)];
}

} // namespace

ModelSet Resolver::resolve() {
    chooseInterfaces();
    m_done.assign(m_sources.size(), 0);
    m_ancestorOf.resize(m_sources.size());
    m_set.m_interfaces.resize(m_sources.size());
    m_set.m_ancestors.resize(m_sources.size());
    for (std::uint32_t i = 0; i < m_sources.size(); ++i) resolveInterface(ModelIndex{i});
    m_set.m_layouts.reserve(m_sources.size());
    LayoutMaker layouts(m_set);
    for (const Interface& interface : m_set.m_interfaces) m_set.m_layouts.push_back(layouts.make(interface));
    return std::move(m_set);
}

void Resolver::chooseInterfaces() {
    std::vector<char> chosen(m_elements.size(), 0);
    for (std::uint32_t i = 0; i < m_elements.size(); ++i) {
        const Element& element = m_elements[ElementIndex{i}];
        chosen[i] =
            element.kind == ElementKind::interface && element.sound && m_elements.find(element.id) == ElementIndex{i};
    }
    dropDependents(chosen);
    for (std::uint32_t i = 0; i < chosen.size(); ++i) {
        if (chosen[i]) m_sources.push_back(ElementIndex{i});
    }
    std::sort(m_sources.begin(), m_sources.end(),
              [&](ElementIndex a, ElementIndex b) { return m_elements[a].id < m_elements[b].id; });
    for (std::uint32_t i = 0; i < m_sources.size(); ++i)
        m_set.m_byId.emplace(m_elements[m_sources[i]].id, ModelIndex{i});
}

/// What extends a dropped interface or holds one as a component goes with it.
void Resolver::dropDependents(std::vector<char>& chosen) const {
    std::vector<std::vector<std::uint32_t>> usedBy(m_elements.size());
    std::vector<std::uint32_t> dropped;
    for (std::uint32_t i = 0; i < m_elements.size(); ++i) {
        const Element& element = m_elements[ElementIndex{i}];
        if (element.kind == ElementKind::interface && !chosen[i]) dropped.push_back(i);
        for (const Link& link : element.links) {
            if (link.property != PropertyId::extends && element.kind != ElementKind::component) continue;
            if (link.target.valid()) usedBy[link.target.value].push_back(element.partition.value);
        }
    }
    while (!dropped.empty()) {
        const std::uint32_t gone = dropped.back();
        dropped.pop_back();
        for (const std::uint32_t user : usedBy[gone]) {
            if (!chosen[user]) continue;
            chosen[user] = 0;
            dropped.push_back(user);
        }
    }
}

void Resolver::resolveInterface(ModelIndex model) {
    if (m_done[model.value]) return;
    m_done[model.value] = 1;
    const Element& source = m_elements[m_sources[model.value]];
    std::vector<ModelIndex> parents;
    for (const Link& link : source.links) {
        if (link.property == PropertyId::extends) parents.push_back(m_set.m_byId.at(m_elements[link.target].id));
    }
    for (const ModelIndex parent : parents) resolveInterface(parent);

    Interface result;
    result.id = source.id;
    std::vector<ModelIndex> ancestors;
    const auto addAncestor = [&](ModelIndex ancestor) {
        if (std::exchange(m_ancestorOf[ancestor.value], model) != model) ancestors.push_back(ancestor);
    };
    const bool hasDiamonds = parents.size() > 1; // perhaps: then one content can come by two ways
    std::unordered_set<const Content*> reached;
    for (const ModelIndex parent : parents) {
        addAncestor(parent);
        for (const ModelIndex ancestor : m_set.m_ancestors[parent.value]) addAncestor(ancestor);
        for (const auto& inherited : m_set.m_interfaces[parent.value].contents.items()) {
            if (!hasDiamonds || reached.insert(inherited.get()).second) result.contents.add(inherited);
        }
    }
    std::sort(ancestors.begin(), ancestors.end());
    for (const Link& link : source.links) {
        if (link.property == PropertyId::contents)
            result.contents.add(std::make_shared<const Content>(makeContent(link.target)));
    }
    m_set.m_ancestors[model.value] = std::move(ancestors);
    m_set.m_interfaces[model.value] = std::move(result);
}

Content Resolver::makeContent(ElementIndex index) {
    const Element& element = m_elements[index];
    Content content;
    content.kind = contentKind(element.kind);
    content.name = element.name;
    content.target = element.target;
    for (const Term* type : element.cotypes) {
        if (type->kind == TermKind::quantity) content.semanticType = type->word;
    }
    if (element.unit != nullptr) content.unit = element.unit->word;
    const ElementIndex schema = linked(element, PropertyId::schema);
    if (element.kind == ElementKind::component) {
        content.target = m_elements[schema].id;
    } else if (schema.valid()) {
        content.schema = makeSchema(schema);
    }
    content.properties = makeFields(element, PropertyId::properties);
    return content;
}

std::vector<Field> Resolver::makeFields(const Element& owner, PropertyId property) {
    std::vector<Field> fields;
    for (const Link& link : owner.links) {
        if (link.property != property) continue;
        const Element& field = m_elements[link.target];
        const bool required = std::any_of(field.cotypes.begin(), field.cotypes.end(), [](const Term* type) {
            return type->context == ContextId::requirement1 && type->word == "Required";
        });
        fields.push_back({field.name, makeSchema(linked(field, PropertyId::schema)), required});
    }
    return fields;
}

SchemaRef Resolver::makeSchema(ElementIndex index) {
    const Element& element = m_elements[index];
    if (kPrimitiveSchemas.has(element.kind)) return primitiveSchema(static_cast<SchemaKind>(element.kind));
    if (const auto known = m_schemas.find(index.value); known != m_schemas.end()) return known->second;
    auto schema = std::make_shared<Schema>();
    schema->kind = static_cast<SchemaKind>(element.kind);
    if (element.kind == ElementKind::array) {
        schema->element = makeSchema(linked(element, PropertyId::elementSchema));
    } else if (element.kind == ElementKind::map) {
        schema->element = makeSchema(linked(m_elements[linked(element, PropertyId::mapValue)], PropertyId::schema));
    } else if (element.kind == ElementKind::object) {
        schema->fields = makeFields(element, PropertyId::fields);
    } else {
        for (const Link& link : element.links) {
            if (link.property != PropertyId::enumValues) continue;
            schema->enums.push_back(m_elements[link.target].enumValue);
        }
    }
    m_schemas.emplace(index.value, schema);
    return schema;
}

} // namespace twinflow::models
