// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "layouts/components.h"

#include <algorithm>

namespace twinflow::layouts {

std::vector<Component> componentsOf(const Graph& graph) {
    std::vector<Component> components;
    std::vector<Node> numbers(graph.size(), kNoNode); // within its component, once it is found
    for (Node first = 0; first < graph.size(); ++first) {
        if (numbers[first] != kNoNode) continue;
        Component& component = components.emplace_back();
        std::vector<Node>& nodes = component.nodes;
        nodes.push_back(first);
        numbers[first] = 0;
        for (std::size_t next = 0; next < nodes.size(); ++next) {
            for (const Link& link : graph.links(nodes[next])) {
                if (numbers[link.to] != kNoNode) continue;
                numbers[link.to] = 0;
                nodes.push_back(link.to);
            }
        }
        std::sort(nodes.begin(), nodes.end());
        for (std::size_t i = 0; i < nodes.size(); ++i) numbers[nodes[i]] = static_cast<Node>(i);
    }
    for (Component& component : components) {
        for (const Node node : component.nodes) {
            component.graph.beginNode(graph.mass(node));
            for (const Link& link : graph.links(node))
                component.graph.addLink({numbers[link.to], link.weight, link.length});
        }
    }
    std::stable_sort(components.begin(), components.end(),
                     [](const Component& a, const Component& b) { return a.nodes.size() > b.nodes.size(); });
    return components;
}

} // namespace twinflow::layouts
