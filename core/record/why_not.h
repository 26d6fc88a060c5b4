// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The reverse question: why did nothing of a message arrive at a service?
#pragma once

#include "base/sentence.h"
#include "record/chain.h"

#include <string>
#include <vector>

namespace twinflow::record {

/// How a deployment is joined, as far as the question needs it.
struct Ways {
    enum class Kind : std::uint8_t { hub, function, twins, endpoint, destination };
    struct Service {
        std::string name;
        Kind kind = Kind::destination;
    };
    struct Way {
        std::string from;
        std::string to;
        std::string route; ///< from twins to an endpoint: the event route
        bool operator==(const Way&) const = default;
    };
    std::vector<Service> services;
    std::vector<Way> ways;

    const Service* find(std::string_view name) const;
};

/// One step of the answer, from the service that was asked about towards the device.
struct Reason {
    int depth = 0;
    Sentence what;
    std::uint32_t hop = 0; ///< the hop that shows it, 0 when it is the lack of one
};

struct Answer {
    bool arrived = false;
    std::vector<Reason> reasons;
};

/// Walks from `service` against the flow. `service` must be one of `ways`.
Answer whyNot(const Chain& chain, const Ways& ways, const std::string& service);

} // namespace twinflow::record
