// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// An endpoint: takes events from routes and brings each to each of its subscribers by the rules of its kind.
#pragma once

#include "base/timeline.h"
#include "endpoints/consumer.h"
#include "endpoints/dead_letters.h"
#include "endpoints/history.h"
#include "endpoints/message_life.h"
#include "endpoints/settings.h"
#include "events/dress.h"
#include "metrics/ledger.h"
#include "routes/router.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace twinflow::endpoints {

/// Where given-up events go: a storage downstream, joined by the engine.
class DeadLetterStore {
public:
    virtual ~DeadLetterStore() = default;
    /// `path` is relative to the container, but holds ids as senders gave them: it must lead nowhere else. `content` is
    /// the JSON text of the blob.
    virtual void keep(std::string_view path, std::string_view content) = 0;
};

/// Faults reach an endpoint through this; the engine switches it from the scenario's time line.
struct Condition {
    bool down = false; ///< routes cannot hand over: accept() says unavailable
};

class Endpoint : public routes::RouteTarget {
public:
    /// `deadLetters` may be null: then nothing is kept and what is given up counts as dropped or expired.
    static std::unique_ptr<Endpoint> make(EndpointSettings settings, Timeline& timeline, const events::Dress& dress,
                                          DeadLetterStore* deadLetters);

    /// The taker of one consumer group, event subscription or topic subscription; one that the settings do not name is
    /// made as the service makes one without settings.
    virtual void subscribe(std::string name, Consumer& consumer) = 0;
    virtual const EndpointSettings& settings() const = 0;
    Condition condition;

    /// Events taken from routes.
    virtual std::uint64_t received() const = 0;
    /// The sum over subscribers; without one: Event Hub holds events until retention, the others drop them, and that is
    /// counted.
    virtual metrics::LedgerRow row() const = 0;
    /// A row per subscriber; units are copies.
    virtual std::vector<std::pair<std::string, metrics::LedgerRow>> subscriptions() const = 0;

    /// Deliveries that the subscriber's consumer took; more than were settled where locks ran out.
    virtual std::uint64_t handedOver(std::string_view subscriber) const = 0;
    /// What the row does not say, by name: duplicates, throttled, …; always the same names in the same order.
    virtual std::vector<std::pair<std::string_view, std::uint64_t>> counts() const = 0;

    /// The lives of a subscriber's copies, by sequence number, of a hub then by partition; empty for an unknown one.
    /// Looking changes nothing.
    virtual std::vector<MessageLife> peek(const PeekRequest& request) const = 0;
    /// The newest messages that it took and still has to show, oldest first, at most `limit`. Looking changes nothing.
    virtual std::vector<KeptMessage> lastMessages(std::size_t limit) const = 0;
    /// The newest dead letters of its routes and subscribers, oldest first, at most `limit`.
    virtual std::vector<DeadLetter> deadLetters(std::size_t limit) const = 0;
};

} // namespace twinflow::endpoints
