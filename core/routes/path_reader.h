// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Reads from JSON text just what is asked for, walking along it once and no further than needed.
#pragma once

#include "query/scalar.h"
#include "routes/path_tree.h"

#include <string>
#include <vector>

namespace twinflow::routes {

/// Buffers are kept from text to text. One thread.
class PathReader {
public:
    /// `paths` outlives the reader; it may grow before each moveTo().
    explicit PathReader(const PathTree& paths)
        : m_paths(paths) {}

    /// The next text, of which nothing is read yet. It stays in place as long as values are asked for or used.
    void moveTo(std::string_view text);
    /// The value at a node, good until the next moveTo(). Of members with equal names the first counts. What is passed
    /// over is not checked; behind a place that is not JSON everything is missing.
    const query::Scalar& at(PathTree::Node node);
    /// The text from where the value at a node begins, which may go on behind its end; empty where it is missing.
    std::string_view textFrom(PathTree::Node node);

private:
    struct Seen {
        std::uint32_t found = 0; ///< the text whose value it has
        std::uint32_t over = 0;  ///< the text in which nothing can come below it any more
        const char* begin = nullptr;
        query::Scalar value;
    };
    bool mayCome(PathTree::Node node) const;
    void readOn();
    const char* readMember(const char* at);
    const char* readValue(const char* at, PathTree::Node node);
    const char* readText(const char* at, query::Scalar& value);
    const char* readName(const char* at, std::string_view& name);
    bool appendUnescaped(std::string& out, const char* at, const char* end) const;
    void set(PathTree::Node node, const char* begin, const query::Scalar& value);
    void close();

    const PathTree& m_paths;
    std::vector<Seen> m_seen; // by node
    std::uint32_t m_stamp = 0;
    const char* m_begin = nullptr;
    const char* m_at = nullptr; // null where there is nothing more to read
    const char* m_end = nullptr;
    std::vector<PathTree::Node> m_open; // the objects around m_at
    bool m_first = false;               // m_at is right behind an opening bracket
    bool m_passing = false;             // m_at is before an object or array that was found and not yet walked over
    std::string m_name;                 // a name with escapes
    std::string m_texts;                // texts with escapes
};

} // namespace twinflow::routes
