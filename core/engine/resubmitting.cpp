// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/resubmitting.h"

#include "endpoints/service_bus.h"
#include "engine/run_parts.h"

namespace twinflow::engine {

namespace {

endpoints::ServiceBus* busOf(const Run::Parts& parts, const simulation::Resubmission& resubmission) {
    return dynamic_cast<endpoints::ServiceBus*>(parts.findEndpoint(resubmission.from));
}

} // namespace

Result<void> Resubmitting::check() const {
    for (const simulation::Resubmission& each : m_parts.scenario.resubmit) {
        const endpoints::ServiceBus* const bus = busOf(m_parts, each);
        if (bus && (each.subscription.empty() || bus->find(each.subscription))) continue;
        Error unknown =
            bus ? fault("engine-unknown", "'{0}' has no subscription '{1}', which '{2}' names.", each.from,
                        each.subscription, m_parts.scenario.name)
                : fault("engine-unknown", "There is no Service Bus topic or queue '{0}', which '{1}' names.", each.from,
                        m_parts.scenario.name);
        return refuse(std::move(unknown).withHint(say("'twinflow check' lists what does not fit together.")));
    }
    return {};
}

void Resubmitting::start() {
    const auto& all = m_parts.scenario.resubmit;
    for (std::size_t i = 0; i < all.size(); ++i)
        m_parts.timeline.at(m_parts.scenario.start + all[i].at, *this, i, Duty::background);
}

void Resubmitting::onTimer(std::uint64_t resubmission) {
    const simulation::Resubmission& wanted = m_parts.scenario.resubmit[resubmission];
    busOf(m_parts, wanted)->resubmitAll(wanted.subscription);
}

} // namespace twinflow::engine
