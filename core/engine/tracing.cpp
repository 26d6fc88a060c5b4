// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/tracing.h"

#include "ingress/event_grid.h"

#include <unordered_map>

namespace twinflow::engine {

namespace {

using record::Hop;
using record::HopKind;
using record::HopOutcome;

HopOutcome outcomeOf(delivery::Outcome outcome) {
    if (outcome == delivery::Outcome::delivered) return HopOutcome::done;
    return delivery::isFinal(outcome) ? HopOutcome::refused : HopOutcome::retried;
}

HopOutcome outcomeOf(endpoints::Loss loss) {
    switch (loss) {
    case endpoints::Loss::filtered:
        return HopOutcome::unwanted;
    case endpoints::Loss::deadLettered:
        return HopOutcome::kept;
    case endpoints::Loss::expired:
    case endpoints::Loss::dropped:
        break;
    }
    return HopOutcome::lost;
}

/// A chain begins with its message.
constexpr std::uint32_t kMessageHop = 1;

/// Attempts by item, for joints that are not told which attempt it is.
class Attempts {
public:
    std::uint32_t next(std::uint64_t item) const {
        const auto failed = m_failed.find(item);
        return failed == m_failed.end() ? 1 : failed->second + 1;
    }
    void note(std::uint64_t item, HopOutcome outcome) {
        if (outcome == HopOutcome::retried)
            ++m_failed[item];
        else
            m_failed.erase(item);
    }

private:
    std::unordered_map<std::uint64_t, std::uint32_t> m_failed;
};

} // namespace

class Tracing::HubJoint final : public ingress::HubTarget {
public:
    HubJoint(Tracing& tracing, std::string hub, std::string taker, ingress::HubTarget& target)
        : m_tracing(tracing)
        , m_hub(std::move(hub))
        , m_taker(std::move(taker))
        , m_target(target) {}

    delivery::Outcome take(const ingress::DeviceMessage& message) override {
        // What the hub makes itself belongs to no device's chain.
        const bool isTelemetry = message.source == ingress::MessageSource::telemetry;
        if (!isTelemetry || !m_tracing.wants(message.number)) return m_target.take(message);
        const Inside chain(m_tracing, {message.number, kMessageHop});
        Hop hop;
        hop.kind = HopKind::delivery;
        hop.service = m_hub;
        hop.taker = m_taker;
        hop.attempt = m_attempts.next(message.number);
        const std::uint32_t id = m_tracing.tell(std::move(hop));
        const Inside attempt(m_tracing, {message.number, id});
        const delivery::Outcome outcome = m_target.take(message);
        m_attempts.note(message.number, engine::outcomeOf(outcome));
        m_tracing.settle(id, outcome);
        return outcome;
    }

    void lose(const ingress::DeviceMessage& message, std::string_view why) override {
        const bool isTelemetry = message.source == ingress::MessageSource::telemetry;
        if (!isTelemetry || !m_tracing.wants(message.number)) return;
        const Inside chain(m_tracing, {message.number, kMessageHop});
        Hop hop;
        hop.kind = HopKind::deadLetter;
        hop.outcome = HopOutcome::lost;
        hop.service = m_hub;
        hop.taker = m_taker;
        hop.detail = why;
        m_tracing.tell(std::move(hop));
    }

private:
    Tracing& m_tracing;
    std::string m_hub;
    std::string m_taker;
    ingress::HubTarget& m_target;
    Attempts m_attempts;
};

class Tracing::RouteJoint final : public routes::RouteTarget {
public:
    RouteJoint(Tracing& tracing, const routes::RouteSettings& route, routes::RouteTarget& target)
        : m_tracing(tracing)
        , m_route(route.name)
        , m_endpoint(route.endpoint)
        , m_target(target) {}

    delivery::Outcome accept(const events::EventRef& event) override {
        if (!m_tracing.wants(event->cause)) return m_target.accept(event);
        const Inside chain(m_tracing, {event->cause, m_tracing.hopOf(*event)});
        Hop hop = made(HopKind::handOver);
        hop.attempt = m_attempts.next(event->number);
        const std::uint32_t id = m_tracing.tell(std::move(hop));
        m_tracing.remember(*event, m_endpoint, id);
        const Inside attempt(m_tracing, {event->cause, id});
        const delivery::Outcome outcome = m_target.accept(event);
        m_attempts.note(event->number, engine::outcomeOf(outcome));
        m_tracing.settle(id, outcome);
        return outcome;
    }

