// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Random events of a graph with models, in the vocabulary of random_filters.h. Only within a property.
#pragma once

#include "models/model_set.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace twinflow::test {

inline constexpr std::string_view kModelledHost = "acme.api.weu.digitaltwins.azure.net";

/// Properties of many kinds, a component, relationships with properties.
models::ModelSet modelledBodies();

/// What comes of two twins, a relationship, a patch of each, telemetry and all being deleted: each event's type and its
/// CloudEvent.
std::vector<std::pair<std::size_t, std::string>> randomModelledEvents(const models::ModelSet& models);

} // namespace twinflow::test
