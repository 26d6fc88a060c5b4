// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/body_paths.h"

#include <algorithm>

namespace twinflow::routes {

namespace {

template <typename Children>
auto placeOf(Children& children, std::string_view name) {
    return std::lower_bound(children.begin(), children.end(), name,
                            [](const auto& child, std::string_view wanted) { return child.first < wanted; });
}

} // namespace

BodyPaths::Node BodyPaths::add(const std::vector<std::string>& path) {
    Node node = 0;
    for (const std::string& name : path) {
        const auto place = placeOf(m_children[node], name);
        if (place != m_children[node].end() && place->first == name) {
            node = place->second;
            continue;
        }
        const auto added = static_cast<Node>(m_children.size());
        m_children[node].emplace(place, name, added);
        m_children.emplace_back();
        node = added;
    }
    return node;
}

BodyPaths::Node BodyPaths::child(Node parent, std::string_view name) const {
    const Children& children = m_children[parent];
    const auto place = placeOf(children, name);
    return place != children.end() && place->first == name ? place->second : kNone;
}

} // namespace twinflow::routes
