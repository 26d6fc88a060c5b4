// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a device sends when nobody says: everything that its twin's model measures, in ranges that look right.
#pragma once

#include "models/model_set.h"
#include "simulation/generators.h"

#include <vector>

namespace twinflow::simulation {

/// A member for each telemetry and property of the model, those of a component inside an object of its name. Numbers
/// walk in a range by their semantic type and unit (energy grows), 0..100 where there is none; enumerations, truth
/// values and date-times get theirs. Texts, dates, arrays and maps are left out: nobody measures them.
std::vector<PayloadMember> modelPayload(const models::ModelSet& models, ModelIndex model);

} // namespace twinflow::simulation
