// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// One subscriber of an endpoint with what all kinds need of it.
#pragma once

#include "endpoints/consumer.h"
#include "endpoints/history.h"
#include "endpoints/ring.h"
#include "metrics/ledger.h"

#include <string>
#include <utility>

namespace twinflow::endpoints {

/// A consumer group, an event subscription or a topic subscription; its row counts copies.
struct Subscriber {
    Subscriber(std::string givenName, Consumer& givenConsumer)
        : name(std::move(givenName))
        , consumer(givenConsumer) {}

    const std::string name;
    Consumer& consumer;
    metrics::LedgerRow row;
    Recent<DeadLetter> deadLetters{kDeadLetterHistory};
};

} // namespace twinflow::endpoints
