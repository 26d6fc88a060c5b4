// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "functions/service_status.h"

#include <algorithm>
#include <utility>

namespace twinflow::functions {

namespace {

constexpr std::pair<std::string_view, int> kStatuses[] = {
    {"ComponentNotFound", 404},
    {"DigitalTwinNotFound", 404},
    {"ModelNotFound", 404},
    {"RelationshipNotFound", 404},
    {"TargetDigitalTwinNotFound", 404},
    {"TargetTwinNotFound", 404},
    {"PreconditionFailed", 412},
    {"MessageSizeExceeded", 413},
    {"QuotaReachedError", 429},
    {"TooManyRequests", 429},
    // Ours, as the services would answer:
    {"downstream-payload-invalid", 400},
    {"functions-not-coupled", 403},
    {"ServiceCommunicationProblem", 503},
    {"downstream-unavailable", 503},
};

} // namespace

int statusOf(std::string_view code) {
    const auto* found =
        std::find_if(std::begin(kStatuses), std::end(kStatuses), [&](const auto& each) { return each.first == code; });
    if (found != std::end(kStatuses)) return found->second;
    const bool isService = !code.empty() && code.front() >= 'A' && code.front() <= 'Z';
    return isService ? 400 : 0;
}

} // namespace twinflow::functions
