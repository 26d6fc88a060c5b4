// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/trial_events.h"

#include "engine/example_events.h"

namespace twinflow::ui {

std::vector<TrialEvent> trialEvents(const Chains& chains) {
    std::vector<TrialEvent> events;
    for (auto chain = chains.rbegin(); chain != chains.rend(); ++chain) {
        const auto& hops = (*chain)->hops;
        for (auto hop = hops.rbegin(); hop != hops.rend(); ++hop) {
            if (hop->kind != record::HopKind::event || hop->cloudEvent.empty()) continue;
            events.push_back({hop->name, hop->subject, hop->payload, hop->cloudEvent});
            if (events.size() == kMostTrialEvents) return events;
        }
    }
    return events;
}

std::vector<TrialEvent> exampleTrialEvents(const deployment::Deployment& deployment) {
    std::vector<TrialEvent> events;
    for (auto& example : engine::exampleEvents(deployment, 1)) {
        events.push_back(
            {std::move(example.type), std::move(example.twin), std::move(example.body), std::move(example.cloudEvent)});
    }
    return events;
}

} // namespace twinflow::ui
