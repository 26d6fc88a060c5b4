// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/route_gate.h"

#include <algorithm>

namespace twinflow::engine {

namespace {

using simulation::FaultKind;

/// What a route makes of an HTTP status: some say later, some say never.
delivery::Outcome outcomeOf(int status) {
    constexpr int kTimeout = 408, kTooMany = 429, kServerError = 500, kBusy = 503;
    if (status == kTooMany || status == kBusy) return delivery::Outcome::busy;
    if (status == kTimeout) return delivery::Outcome::timedOut;
    return status >= kServerError ? delivery::Outcome::failed : delivery::Outcome::refused;
}

} // namespace

void RouteGate::setFaults(const std::vector<const simulation::Fault*>& active) {
    m_faults.clear();
    m_slowness = {};
    for (const simulation::Fault* fault : active) {
        if (fault->target != m_endpoint.settings().name) continue;
        if (fault->kind == FaultKind::endpointSlow) m_slowness = std::max(m_slowness, fault->latency);
        if (fault->kind == FaultKind::endpointThrottled || fault->kind == FaultKind::endpointRefusing)
            m_faults.push_back(fault);
    }
}

delivery::Outcome RouteGate::accept(const events::EventRef& event) {
    for (const simulation::Fault* fault : m_faults) {
        if (m_random.unit() >= fault->share) continue;
        return fault->kind == FaultKind::endpointThrottled ? delivery::Outcome::busy : outcomeOf(fault->status);
    }
    if (m_slowness == Duration{} && m_underWay.empty()) return handOver(event);
    if (m_endpoint.condition.down) return delivery::Outcome::unavailable;
    m_lastDue = std::max(m_lastDue, m_timeline.now() + m_slowness); // nothing overtakes on the way
    m_underWay.push_back(event);
    m_timeline.at(m_lastDue, *this, 0);
    return delivery::Outcome::delivered;
}

delivery::Outcome RouteGate::handOver(const events::EventRef& event) {
    const delivery::Outcome outcome = m_endpoint.accept(event);
    if (outcome == delivery::Outcome::delivered) m_latency.add(m_timeline.now() - event->origin);
    return outcome;
}

void RouteGate::onTimer(std::uint64_t) {
    const events::EventRef event = m_underWay.front();
    if (handOver(event) == delivery::Outcome::delivered)
        m_underWay.pop_front();
    else
        m_timeline.after(kKnock, *this, 0);
}

} // namespace twinflow::engine
