// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/path_tree.h"

#include "base/hash.h"

#include <algorithm>

namespace twinflow::routes {

namespace {

constexpr std::size_t kFew = 12; // so many are looked through faster than they are halved

} // namespace

bool PathTree::Child::operator<(const Child& other) const {
    return head != other.head ? head < other.head : name < other.name;
}

std::uint64_t PathTree::headOf(std::string_view name) {
    if (name.size() >= 8) return wordAt(name.data(), 8);
    std::uint64_t word = 0; // byte by byte: the compiler knows no copy of an unknown few that is as fast
    for (std::size_t i = name.size(); i-- > 0;) word = word << 8 | static_cast<unsigned char>(name[i]);
    return word;
}

PathTree::Node PathTree::add(const std::vector<std::string>& path) {
    Node node = 0;
    for (const std::string& name : path) {
        if (const Node known = child(node, name); known != kNone) {
            node = known;
            continue;
        }
        const auto added = static_cast<Node>(m_places.size());
        std::vector<Child>& children = m_places[node].children;
        Child entry{headOf(name), name, added};
        const auto place = std::lower_bound(children.begin(), children.end(), entry);
        children.insert(place, std::move(entry));
        m_places.emplace_back().parent = node;
        node = added;
    }
    return node;
}

PathTree::Node PathTree::child(Node parent, std::string_view name) const {
    const std::vector<Child>& children = m_places[parent].children;
    const std::uint64_t head = headOf(name);
    auto at = children.begin();
    if (children.size() > kFew) {
        at = std::lower_bound(children.begin(), children.end(), head,
                              [](const Child& child, std::uint64_t wanted) { return child.head < wanted; });
    }
    for (; at != children.end() && at->head <= head; ++at) {
        if (at->head == head && at->name == name) return at->node;
    }
    return kNone;
}

} // namespace twinflow::routes
