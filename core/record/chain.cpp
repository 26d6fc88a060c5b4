// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/chain.h"

namespace twinflow::record {

std::string_view hopKindName(HopKind kind) {
    switch (kind) {
    case HopKind::message:
        return "message";
    case HopKind::delivery:
        return "delivery";
    case HopKind::log:
        return "log";
    case HopKind::error:
        return "error";
    case HopKind::write:
        return "write";
    case HopKind::send:
        return "send";
    case HopKind::event:
        return "event";
    case HopKind::route:
        return "route";
    case HopKind::handOver:
        return "handOver";
    case HopKind::deadLetter:
        return "deadLetter";
    }
    return {};
}

std::string_view hopOutcomeName(HopOutcome outcome) {
    switch (outcome) {
    case HopOutcome::done:
        return "done";
    case HopOutcome::retried:
        return "retried";
    case HopOutcome::refused:
        return "refused";
    case HopOutcome::unwanted:
        return "unwanted";
    case HopOutcome::kept:
        return "kept";
    case HopOutcome::lost:
        return "lost";
    }
    return {};
}

} // namespace twinflow::record
