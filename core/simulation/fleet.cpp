// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/fleet.h"

#include "ingress/system_properties.h"

namespace twinflow::simulation {

namespace {

constexpr std::size_t kShortestGarbage = 16; // so that it is not JSON by accident
constexpr std::size_t kGarbageSpan = 64;

/// Two lines of one group may differ in nothing but their members, so those are part of the name.
std::string streamName(const Traffic& traffic, const std::string& device) {
    std::string name = traffic.devices + "/" + device;
    for (const PayloadMember& member : traffic.body) name += "/" + member.name;
    return name;
}

void putGarbage(std::string& body, Random& random) {
    body.resize(kShortestGarbage + random.below(kGarbageSpan));
    for (char& byte : body) byte = static_cast<char>(random.next() >> 56);
}

} // namespace

struct Fleet::Device {
    std::string id;
    Random random;
    Instant due; ///< of the next tick, before jitter
};

Fleet::Fleet(Traffic traffic, std::vector<std::string> deviceIds, const Recordings& recordings, const Random& random,
             Timeline& timeline, MessageTaker& taker)
    : m_traffic(std::move(traffic))
    , m_payload(m_traffic.body, recordings, m_traffic.every)
    , m_timeline(timeline)
    , m_taker(taker) {
    m_devices.reserve(deviceIds.size());
    m_state.resize(deviceIds.size() * m_payload.stateSize());
    for (std::string& id : deviceIds) {
        Random stream = random.fork(streamName(m_traffic, id));
        m_payload.begin(stateOf(m_devices.size()), stream);
        m_devices.push_back({std::move(id), stream, {}});
    }
    m_message.contentType = m_traffic.contentType;
    m_message.contentEncoding = m_traffic.contentEncoding;
    m_message.properties = m_traffic.properties;
    ingress::sortProperties(m_message);
}

Fleet::~Fleet() = default;
std::size_t Fleet::deviceCount() const {
    return m_devices.size();
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
    m_began = m_timeline.now();
    for (std::uint64_t device = 0; device < m_devices.size(); ++device) {
        const auto interval = static_cast<std::uint64_t>(m_traffic.every.count());
        m_devices[device].due = m_began + Duration(m_devices[device].random.below(interval));
        schedule(device);
    }
}

void Fleet::onTimer(std::uint64_t device) {
    if (m_stopped) return;
    Device& sender = m_devices[device];
    m_message.device = sender.id;
    m_message.enqueued = m_timeline.now();
    m_message.body.clear();
    m_payload.append(m_message.body, stateOf(device), sender.random,
                     {m_timeline.now(), m_timeline.now() - m_began, m_timeline.now()});
    if (m_traffic.garbage > 0 && sender.random.unit() < m_traffic.garbage) putGarbage(m_message.body, sender.random);
    sender.due += m_traffic.every;
    schedule(device);
    ++m_sent;
    m_taker.take(m_message);
}

} // namespace twinflow::simulation
