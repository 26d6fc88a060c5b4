// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Reads from JSON text just what is asked for, walking along it once and no further than needed.
#pragma once

#include "query/scalar.h"
#include "routes/path_tree.h"

#include <array>
#include <string>
#include <vector>

namespace twinflow::routes {

/// Buffers are kept from text to text. One thread.
class PathReader {
public:
    /// `paths` outlives the reader; it may grow before each moveTo().
    explicit PathReader(const PathTree& paths)
        : m_paths(paths)
        , m_steps(kSteps + 1) {}

    /// The next text, of which nothing is read yet. It stays in place as long as values are asked for or used.
    void moveTo(std::string_view text);
    /// The value at a node, good until the next moveTo(). Of members with equal names the first counts. What is passed
    /// over is not checked; behind a place that is not JSON everything is missing.
    const query::Scalar& at(PathTree::Node node) {
        const Seen& seen = m_seen[node];
        return seen.found == m_stamp ? seen.value : search(node);
    }
    /// The text from where the value at a node begins, which may go on behind its end; empty where it is missing.
    std::string_view textFrom(PathTree::Node node);

private:
    static constexpr std::size_t kSteps = 64; // of longer texts the beginning is learnt
    struct Seen {
        std::uint32_t found = 0; ///< the text whose value it has
        std::uint32_t over = 0;  ///< the text in which nothing can come below it any more
        const char* begin = nullptr;
        query::Scalar value;
    };
    /// What stood before a value of the last text, from the end of the one before it or from the bracket around it:
    /// most texts of a source have the same members in the same order and spacing, so that one comparison reads a name
    /// and all around it.
    struct Step {
        std::array<char, 32> bytes{};
        std::uint32_t mask = 0; // a bit for each byte
        std::uint32_t length = 0;
        PathTree::Node parent = PathTree::kNone; // where nothing was learnt
        PathTree::Node node = 0;
    };
    /// Where a value begins, null at damage; the node is none for a member that nobody wants.
    struct Named {
        const char* at;
        PathTree::Node node;
    };
    const query::Scalar& search(PathTree::Node node);
    bool isOver(PathTree::Node node) const;
    const char* readOn(const char* at, PathTree::Node wanted);
    Named readName(const char* at);
    void learn(std::string_view bytes, PathTree::Node parent, PathTree::Node node);
    const char* readValue(const char* at, PathTree::Node node);
    const char* readText(const char* at, query::Scalar& value);
    bool appendUnescaped(std::string& out, const char* at, const char* end) const;

    const PathTree& m_paths;
    std::vector<Seen> m_seen; // by node
    std::uint32_t m_stamp = 0;
    const char* m_begin = nullptr;
    const char* m_at = nullptr; // null where there is nothing more to read
    const char* m_end = nullptr;
    std::vector<PathTree::Node> m_open; // the objects around m_at
    bool m_passing = false;             // m_at is before an object or array that was found and not yet walked over
    std::vector<Step> m_steps;          // of the last text; the one behind is never learnt
    std::size_t m_step = 0;             // the next one
    std::string m_name;                 // a name with escapes
    std::string m_texts;                // texts with escapes
};

} // namespace twinflow::routes
