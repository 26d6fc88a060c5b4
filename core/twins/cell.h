// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// One property of a twin as it is kept.
#pragma once

#include "base/time.h"
#include "base/value.h"
#include "models/model_set.h"

#include <memory>

namespace twinflow::twins {

/// One property's value with its times. An unset property has a null value (null is never a legal value).
struct Cell {
    Value value;
    Instant lastUpdateTime{};
    Instant sourceTime{}; ///< zero when never written
};

/// As many as the layout has slots, in their order.
using Cells = std::unique_ptr<Cell[]>;

inline Cells makeCells(const models::Layout& layout) {
    return std::make_unique<Cell[]>(layout.slots.size());
}

} // namespace twinflow::twins
