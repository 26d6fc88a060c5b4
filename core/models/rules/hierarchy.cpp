// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What an interface is with all that it inherits: names and counts.
#include "models/rules/rules.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace twinflow::models {

namespace {

class HierarchyCheck {
public:
    explicit HierarchyCheck(const RuleContext& context)
        : m_context(context)
        , m_elements(context.elements)
        , m_extends(context.inheritance.extends)
        , m_contents(context.inheritance.contents)
        , m_reachedFor(m_elements.size(), ElementIndex::kNone) {}

    void run() {
        m_context.each(only(ElementKind::interface), [&](ElementIndex index) {
            const std::uint32_t limit = languageLimits(m_elements[index].version).extendsDepth;
            if (m_context.inheritance.heights.height[index.value] > limit)
                return; // has its own rule, and could cost much here
            checkNames(index);
            checkCounts(index);
        });
    }

private:
    void checkNames(ElementIndex index) {
        if (m_extends[index.value].empty()) return; // its own names have their own rule
        std::unordered_map<std::string_view, ElementIndex> names;
        for (const ElementIndex content : m_contents[index.value]) {
            const Element& element = m_elements[content];
            if (element.name.empty()) continue; // found before
            const auto [known, isNew] = names.try_emplace(element.name, content);
            // What clashes inside one interface has its own rule, there.
            if (isNew || element.partition == m_elements[known->second].partition) continue;
            m_context.error(index, "non-unique-imported-property-value",
                            say("'{0}' gets the name '{1}' from '{2}' and from '{3}'.", m_elements[index].id,
                                element.name, m_elements[m_elements[known->second].partition].id,
                                m_elements[element.partition].id),
                            say("Rename one, even if both are the same."));
        }
    }

    void checkCounts(ElementIndex index) {
        const Element& interface = m_elements[index];
        const LanguageLimits& limits = languageLimits(interface.version);
        const std::size_t contents = m_contents[index.value].size();
        const auto own = static_cast<std::size_t>(
            std::count_if(interface.links.begin(), interface.links.end(),
                          [](const Link& link) { return link.property == PropertyId::contents; }));
        // Too many of its own were found before.
        if (limits.contents > 0 && contents > limits.contents && own <= limits.contents) {
            m_context.error(index, "object-count-above-max",
                            say("'{0}' has {1} contents with what it inherits; {2} are allowed.", interface.id,
                                contents, limits.contents),
                            say("Split the interface, or write it in DTDL version 3."));
        }
        if (limits.interfaceBytes > 0 && interface.bytes > limits.interfaceBytes) {
            m_context.error(index, "partition-too-large",
                            say("The text of '{0}' is longer than {1} bytes.", interface.id, limits.interfaceBytes),
                            say("Split the interface."));
        }
        if (limits.ancestors == 0) return;
        if (hasMoreAncestors(index, limits.ancestors)) {
            m_context.error(index, "excessive-count",
                            say("'{0}' inherits from more than {1} interfaces.", interface.id, limits.ancestors),
                            say("Flatten the inheritance."));
        }
        std::uint64_t elements = 0;
        for (const ElementIndex content : m_contents[index.value])
            elements += countElements(content, limits.elements, 0);
        if (elements > limits.elements) {
            m_context.error(
                index, "excessive-count",
                say("'{0}' has more than {1} elements with what it inherits.", interface.id, limits.elements),
                say("Split the interface."));
        }
    }

    /// Whether more than `limit` interfaces are above this one.
    bool hasMoreAncestors(ElementIndex index, std::size_t limit) {
        std::vector<std::uint32_t> reached = {index.value};
        for (std::size_t next = 0; next < reached.size() && reached.size() <= limit + 1; ++next) {
            for (const std::uint32_t parent : m_extends[reached[next]]) {
                if (std::exchange(m_reachedFor[parent], index.value) != index.value) reached.push_back(parent);
            }
        }
        return reached.size() > limit + 1;
    }

    /// The element and all below it, counted again for every way that leads there; stops counting past the limit.
    std::uint64_t countElements(ElementIndex index, std::uint64_t limit, int depth) {
        constexpr int kTooDeep = 64; // deeper than sound schemas and components go
        if (depth > kTooDeep) return 0;
        const auto [known, isNew] =
            m_counts.try_emplace(index.value, 0); // 0 while it is counted: what comes back ends here
        if (!isNew) return known->second;
        std::uint64_t count = 1;
        if (m_elements[index].kind == ElementKind::interface) {
            for (const ElementIndex content : m_contents[index.value])
                count += countElements(content, limit, depth + 1);
        } else {
            for (const Link& link : m_elements[index].links) {
                const bool counted = link.property != PropertyId::mapKey && link.property != PropertyId::valueSchema &&
                                     link.property != PropertyId::commandType;
                if (counted && link.target.valid()) count += countElements(link.target, limit, depth + 1);
            }
        }
        count = std::min(count, limit + 1);
        m_counts[index.value] = count;
        return count;
    }

    const RuleContext& m_context;
    const Elements& m_elements;
    const Edges& m_extends;
    const std::vector<std::vector<ElementIndex>>& m_contents;
    std::vector<std::uint32_t> m_reachedFor; // by element: the last interface whose ancestor it was found to be
    std::unordered_map<std::uint32_t, std::uint64_t> m_counts;
};

} // namespace

void checkHierarchy(const RuleContext& context) {
    HierarchyCheck(context).run();
}

} // namespace twinflow::models
