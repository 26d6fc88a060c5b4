// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a replacing PUT changed, as the patch that would have done the same.
#pragma once

#include "base/interner.h"
#include "models/model_set.h"
#include "twins/cell.h"
#include "twins/json_patch.h"

namespace twinflow::twins {

/// One twin's content for a comparison.
struct TwinContent {
    ModelIndex model;
    const Cell* cells = nullptr;
};

/// In the order: model, removals, then values and source times by slot of the new model. Components that come or go
/// with the model are added or removed whole. Applied to the old twin it gives the new one's values.
Patch diffTwins(const models::ModelSet& models, const TwinContent& before, const TwinContent& after, Interner& texts);

} // namespace twinflow::twins
