// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The members of bodies that some filter reads, as a tree, so that one pass over a body finds them all.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace twinflow::routes {

/// Node 0 is the body itself.
class BodyPaths {
public:
    using Node = std::uint32_t;
    static constexpr Node kNone = 0xffffffff;

    /// The node at a path of member names, added with all above it when it is new.
    Node add(const std::vector<std::string>& path);
    /// The node below `parent`, or kNone.
    Node child(Node parent, std::string_view name) const;
    bool hasChildren(Node node) const { return !m_children[node].empty(); }
    std::size_t size() const { return m_children.size(); }

private:
    using Children = std::vector<std::pair<std::string, Node>>; // sorted by name
    std::vector<Children> m_children = std::vector<Children>(1);
};

} // namespace twinflow::routes
