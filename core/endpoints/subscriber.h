// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// One subscriber of an endpoint with what all kinds need of it.
#pragma once

#include "endpoints/consumer.h"
#include "endpoints/history.h"
#include "endpoints/ring.h"
#include "metrics/ledger.h"

#include <cassert>
#include <string>
#include <utility>

namespace twinflow::endpoints {

/// A consumer group, an event subscription or a topic subscription; its row counts copies.
struct Subscriber {
    Subscriber(std::string givenName, Consumer& givenConsumer)
        : name(std::move(givenName))
        , consumer(givenConsumer) {}

    /// Hands a delivery to the consumer, which gives the endpoint nothing back while it is called (consumer.h).
    delivery::Outcome call(const Delivery& delivery) {
        assert(!m_calling);
        m_calling = true;
        const delivery::Outcome outcome = consumer.consume(delivery);
        m_calling = false;
        return outcome;
    }

    const std::string name;
    Consumer& consumer;
    metrics::LedgerRow row;
    Recent<DeadLetter> deadLetters{kDeadLetterHistory};

private:
    bool m_calling = false;
};

} // namespace twinflow::endpoints
