// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "workload/filled.h"
#include "workload/workload.h"

#include <algorithm>
#include <set>
#include <utility>

namespace twinflow::bench {

std::string graphEdges(unsigned nodes) {
    std::string text;
    Draws draws(Stream::graphs);
    std::set<std::pair<unsigned, unsigned>> seen;
    unsigned parent = 0;
    unsigned room = 8; // the root has eight children
    for (unsigned child = 1; child < nodes; ++child) {
        if (room == 0) {
            ++parent;
            room = 4 + draws.below(9);
        }
        --room;
        seen.emplace(parent, child);
        appendFilled(text, "% %\n", parent, child);
    }
    for (unsigned wanted = nodes / 2; wanted > 0;) {
        unsigned from = draws.below(nodes);
        const bool isShort = draws.below(50) != 0;
        unsigned to = isShort ? (from + 1 + draws.below(50)) % nodes : draws.below(nodes);
        if (from > to) std::swap(from, to);
        if (from == to || !seen.emplace(from, to).second) continue;
        appendFilled(text, "% %\n", from, to);
        --wanted;
    }
    return text;
}

} // namespace twinflow::bench
