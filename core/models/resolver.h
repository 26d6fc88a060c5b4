// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// From checked elements to the interfaces, schemas and layouts that the rest of the engine uses.
#pragma once

#include "models/element.h"
#include "models/model_set.h"

namespace twinflow::models {

/// Builds the set of the interfaces that are sound and stand only on sound ones.
class Resolver {
public:
    explicit Resolver(const Elements& elements)
        : m_elements(elements) {}

    ModelSet resolve();

private:
    void chooseInterfaces();
    void dropDependents(std::vector<char>& chosen) const;
    void resolveInterface(ModelIndex model);
    Content makeContent(ElementIndex element);
    std::vector<Field> makeFields(const Element& owner, PropertyId property);
    SchemaRef makeSchema(ElementIndex element);

    const Elements& m_elements;
    ModelSet m_set;
    std::vector<ElementIndex> m_sources;                    // by model
    std::vector<char> m_done;                               // by model
    std::vector<ModelIndex> m_ancestorOf;                   // by model: the last one whose ancestor it was found to be
    std::unordered_map<std::uint32_t, SchemaRef> m_schemas; // by element
};

} // namespace twinflow::models