    bool keepDeadLetter(const events::EventRef& event, delivery::Reason reason) override {
        const bool kept = m_target.keepDeadLetter(event, reason);
        if (m_tracing.wants(event->cause)) {
            const Inside chain(m_tracing, {event->cause, m_tracing.hopOf(*event)});
            Hop hop = made(HopKind::deadLetter);
            hop.outcome = kept ? HopOutcome::kept : HopOutcome::lost;
            hop.detail = delivery::reasonText(reason);
            m_tracing.tell(std::move(hop));
        }
        return kept;
    }

private:
    Hop made(HopKind kind) const {
        Hop hop;
        hop.kind = kind;
        hop.service = m_route;
        hop.taker = m_endpoint;
        return hop;
    }

    Tracing& m_tracing;
    std::string m_route;
    std::string m_endpoint;
    routes::RouteTarget& m_target;
    Attempts m_attempts;
};

class Tracing::EndpointJoint final : public endpoints::Consumer {
public:
    EndpointJoint(Tracing& tracing, std::string endpoint, std::string taker, endpoints::Consumer& consumer,
                  bool toEndpoint)
        : m_tracing(tracing)
        , m_endpoint(std::move(endpoint))
        , m_taker(std::move(taker))
        , m_consumer(consumer)
        , m_toEndpoint(toEndpoint) {}

    endpoints::Reply consume(const endpoints::Delivery& delivery) override {
        const events::Event& event = *delivery.event;
        if (!m_tracing.wants(event.cause)) return m_consumer.consume(delivery);
        const Inside chain(m_tracing, {event.cause, m_tracing.hopOf(event, m_endpoint)});
        Hop hop;
        hop.kind = HopKind::delivery;
        hop.service = m_endpoint;
        hop.taker = m_taker;
        hop.attempt = delivery.attempt;
        const std::uint32_t id = m_tracing.tell(std::move(hop));
        const Inside attempt(m_tracing, {event.cause, id});
        if (m_toEndpoint) m_tracing.remember(event, m_taker, id);
        const endpoints::Reply reply = m_consumer.consume(delivery);
        m_tracing.settle(id, reply.outcome);
        return reply;
    }

    void lose(const events::Event& event, endpoints::Loss loss, std::string_view why) override {
        m_consumer.lose(event, loss, why);
        if (!m_tracing.wants(event.cause)) return;
        const Inside chain(m_tracing, {event.cause, m_tracing.hopOf(event, m_endpoint)});
        Hop hop;
        hop.kind = loss == endpoints::Loss::filtered ? HopKind::delivery : HopKind::deadLetter;
        hop.outcome = engine::outcomeOf(loss);
        hop.service = m_endpoint;
        hop.taker = m_taker;
        hop.detail = why;
        m_tracing.tell(std::move(hop));
    }

    std::optional<Duration> waitBefore(std::uint32_t retry) const override { return m_consumer.waitBefore(retry); }

private:
    Tracing& m_tracing;
    std::string m_endpoint;
    std::string m_taker;
    endpoints::Consumer& m_consumer;
    const bool m_toEndpoint;
};

class Tracing::QueueJoint final : public events::EventTaker {
public:
    QueueJoint(Tracing& tracing, events::EventTaker& queue)
        : m_tracing(tracing)
        , m_queue(queue) {}

    void take(const events::EventRef& event) override {
        if (m_tracing.wants(event->cause)) {
            const events::Dress& dress = m_tracing.m_dress;
            Hop hop;
            hop.kind = HopKind::event;
            hop.subject = dress.texts().text(event->twin);
            hop.name = dress.type(*event);
            hop.eventId = dress.id(*event);
            if (m_tracing.wantsDetails()) {
                hop.payload = dress.body(*event);
                dress.appendCloudEvent(hop.cloudEvent, *event);
            }
            const std::uint32_t id = m_tracing.tell(std::move(hop));
            m_tracing.remember(*event, {}, id);
        }
        m_queue.take(event);
    }

private:
    Tracing& m_tracing;
    events::EventTaker& m_queue;
};

class Tracing::RouterJoint final : public events::EventTaker {
public:
    RouterJoint(Tracing& tracing, const routes::RouteTable& table, events::EventTaker& router)
        : m_tracing(tracing)
        , m_table(table)
        , m_router(router) {}

