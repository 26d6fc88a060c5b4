// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// One subscriber of an endpoint with what all kinds need of it.
#pragma once

#include "endpoints/consumer.h"
#include "endpoints/dead_letters.h"
#include "endpoints/history.h"
#include "endpoints/ring.h"
#include "metrics/ledger.h"

#include <cassert>
#include <string>
#include <utility>

namespace twinflow::endpoints {

/// A consumer group, an event subscription or a topic subscription; its row counts copies.
struct Subscriber {
    explicit Subscriber(std::string givenName, Consumer* givenConsumer = nullptr)
        : name(std::move(givenName))
        , consumer(givenConsumer) {}
    virtual ~Subscriber() = default;

    /// Deliveries that the consumer took: as many as were delivered, but where a taker could not settle what it took.
    virtual std::uint64_t handedOver() const { return row.delivered; }

    /// Hands a delivery to the consumer, which gives the endpoint nothing back while it is called (consumer.h).
    Reply call(Delivery delivery) {
        assert(!m_calling);
        delivery.subscriber = name;
        m_calling = true;
        const Reply reply = consumer->consume(delivery);
        m_calling = false;
        return reply;
    }

    /// Tells the consumer, if there is one, that an event will not come.
    void lose(const events::Event& event, Loss loss, std::string_view why = {}) {
        if (consumer) consumer->lose(event, loss, why);
    }

    const std::string name;
    Consumer* consumer; ///< null: nobody takes yet
    metrics::LedgerRow row;
    DeadLetterBox deadLetters;

private:
    bool m_calling = false;
};

} // namespace twinflow::endpoints
