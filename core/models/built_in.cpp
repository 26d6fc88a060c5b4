// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The elements that the language itself defines: primitive schemas, command types, the geospatial and vector objects.
#include "models/element.h"
#include "models/quantities.h"

#include <array>

namespace twinflow::models {

namespace {

/// How deep a geometry nests its positions, a position being an array of numbers itself.
struct Geometry {
    std::string_view term;
    std::string_view type;
    int arrays;
};
constexpr std::array<Geometry, 6> kGeometries = {{{"point", "Point", 1},
                                                  {"multiPoint", "MultiPoint", 2},
                                                  {"lineString", "LineString", 2},
                                                  {"multiLineString", "MultiLineString", 3},
                                                  {"polygon", "Polygon", 3},
                                                  {"multiPolygon", "MultiPolygon", 4}}};

class BuiltInMaker {
public:
    BuiltInMaker(Elements& elements, const Term& term)
        : m_elements(elements)
        , m_term(term)
        , m_version(term.context == ContextId::dtdl2 || term.context == ContextId::iotcentral2 ? 2 : 3) {}

    ElementIndex make() {
        const ElementIndex index = add(m_term.element);
        m_elements[index].id = m_term.dtmi;
        for (const Geometry& geometry : kGeometries) {
            if (m_term.word == geometry.term) makeGeometry(index, geometry);
        }
        if (m_term.word == "vector") makeNumbers(index, {"x", "y", "z"});
        if (m_term.word == "geopoint") makeNumbers(index, {"lon", "lat", "alt"});
        if (m_term.element == ElementKind::enumeration) makeUnits(index);
        return index;
    }

private:
    ElementIndex add(ElementKind kind) {
        Element element;
        element.kind = kind;
        element.version = m_version;
        element.builtIn = &m_term;
        return m_elements.add(std::move(element));
    }

    void link(ElementIndex from, PropertyId property, ElementIndex to) {
        m_elements[from].links.push_back({property, to, {}, {}});
    }

    void addField(ElementIndex object, std::string_view name, ElementIndex schema) {
        const ElementIndex field = add(ElementKind::field);
        m_elements[field].name = name;
        link(field, PropertyId::schema, schema);
        link(object, PropertyId::fields, field);
    }

    void addEnumValue(ElementIndex enumeration, std::string_view name) {
        const ElementIndex value = add(ElementKind::enumValue);
        m_elements[value].name = name;
        m_elements[value].enumValue = Value(name);
        link(enumeration, PropertyId::enumValues, value);
    }

    /// The values of a unit enumeration are the names of its units.
    void makeUnits(ElementIndex enumeration) {
        for (const QuantityFamily& family : quantityFamilies()) {
            if (family.name != m_term.family) continue;
            eachWord(family.units, [&](std::string_view unit, bool) { addEnumValue(enumeration, unit); });
        }
    }

    void makeGeometry(ElementIndex object, const Geometry& geometry) {
        const ElementIndex types = add(ElementKind::enumeration);
        addEnumValue(types, geometry.type);
        addField(object, "type", types);
        ElementIndex coordinates = add(ElementKind::real64);
        for (int depth = 0; depth < geometry.arrays; ++depth) {
            const ElementIndex array = add(ElementKind::array);
            link(array, PropertyId::elementSchema, coordinates);
            coordinates = array;
        }
        addField(object, "coordinates", coordinates);
    }

    void makeNumbers(ElementIndex object, std::initializer_list<std::string_view> names) {
        for (std::string_view name : names) addField(object, name, add(ElementKind::real64));
    }

    Elements& m_elements;
    const Term& m_term;
    int m_version;
};

} // namespace

ElementIndex Elements::builtIn(const Term& term) {
    if (const auto known = m_builtIns.find(&term); known != m_builtIns.end()) return known->second;
    const ElementIndex index = BuiltInMaker(*this, term).make();
    m_builtIns.emplace(&term, index);
    return index;
}

} // namespace twinflow::models
