// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A run's counts as a flat row of numbers, each with a key: what rates, charts and the picture are made of.
#pragma once

#include "bridge/service_ref.h"
#include "engine/snapshot.h"

#include <cstdint>
#include <vector>

namespace twinflow::ui {

enum class Measure : std::uint8_t {
    through, ///< what the service has let through: delivered, matched, written
    offered, ///< routes: events looked at
    pending, ///< what waits or is tried again; goes up and down
    retrying,
    failed ///< dead-lettered, expired, dropped, thrown
};

/// Of a service, or of what it gives to one taker.
struct CountKey {
    ServiceRef ref;
    std::string taker = {};
    Measure measure = Measure::through;
    auto operator<=>(const CountKey&) const = default;
};

struct Count {
    CountKey key;
    std::uint64_t value = 0;
};

/// In an order that stays the same throughout a run.
std::vector<Count> countsOf(const engine::RunSnapshot& snapshot);

} // namespace twinflow::ui
