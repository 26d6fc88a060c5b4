// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "layouts/packing.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace twinflow::layouts {

Points pack(std::span<const Box> boxes) {
    float area = 0;
    float widest = 0;
    for (const Box& box : boxes) {
        area += box.width * box.height;
        widest = std::max(widest, box.width);
    }
    const float rowWidth = std::max(widest, std::sqrt(area) * 1.1F); // rows are never quite full
    std::vector<std::size_t> order(boxes.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return boxes[a].height > boxes[b].height; });
    Points corners(boxes.size());
    Point next{};
    float rowHeight = 0;
    for (const std::size_t i : order) {
        if (next.x > 0 && next.x + boxes[i].width > rowWidth) {
            next = {0, next.y + rowHeight};
            rowHeight = 0;
        }
        corners[i] = next;
        next.x += boxes[i].width;
        rowHeight = std::max(rowHeight, boxes[i].height);
    }
    return corners;
}

} // namespace twinflow::layouts
