// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Devices that send: each ticks on the timeline and makes its payload from its generators.
#pragma once

#include "base/random.h"
#include "base/timeline.h"
#include "ingress/device_message.h"
#include "simulation/scenario.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace twinflow::simulation {

/// Takes each message as it is sent.
class MessageTaker {
public:
    virtual ~MessageTaker() = default;
    virtual void take(const ingress::DeviceMessage& message) = 0;
};

/// Recorded columns by file and column name, numbers in row order.
using Recordings = std::map<std::pair<std::string, std::string>, std::vector<double>>;

/// Reads the columns that the traffic replays. Codes: simulation-replay-missing, simulation-replay-column, simulation-replay-value.
Recordings readRecordings(const std::vector<Traffic>& traffic, const std::function<Result<std::string>(const std::string&)>& read,
                          Findings& findings);

/// One traffic line for its devices. Timers are background duty: traffic alone does not keep a run alive.
class Fleet final : public TimerTarget {
public:
    Fleet(Traffic traffic, std::vector<std::string> deviceIds, const Recordings& recordings, const Random& random,
          Timeline& timeline, MessageTaker& taker);
    ~Fleet() override;

    /// Asks for every device's first tick, spread over one interval.
    void start();
    /// No message after this.
    void stop() { m_stopped = true; }
    void onTimer(std::uint64_t device) override;
    std::uint64_t sent() const { return m_sent; }

private:
    struct Device;
    Traffic m_traffic;
    const Recordings& m_recordings;
    Timeline& m_timeline;
    MessageTaker& m_taker;
    std::vector<Device> m_devices;
    ingress::DeviceMessage m_message; // reused
    std::uint64_t m_sent = 0;
    bool m_stopped = false;
};

} // namespace twinflow::simulation
