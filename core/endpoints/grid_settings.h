// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The event subscriptions of an Event Grid topic: what they want, how long it is tried, who their taker is.
#pragma once

#include "base/time.h"
#include "base/value.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace twinflow::endpoints {

/// The service's operatorType; Range operators take pairs.
enum class AdvancedOperator : std::uint8_t {
    numberIn,
    numberNotIn,
    numberLessThan,
    numberLessThanOrEquals,
    numberGreaterThan,
    numberGreaterThanOrEquals,
    numberInRange,
    numberNotInRange,
    boolEquals,
    stringIn,
    stringNotIn,
    stringBeginsWith,
    stringNotBeginsWith,
    stringEndsWith,
    stringNotEndsWith,
    stringContains,
    stringNotContains,
    isNullOrUndefined,
    isNotNull
};
constexpr int kAdvancedOperators = 19;
/// NumberIn, StringBeginsWith, …
std::string_view operatorName(AdvancedOperator op);

struct AdvancedFilter {
    AdvancedOperator op = AdvancedOperator::stringIn;
    std::string key;           ///< subject, data.data.temperature (of CloudEvents data.temperature), …
    std::vector<Value> values; ///< numbers, texts or one boolean, as the operator wants; ranges: low, high, low, high

    bool operator==(const AdvancedFilter&) const = default;
};

/// Which answers end the attempts at once: a web address takes more of them for its last word than a service of Azure.
enum class GridHandler : std::uint8_t { azure, webhook };

struct EventSubscriptionSettings {
    std::string name;
    std::vector<std::string> includedEventTypes; ///< empty: all
    std::string subjectBeginsWith;
    std::string subjectEndsWith;
    bool isSubjectCaseSensitive = false;
    std::vector<AdvancedFilter> advancedFilters; ///< all must hold
    bool enableAdvancedFilteringOnArrays = false;
    std::uint32_t maxDeliveryAttempts = 0; ///< 0: the topic's
    Duration eventTimeToLive{};            ///< 0: the topic's
    GridHandler handler = GridHandler::azure;
    double jitter = 0.1;        ///< share of a wait that is added at random, at most
    bool delaysDelivery = true; ///< a taker that does not answer is put on probation

    bool operator==(const EventSubscriptionSettings&) const = default;
};

} // namespace twinflow::endpoints
