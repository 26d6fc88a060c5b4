// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/outbox.h"

#include <utility>

namespace twinflow::simulation {

const Fault* Outbox::find(FaultKind kind, std::uint64_t device) const {
    const Fault* strongest = nullptr;
    for (const DeviceFault& each : m_faults) {
        if (each.fault->kind != kind || !each.hits(device)) continue;
        const auto strength = [](const Fault& fault) { return std::pair(fault.share, fault.lost); };
        if (!strongest || strength(*each.fault) > strength(*strongest)) strongest = each.fault;
    }
    return strongest;
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
        if (const Fault* still = find(FaultKind::networkCut, each.device)) {
            stayAwakeFor(*still);
            m_kept.push_back(std::move(each));
            continue;
        }
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
