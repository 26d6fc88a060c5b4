// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Places in JSON objects that someone wants to read, as a tree.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace twinflow::routes {

/// Node 0 is the whole text.
class PathTree {
public:
    using Node = std::uint32_t;
    static constexpr Node kNone = 0xffffffff;

    /// The node at a path of member names, added with all above it when it is new.
    Node add(const std::vector<std::string>& path);
    /// The node below `parent`, or kNone.
    Node child(Node parent, std::string_view name) const;
    Node parent(Node node) const { return m_places[node].parent; }
    bool hasChildren(Node node) const { return !m_places[node].children.empty(); }
    std::size_t size() const { return m_places.size(); }

private:
    /// Most names differ in their length or their first bytes: the rest is compared only where those are equal.
    struct Child {
        std::uint64_t head = 0;
        std::string name;
        Node node = 0;
        bool operator<(const Child& other) const;
    };
    struct Place {
        Node parent = kNone;
        std::vector<Child> children; // in order
    };
    static std::uint64_t headOf(std::string_view name);

    std::vector<Place> m_places = std::vector<Place>(1);
};

} // namespace twinflow::routes
