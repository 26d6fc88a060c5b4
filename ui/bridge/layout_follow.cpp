// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/layout_follow.h"

#include "bridge/service_ref.h"

#include <algorithm>
#include <vector>

namespace twinflow::ui {

namespace {

using Moves = std::vector<std::pair<std::string, std::string>>; // of keys, from the old to the new one

template <typename Items>
void addRenames(RefKind kind, const Items& before, const Items& after, Moves& moves) {
    if (before.size() != after.size()) return;
    const auto has = [](const Items& items, const std::string& name) {
        return std::any_of(items.begin(), items.end(), [&](const auto& item) { return item.name == name; });
    };
    for (std::size_t i = 0; i < before.size(); ++i) {
        const std::string& from = before[i].name;
        const std::string& to = after[i].name;
        if (from != to && !has(before, to) && !has(after, from))
            moves.emplace_back(keyOf({kind, from}), keyOf({kind, to}));
    }
}

} // namespace

Layout followed(Layout layout, const deployment::Deployment& before, const deployment::Deployment& after) {
    if (layout.spots.empty()) return layout;
    Moves moves;
    addRenames(RefKind::devices, before.devices, after.devices, moves);
    addRenames(RefKind::hub, before.hubs, after.hubs, moves);
    addRenames(RefKind::function, before.functions, after.functions, moves);
    addRenames(RefKind::route, before.routes, after.routes, moves);
    addRenames(RefKind::endpoint, before.endpoints, after.endpoints, moves);
    addRenames(RefKind::downstream, before.downstream, after.downstream, moves);
    if (before.twins.name != after.twins.name)
        moves.emplace_back(keyOf({RefKind::twins, before.twins.name}), keyOf({RefKind::twins, after.twins.name}));
    for (const auto& [from, to] : moves) {
        const auto spot = layout.spots.find(from);
        if (spot == layout.spots.end()) continue;
        const Spot place = spot->second;
        layout.spots.erase(spot);
        layout.spots[to] = place;
    }
    return layout;
}

} // namespace twinflow::ui
