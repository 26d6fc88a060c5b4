// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Stands at every joint of a run that is traced and tells what passes. A run that is not traced has none of it.
#pragma once

#include "base/timeline.h"
#include "endpoints/consumer.h"
#include "events/dress.h"
#include "events/notifier.h"
#include "ingress/hub.h"
#include "record/recorder.h"
#include "routes/route_table.h"
#include "routes/router.h"

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace twinflow::engine {

class Tracing {
public:
    /// The hop that is being carried out.
    struct Here {
        std::uint64_t message = 0;
        std::uint32_t hop = 0;
    };

    /// All references outlive it.
    Tracing(record::HopTaker& taker, const Timeline& timeline, const events::Dress& dress);
    ~Tracing();

    // Each wraps one joint: the wrapped one is called, and what came of it is told.
    ingress::HubTarget& wrap(const std::string& hub, const std::string& taker, ingress::HubTarget& target);
    routes::RouteTarget& wrap(const routes::RouteSettings& route, routes::RouteTarget& target);
    /// `toEndpoint`: the taker is an endpoint, where the event will be asked after.
    endpoints::Consumer& wrap(const std::string& endpoint, const std::string& taker, endpoints::Consumer& consumer,
                              bool toEndpoint = false);
    /// Tells each event as it is made.
    events::EventTaker& beforeQueue(events::EventTaker& queue);
    /// Tells what each route of the table thinks of it.
    events::EventTaker& beforeRouter(const routes::RouteTable& table, events::EventTaker& router);

    /// Before the hub looks at a message; gives the hop. Then what the hub said.
    std::uint32_t tellMessage(const ingress::DeviceMessage& message, const std::string& hub);
    void settleMessage(const ingress::DeviceMessage& message, std::uint32_t hop, const Result<void>& taken);

    /// Somebody wants the chain that the running call belongs to.
    bool wanted() const { return m_here.message != 0 && m_taker.wants(m_here.message); }
    bool wantsDetails() const { return m_taker.wantsDetails(); }
    /// A hop of the running call; only while wanted().
    std::uint32_t tell(record::Hop hop);
    void settle(std::uint32_t hop, record::HopOutcome outcome, std::string detail);
    void settle(std::uint32_t hop, delivery::Outcome outcome);
    /// The running hop sends a message to an endpoint, where it will be asked after.
    void noteSent(const events::Event& message, const std::string& endpoint) {
        if (wanted()) remember(message, endpoint, m_here.hop);
    }
    /// Makes a call of a function as a hop of the running chain; gives the call's result.
    template <typename Call>
    auto during(record::Hop hop, Call&& call) -> decltype(call()) {
        if (!wanted()) return call();
        const std::uint32_t id = tell(std::move(hop));
        const Inside inside(*this, {m_here.message, id});
        auto result = call();
        settle(id, outcomeOf(result), result ? std::string() : result.error().what.str());
        return result;
    }

    /// What happens while it lives is brought about by that hop.
    class Inside {
    public:
        Inside(Tracing& tracing, Here here)
            : m_tracing(tracing)
            , m_before(std::exchange(tracing.m_here, here)) {}
        ~Inside() { m_tracing.m_here = m_before; }
        Inside(const Inside&) = delete;
        Inside& operator=(const Inside&) = delete;

    private:
        Tracing& m_tracing;
        Here m_before;
    };

private:
    class HubJoint;
    class RouteJoint;
    class EndpointJoint;
    class QueueJoint;
    class RouterJoint;

    /// Events further back that are still under way show as brought about by the message itself.
    static constexpr std::size_t kMaxPlaces = 100'000;

    template <typename T>
    static record::HopOutcome outcomeOf(const Result<T>& result) {
        return result ? record::HopOutcome::done : record::HopOutcome::refused;
    }
    bool wants(std::uint64_t message) const { return m_taker.wants(message); }
    /// An event's own hop has no place; where an endpoint took it, the hop of that has the endpoint's name.
    void remember(const events::Event& event, const std::string& place, std::uint32_t hop);
    std::uint32_t hopOf(const events::Event& event, const std::string& place = {}) const;

    record::HopTaker& m_taker;
    const Timeline& m_timeline;
    const events::Dress& m_dress;
    Here m_here;
    using Hops = std::map<std::pair<std::uint64_t, std::string>, std::uint32_t>; // by event number and place
    Hops m_hops;
    std::deque<Hops::iterator> m_oldest; // first in front; numbers do not say it: those of messages are the highest
    std::vector<std::unique_ptr<HubJoint>> m_hubJoints;
    std::vector<std::unique_ptr<RouteJoint>> m_routeJoints;
    std::vector<std::unique_ptr<EndpointJoint>> m_endpointJoints;
    std::unique_ptr<QueueJoint> m_queueJoint;
    std::vector<std::unique_ptr<RouterJoint>> m_routerJoints;
};

} // namespace twinflow::engine
