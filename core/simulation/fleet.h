// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Devices that send: each ticks on the timeline and makes its payload from its generators.
#pragma once

#include "base/random.h"
#include "base/timeline.h"
#include "simulation/outbox.h"
#include "simulation/payload.h"
#include "simulation/recordings.h"
#include "simulation/scenario.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace twinflow::simulation {

/// Many short texts in one piece of memory.
class Names {
public:
    void add(std::string_view name) {
        m_text += name;
        m_ends.push_back(m_text.size());
    }
    std::string_view operator[](std::size_t index) const {
        const std::size_t begin = index == 0 ? 0 : m_ends[index - 1];
        return std::string_view(m_text).substr(begin, m_ends[index] - begin);
    }
    std::size_t size() const { return m_ends.size(); }

private:
    std::string m_text;
    std::vector<std::size_t> m_ends;
};

/// What each line's fleet draws from. A device's stream is named by its group, its id and the names of its payload's
/// members; of lines that agree in these all but the first get a Random of their own.
std::vector<Random> lineStreams(const std::vector<Traffic>& traffic, const Random& random);

/// One traffic line for its devices. Every device draws from a stream of its own, named by group and id, so that adding
/// a device or a group changes no other; faults draw from one of their own. Timers are background duty: traffic alone
/// does not keep a run alive. `number` of a message is the taker's.
class Fleet final : public TimerTarget {
public:
    /// All references outlive the fleet.
    Fleet(Traffic traffic, const std::vector<std::string>& deviceIds, const Recordings& recordings,
          const Random& random, Timeline& timeline, MessageTaker& taker);
    Fleet(const Fleet&) = delete;
    Fleet& operator=(const Fleet&) = delete;

    /// Asks for every device's first tick, spread over one interval. Call once.
    void start();
    /// No message is made after this.
    void stop() { m_stopped = true; }
    void onTimer(std::uint64_t device) override;
    /// The faults that hold from now on, those of other targets included.
    void setFaults(const std::vector<const Fault*>& active, std::string_view hub);
    /// Units are messages.
    const metrics::LedgerRow& row() const { return m_outbox.row(); }
    std::size_t deviceCount() const { return m_devices.size(); }
    const Traffic& traffic() const { return m_traffic; }

private:
    struct Device {
        Random random;
        Instant due; ///< of the next tick, before jitter
    };
    void schedule(std::uint64_t device);
    void make(std::uint64_t device, Instant clock, double garbage);
    /// Makes and sends what the faults that hold let it.
    void sendUnderFaults(std::uint64_t device);
    std::span<double> stateOf(std::uint64_t device);

    Traffic m_traffic;
    PayloadMaker m_payload;
    Timeline& m_timeline;
    std::vector<Device> m_devices;
    Names m_ids;
    std::vector<double> m_state; // of all devices, stateSize numbers each
    Instant m_began{};
    ingress::DeviceMessage m_message; // reused
    std::vector<DeviceFault> m_faults;
    Random m_faultRandom;
    Outbox m_outbox;
    bool m_stopped = false;
};

} // namespace twinflow::simulation
