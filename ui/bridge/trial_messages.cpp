// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/trial_messages.h"

#include <algorithm>

namespace twinflow::ui {

namespace {

using record::Hop;
using record::HopKind;

/// The event that a hop is about, or null where it is about the message itself.
const Hop* eventOf(const record::Chain& chain, const Hop& hop) {
    for (const Hop* at = &hop; at->parent > 0 && at->parent <= chain.hops.size();) {
        at = &chain.hops[at->parent - 1];
        if (at->kind == HopKind::event) return at;
    }
    return nullptr;
}

} // namespace

std::vector<engine::TrialMessage> trialMessages(const Chains& chains, const std::string& function) {
    std::vector<engine::TrialMessage> messages;
    for (auto chain = chains.rbegin(); chain != chains.rend(); ++chain) {
        const auto& hops = (*chain)->hops;
        for (auto hop = hops.rbegin(); hop != hops.rend(); ++hop) {
            if (hop->kind != HopKind::delivery || hop->taker != function || hop->attempt > 1) continue;
            if (hop->outcome == record::HopOutcome::unwanted) continue; // a filter kept it from the function
            if (const Hop* event = eventOf(**chain, *hop)) {
                if (!event->cloudEvent.empty()) messages.push_back({hop->service, {}, {}, event->cloudEvent, hop->at});
            } else if (!hops.front().payload.empty()) {
                messages.push_back({hop->service, hops.front().subject, hops.front().payload, {}, hop->at});
            }
            if (messages.size() == kMostTrialMessages) return messages;
        }
    }
    return messages;
}

} // namespace twinflow::ui
