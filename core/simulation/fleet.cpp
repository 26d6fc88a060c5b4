// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/fleet.h"

#include "ingress/system_properties.h"
#include "simulation/fault_rules.h"

#include <algorithm>
#include <map>

namespace twinflow::simulation {

namespace {

constexpr std::size_t kShortestGarbage = 16; // so that it is not JSON by accident
constexpr std::size_t kGarbageSpan = 64;

/// Two lines of one group mostly differ in their members, so those are part of the name.
std::string streamName(const Traffic& traffic, std::string_view device) {
    std::string name = traffic.devices + "/" + std::string(device);
    for (const PayloadMember& member : traffic.body) name += "/" + member.name;
    return name;
}

void putGarbage(std::string& body, Random& random) {
    body.resize(kShortestGarbage + random.below(kGarbageSpan));
    for (char& byte : body) byte = static_cast<char>(random.next() >> 56);
}

} // namespace

std::vector<Random> lineStreams(const std::vector<Traffic>& traffic, const Random& random) {
    std::map<std::string, std::size_t> lines;
    std::vector<Random> streams;
    for (const Traffic& line : traffic) {
        const std::size_t before = lines[streamName(line, {})]++;
        streams.push_back(before == 0 ? random : random.fork("line " + std::to_string(before + 1)));
    }
    return streams;
}

Fleet::Fleet(Traffic traffic, const std::vector<std::string>& deviceIds, const Recordings& recordings,
             const Random& random, Timeline& timeline, MessageTaker& taker)
    : m_traffic(std::move(traffic))
    , m_payload(m_traffic.body, recordings, m_traffic.every)
    , m_timeline(timeline)
    , m_began(timeline.now())
    , m_faultRandom(random.fork("faults/" + streamName(m_traffic, {})))
    , m_outbox(timeline, m_began, random.fork("network/" + streamName(m_traffic, {})), taker) {
    m_devices.reserve(deviceIds.size());
    m_state.resize(deviceIds.size() * m_payload.stateSize());
    for (const std::string& id : deviceIds) {
        Random stream = random.fork(streamName(m_traffic, id));
        m_payload.begin(stateOf(m_devices.size()), stream);
        m_devices.push_back({stream, {}});
        m_ids.add(id);
    }
    m_message.contentType = m_traffic.contentType;
    m_message.contentEncoding = m_traffic.contentEncoding;
    m_message.properties = m_traffic.properties;
    ingress::sortProperties(m_message);
}

std::span<double> Fleet::stateOf(std::uint64_t device) {
    return std::span(m_state).subspan(device * m_payload.stateSize(), m_payload.stateSize());
}

void Fleet::schedule(std::uint64_t device) {
    Device& sender = m_devices[device];
    const auto jitter = static_cast<std::uint64_t>(m_traffic.jitter.count());
    const auto moved = jitter == 0 ? Duration{} : Duration(sender.random.below(2 * jitter + 1)) - m_traffic.jitter;
    m_timeline.at(sender.due + moved, *this, device, Duty::background);
}

void Fleet::start() {
    for (std::uint64_t device = 0; device < m_devices.size(); ++device) {
        const auto interval = static_cast<std::uint64_t>(m_traffic.every.count());
        m_devices[device].due = m_began + Duration(m_devices[device].random.below(interval));
        schedule(device);
    }
}

void Fleet::setFaults(const std::vector<const Fault*>& active, std::string_view hub) {
    m_faults.clear();
    std::vector<DeviceFault> ofNetwork;
    for (const Fault* fault : active) {
        const FaultTarget whom = faultRule(fault->kind).target;
        if (whom != FaultTarget::devices && whom != FaultTarget::network) continue;
        DeviceFault hit{fault, DeviceFault::kAll};
        const DeviceTarget target = deviceTarget(fault->target);
        const bool throughHub = whom == FaultTarget::network && fault->target == hub;
        if (!throughHub && target.group != m_traffic.devices) continue;
        if (!throughHub && !target.device.empty()) {
            hit.device = 0;
            while (hit.device < m_ids.size() && m_ids[hit.device] != target.device) ++hit.device;
            if (hit.device == m_ids.size()) continue;
        }
        const bool onTheWay = whom == FaultTarget::network || fault->kind == FaultKind::deviceDuplicating ||
                              fault->kind == FaultKind::deviceReordering;
        (onTheWay ? ofNetwork : m_faults).push_back(hit);
    }
    m_outbox.setFaults(std::move(ofNetwork));
}

void Fleet::make(std::uint64_t device, Instant clock, double garbage) {
    Device& sender = m_devices[device];
    m_message.device = m_ids[device];
    m_message.enqueued = m_timeline.now();
    m_message.body.clear();
    m_payload.append(m_message.body, stateOf(device), sender.random,
                     {m_timeline.now(), m_timeline.now() - m_began, clock});
    if (m_traffic.garbage > 0 && sender.random.unit() < m_traffic.garbage) putGarbage(m_message.body, sender.random);
    if (garbage > 0 && m_faultRandom.unit() < garbage) putGarbage(m_message.body, m_faultRandom);
}

void Fleet::sendUnderFaults(std::uint64_t device) {
    bool silent = false;
    int times = 1;
    double garbage = 0;
    Duration wrong{};
    for (const DeviceFault& hit : m_faults) {
        if (!hit.hits(device)) continue;
        const Fault& fault = *hit.fault;
        if (fault.kind == FaultKind::deviceSilent) silent = true;
        if (fault.kind == FaultKind::deviceBursting) times = std::max(times, fault.times);
        if (fault.kind == FaultKind::deviceGarbage) garbage = std::max(garbage, fault.share);
        if (fault.kind == FaultKind::deviceClockDrift) {
            const double done = toSeconds(m_timeline.now() - m_began - fault.at) / toSeconds(fault.lasts);
            const Duration drift = fromSeconds(toSeconds(fault.drift) * done);
            if (std::chrono::abs(drift) > std::chrono::abs(wrong)) wrong = drift;
        }
    }
    const Instant clock = m_timeline.now() + wrong;
    make(device, clock, garbage);
    schedule(device);
    if (silent) return;
    m_outbox.send(m_message, device);
    for (int i = 1; i < times; ++i) {
        make(device, clock, garbage);
        m_outbox.send(m_message, device);
    }
}

void Fleet::onTimer(std::uint64_t device) {
    if (m_stopped) return;
    m_devices[device].due += m_traffic.every;
    if (!m_faults.empty()) {
        sendUnderFaults(device);
        return;
    }
    make(device, m_timeline.now(), 0);
    schedule(device);
    m_outbox.send(m_message, device);
}

} // namespace twinflow::simulation
