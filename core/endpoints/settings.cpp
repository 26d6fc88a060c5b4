// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpoints/settings.h"

#include "endpoints/grid_filter.h"
#include "endpoints/topic_rules.h"

namespace twinflow::endpoints {

std::string_view kindName(EndpointKind kind) {
    switch (kind) {
    case EndpointKind::eventHub:
        return "EventHub";
    case EndpointKind::eventGrid:
        return "EventGrid";
    case EndpointKind::serviceBus:
        return "ServiceBus";
    }
    return "Unknown";
}

Findings findProblems(const EndpointSettings& settings) {
    Findings all;
    for (const TopicSubscriptionSettings& subscription : settings.subscriptions) {
        for (Error& problem : findRuleProblems(subscription)) all.push_back(std::move(problem));
    }
    for (const EventSubscriptionSettings& subscription : settings.eventSubscriptions) {
        for (Error& problem : findFilterProblems(subscription, settings.schema)) all.push_back(std::move(problem));
    }
    return all;
}

} // namespace twinflow::endpoints
