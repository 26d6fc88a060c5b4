// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A function's way to Service Bus: the message that triggered it, and the queues and topics that it is coupled to.
#pragma once

#include "base/timeline.h"
#include "endpoints/consumer.h"
#include "endpoints/service_bus.h"
#include "events/dress.h"
#include "events/event_pool.h"
#include "events/notifier.h"
#include "functions/function.h"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace twinflow::engine {

/// Makes the messages of all functions of a run, which count apart from the events of the graph.
class MessageMaker {
public:
    explicit MessageMaker(events::EventPool& pool)
        : m_pool(pool) {}

    events::EventRef make(std::string messageId, std::string body, Instant now, const events::Cause& cause);

private:
    static constexpr std::uint64_t kFirst = std::uint64_t{1} << 63; // no event of the graph has such a number
    events::EventPool& m_pool;
    std::uint64_t m_last = kFirst;
};

class BusClient {
public:
    /// All outlive it.
    BusClient(const Timeline& timeline, const events::Dress& dress, MessageMaker& maker)
        : m_timeline(timeline)
        , m_dress(dress)
        , m_maker(maker) {}

    void couple(endpoints::ServiceBus& bus) { m_entities.emplace(bus.settings().name, &bus); }
    bool isCoupled(std::string_view service) const { return m_entities.contains(service); }

    /// While it lives, the delivery's message is the one that may be settled.
    class Receiving {
    public:
        Receiving(BusClient& client, const endpoints::Delivery& delivery)
            : m_client(client) {
            m_client.m_delivery = &delivery;
        }
        ~Receiving() { m_client.m_delivery = nullptr; }
        Receiving(const Receiving&) = delete;
        Receiving& operator=(const Receiving&) = delete;

    private:
        BusClient& m_client;
    };
    /// The endpoint whose message is being received; empty for none.
    std::string_view receivingFrom() const;

    // As functions::FunctionHost describes them. `function` is the name of who asks.
    Result<void> settle(std::string_view function, functions::Settling how, std::string_view lockToken,
                        std::string_view propertiesJson);
    Result<std::string> renewLock(std::string_view function, std::string_view lockToken);
    Result<std::string> receiveDeferred(std::string_view function, std::string_view numbersJson);
    /// All or none; the service is coupled. `sent` is called with each message. Gives a number for each.
    Result<std::string> send(std::string_view service, std::string_view messagesJson, std::string_view scheduledTime,
                             const events::Cause& cause, const std::function<void(const events::Event&)>& sent);
    /// One after the other, up to the first that cannot be cancelled.
    Result<void> cancel(std::string_view service, std::string_view numbersJson);

private:
    Result<endpoints::MessageActions*> actions(std::string_view function) const;

    const Timeline& m_timeline;
    const events::Dress& m_dress;
    MessageMaker& m_maker;
    std::map<std::string, endpoints::ServiceBus*, std::less<>> m_entities;
    const endpoints::Delivery* m_delivery = nullptr; ///< of the running call
};

} // namespace twinflow::engine
