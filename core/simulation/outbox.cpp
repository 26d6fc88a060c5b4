// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/outbox.h"

#include <algorithm>

namespace twinflow::simulation {

const Fault* Outbox::find(FaultKind kind, std::uint64_t device) const {
    const auto found = std::find_if(m_faults.begin(), m_faults.end(), [&](const DeviceFault& each) {
        return each.fault->kind == kind && each.hits(device);
    });
    return found == m_faults.end() ? nullptr : found->fault;
}

bool Outbox::happens(FaultKind kind, std::uint64_t device) {
    const Fault* fault = find(kind, device);
    return fault && m_random.unit() < fault->share;
}

void Outbox::setFaults(std::vector<DeviceFault> faults) {
    m_faults = std::move(faults);
    std::map<std::uint64_t, ingress::DeviceMessage> late;
    late.swap(m_late);
    for (auto& [device, message] : late) {
        if (const Fault* still = find(FaultKind::deviceReordering, device)) {
            m_late.emplace(device, std::move(message));
            stayAwakeFor(*still);
            continue;
        }
        --m_row.waiting;
        transmit(message, device);
    }
    std::vector<Kept> kept;
    kept.swap(m_kept);
    for (Kept& each : kept) {
        --m_row.waiting;
        transmit(each.message, each.device);
    }
}

void Outbox::send(ingress::DeviceMessage& message, std::uint64_t device) {
    ++m_row.offered;
    ++m_row.accepted;
    if (m_faults.empty()) {
        deliver(message);
        return;
    }
    const auto late = m_late.find(device);
    if (late == m_late.end() && happens(FaultKind::deviceReordering, device)) {
        m_late.emplace(device, message);
        ++m_row.waiting;
        stayAwakeFor(*find(FaultKind::deviceReordering, device));
        return;
    }
    const bool twice = happens(FaultKind::deviceDuplicating, device);
    transmit(message, device);
    if (twice) {
        ++m_row.offered;
        ++m_row.accepted;
        transmit(message, device);
    }
    if (late == m_late.end()) return;
    ingress::DeviceMessage overtaken = std::move(late->second);
    m_late.erase(late);
    --m_row.waiting;
    transmit(overtaken, device);
}

void Outbox::transmit(ingress::DeviceMessage& message, std::uint64_t device) {
    const Fault* cut = find(FaultKind::networkCut, device);
    if (!cut) {
        deliver(message);
    } else if (cut->lost) {
        ++m_row.dropped;
    } else {
        m_kept.push_back({device, message});
        ++m_row.waiting;
        stayAwakeFor(*cut);
    }
}

void Outbox::deliver(ingress::DeviceMessage& message) {
    ++m_row.delivered;
    ++m_row.attempts;
    message.enqueued = m_timeline.now();
    m_taker.take(message);
}

void Outbox::stayAwakeFor(const Fault& fault) {
    const Instant end = m_began + fault.at + fault.lasts;
    if (end <= m_awakeUntil) return;
    m_awakeUntil = end;
    m_timeline.at(end, *this, 0);
}

} // namespace twinflow::simulation
