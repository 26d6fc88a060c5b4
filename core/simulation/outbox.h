// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The way from the devices of a group to their hub, which faults of the scenario cut, double and shuffle.
#pragma once

#include "base/random.h"
#include "base/timeline.h"
#include "ingress/device_message.h"
#include "metrics/ledger.h"
#include "simulation/scenario.h"

#include <cstdint>
#include <map>
#include <vector>

namespace twinflow::simulation {

/// Takes each message as it is sent, and numbers it.
class MessageTaker {
public:
    virtual ~MessageTaker() = default;
    virtual void take(ingress::DeviceMessage& message) = 0;
};

/// A fault that holds for some of a fleet's devices.
struct DeviceFault {
    static constexpr std::uint64_t kAll = static_cast<std::uint64_t>(-1);

    const Fault* fault;
    std::uint64_t device = kAll;

    bool hits(std::uint64_t other) const { return device == kAll || device == other; }
};

/// What is kept is sent when no fault keeps it any more, in the order in which it was made; waiting for that is work,
/// so that a run does not end before.
class Outbox final : public TimerTarget {
public:
    /// All references outlive it.
    Outbox(Timeline& timeline, Instant began, const Random& random, MessageTaker& taker)
        : m_timeline(timeline)
        , m_began(began)
        , m_random(random)
        , m_taker(taker) {}

    /// The faults that hold from now on: of networkCut, deviceDuplicating and deviceReordering.
    void setFaults(std::vector<DeviceFault> faults);
    void send(ingress::DeviceMessage& message, std::uint64_t device);
    void onTimer(std::uint64_t) override {} // it only keeps the run alive: setFaults() sends what was kept

    /// Units are messages: delivered = handed to the hub, waiting = kept by the device, dropped = lost.
    const metrics::LedgerRow& row() const { return m_row; }

private:
    struct Kept {
        std::uint64_t device;
        ingress::DeviceMessage message;
    };

    /// The strongest fault of that kind on the device, null when none holds.
    const Fault* find(FaultKind kind, std::uint64_t device) const;
    /// A draw for the share of the device's fault of that kind.
    bool happens(FaultKind kind, std::uint64_t device);
    /// Through the network, or not.
    void transmit(ingress::DeviceMessage& message, std::uint64_t device);
    void deliver(ingress::DeviceMessage& message);
    void stayAwakeFor(const Fault& fault);

    Timeline& m_timeline;
    Instant m_began;
    Random m_random;
    MessageTaker& m_taker;
    std::vector<DeviceFault> m_faults;
    std::vector<Kept> m_kept;                               // by cuts of the network
    std::map<std::uint64_t, ingress::DeviceMessage> m_late; // by device: what its next message overtakes
    Instant m_awakeUntil{};
    metrics::LedgerRow m_row;
};

} // namespace twinflow::simulation
