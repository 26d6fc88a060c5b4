// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Boxes side by side in about a square.
#pragma once

#include "layouts/graph.h"

namespace twinflow::layouts {

struct Box {
    float width = 0;
    float height = 0;
};

/// The lower left corner of each box: in rows, the highest box first, none over another.
Points pack(std::span<const Box> boxes);

} // namespace twinflow::layouts