    void take(const events::EventRef& event) override {
        if (m_tracing.wants(event->cause) && m_tracing.wantsDetails()) {
            const Inside chain(m_tracing, {event->cause, m_tracing.hopOf(*event)});
            for (std::uint32_t i = 0; i < m_table.size(); ++i) {
                if (!m_table.isGone(RouteIndex{i})) tellRoute(RouteIndex{i}, *event);
            }
        }
        m_router.take(event);
    }

private:
    void tellRoute(RouteIndex route, const events::Event& event) {
        const routes::RouteSettings& settings = m_table.at(route);
        Hop hop;
        hop.kind = HopKind::route;
        hop.service = settings.name;
        hop.taker = settings.endpoint;
        hop.subject = m_tracing.m_dress.texts().text(event.twin);
        hop.name = m_tracing.m_dress.type(event);
        hop.explanation = m_table.explain(route, event, m_tracing.m_dress);
        hop.outcome = hop.explanation->truth ? HopOutcome::done : HopOutcome::unwanted;
        m_tracing.tell(std::move(hop));
    }

    Tracing& m_tracing;
    const routes::RouteTable& m_table;
    events::EventTaker& m_router;
};

Tracing::Tracing(record::HopTaker& taker, const Timeline& timeline, const events::Dress& dress)
    : m_taker(taker)
    , m_timeline(timeline)
    , m_dress(dress) {}

Tracing::~Tracing() = default;

ingress::HubTarget& Tracing::wrap(const std::string& hub, const std::string& taker, ingress::HubTarget& target) {
    return *m_hubJoints.emplace_back(std::make_unique<HubJoint>(*this, hub, taker, target));
}

routes::RouteTarget& Tracing::wrap(const routes::RouteSettings& route, routes::RouteTarget& target) {
    return *m_routeJoints.emplace_back(std::make_unique<RouteJoint>(*this, route, target));
}

endpoints::Consumer& Tracing::wrap(const std::string& endpoint, const std::string& taker, endpoints::Consumer& consumer,
                                   bool toEndpoint) {
    return *m_endpointJoints.emplace_back(
        std::make_unique<EndpointJoint>(*this, endpoint, taker, consumer, toEndpoint));
}

events::EventTaker& Tracing::beforeQueue(events::EventTaker& queue) {
    m_queueJoint = std::make_unique<QueueJoint>(*this, queue);
    return *m_queueJoint;
}

events::EventTaker& Tracing::beforeRouter(const routes::RouteTable& table, events::EventTaker& router) {
    return *m_routerJoints.emplace_back(std::make_unique<RouterJoint>(*this, table, router));
}

std::uint32_t Tracing::tellMessage(const ingress::DeviceMessage& message, const std::string& hub) {
    if (!wants(message.number)) return 0;
    const Inside chain(*this, {message.number, 0});
    Hop hop;
    hop.kind = HopKind::message;
    hop.service = hub;
    hop.subject = message.device;
    if (wantsDetails()) ingress::appendBody(hop.payload, message);
    return tell(std::move(hop));
}

void Tracing::settleMessage(const ingress::DeviceMessage& message, std::uint32_t hop, const Result<void>& taken) {
    if (!wants(message.number)) return;
    m_taker.settle(message.number, hop, outcomeOf(taken), taken ? std::string() : taken.error().what.str());
}

std::uint32_t Tracing::tell(record::Hop hop) {
    hop.parent = m_here.hop;
    hop.at = m_timeline.now();
    return m_taker.add(m_here.message, std::move(hop));
}

void Tracing::settle(std::uint32_t hop, delivery::Outcome outcome) {
    const bool delivered = outcome == delivery::Outcome::delivered;
    settle(hop, engine::outcomeOf(outcome), delivered ? std::string() : std::string(delivery::outcomeText(outcome)));
}

void Tracing::settle(std::uint32_t hop, record::HopOutcome outcome, std::string detail) {
    m_taker.settle(m_here.message, hop, outcome, std::move(detail));
}

void Tracing::remember(const events::Event& event, const std::string& place, std::uint32_t hop) {
    if (!wantsDetails()) return; // then nobody looks at what brought what about
    const auto [at, isNew] = m_hops.insert_or_assign({event.number, place}, hop);
    if (isNew) m_oldest.push_back(at);
    if (m_hops.size() <= kMaxPlaces) return;
    m_hops.erase(m_oldest.front());
    m_oldest.pop_front();
}

std::uint32_t Tracing::hopOf(const events::Event& event, const std::string& place) const {
    const auto hop = m_hops.find({event.number, place});
    return hop == m_hops.end() ? kMessageHop : hop->second;
}

} // namespace twinflow::engine
