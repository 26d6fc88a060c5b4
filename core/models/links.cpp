// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/links.h"

namespace twinflow::models {

namespace {

class Linker {
public:
    Linker(Elements& elements, Report& report)
        : m_elements(elements)
        , m_report(report) {}

    void follow(ElementIndex from, Link& link) {
        const Element& element = m_elements[from];
        link.target = m_elements.find(link.reference);
        if (!link.target.valid()) {
            m_elements.markUnsound(from);
            // A definition was there and refused: its own finding says enough.
            if (m_elements.isRefused(link.reference)) return;
            m_report.error(
                link.spot, "unresolved-reference",
                say("'{0}' refers to '{1}', which no model defines.", propertyName(link.property), link.reference),
                say("Add the model that defines it, or correct the DTMI."));
            return;
        }
        const Element& target = m_elements[link.target];
        const PropertyRule* rule = findRule(element.kind, element.version, link.property);
        if (!rule->kinds.has(target.kind)) {
            error(from, link, "bad-type",
                  say("'{0}' refers to '{1}', which is of the type '{2}'.", propertyName(link.property), link.reference,
                      className(target.kind)),
                  say("Refer to one of the type {0}.", classNames(rule->kinds)));
        } else if (target.version > element.version || (rule->sameVersion && target.version != element.version)) {
            error(from, link, "disallowed-version-reference",
                  say("'{0}' of a version {1} model refers to '{2}', which is written in version {3}.",
                      propertyName(link.property), element.version, link.reference, target.version),
                  say("Write both in DTDL version 3."));
        } else if (target.kind != ElementKind::interface && target.partition != element.partition) {
            error(from, link, "cross-partition-reference",
                  say("'{0}' refers to '{1}', which stands inside another interface.", propertyName(link.property),
                      link.reference),
                  say("Define it in this interface under 'schemas'."));
        }
    }

private:
    void error(ElementIndex from, const Link& link, std::string_view code, Sentence what, Sentence hint) {
        m_report.error(link.spot, code, std::move(what), std::move(hint));
        m_elements.markUnsound(from);
    }

    Elements& m_elements;
    Report& m_report;
};

} // namespace

void linkReferences(Elements& elements, Report& report) {
    Linker linker(elements, report);
    for (std::uint32_t i = 0; i < elements.size(); ++i) {
        const ElementIndex index{i};
        for (Link& link : elements[index].links) {
            if (!link.target.valid()) linker.follow(index, link);
        }
    }
}

} // namespace twinflow::models
