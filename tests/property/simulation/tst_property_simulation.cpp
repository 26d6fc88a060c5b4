// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever goes wrong with devices and their network: every message is sent, kept or counted as lost.
#include "simulation/fault_rules.h"
#include "simulation/faults.h"
#include "simulation/fleet.h"
#include "support.h"

#include <rapidcheck.h>

#include <algorithm>
#include <map>

using namespace twinflow;
using namespace twinflow::simulation;
using namespace std::chrono_literals;

namespace {

const Instant kStart{1'000'000s};
constexpr Duration kLength = 10min;

/// Bodies by device, in the order in which the hub gets them.
class Log final : public MessageTaker {
public:
    std::map<std::string, std::vector<std::string>> bodies;
    std::uint64_t count = 0;
    void take(ingress::DeviceMessage& message) override {
        bodies[message.device].push_back(message.body);
        ++count;
    }
};

/// Faults of the network and of devices that change no body.
std::vector<Fault> anyFaults(const std::vector<FaultKind>& kinds) {
    std::vector<Fault> faults;
    for (int i = *rc::gen::inRange(0, 6); i > 0; --i) {
        Fault fault;
        fault.kind = *rc::gen::elementOf(kinds);
        fault.target = *rc::gen::element<std::string>("pumps", "pumps/p1", "pumps/p2");
        if (fault.kind == FaultKind::networkCut && *rc::gen::arbitrary<bool>()) fault.target = "hub";
        fault.at = std::chrono::seconds(*rc::gen::inRange(0, 600));
        fault.lasts = std::chrono::seconds(*rc::gen::inRange(1, 600));
        fault.share = *rc::gen::inRange(0, 11) / 10.0;
        fault.lost = *rc::gen::inRange(0, 4) == 0;
        faults.push_back(fault);
    }
    return faults;
}

/// Runs a fleet under these faults until nothing waits; checks the row at every step.
metrics::LedgerRow run(const std::vector<Fault>& faults, Log& log) {
    Traffic traffic;
    traffic.devices = "pumps";
    traffic.every = 7s;
    traffic.jitter = 2s;
    traffic.body = {{"n", Counter{0, 1, 1}, 0, 1}};
    Timeline timeline(kStart);
    const Recordings none;
    Fleet fleet(traffic, {"p1", "p2", "p3"}, none, Random(7), timeline, log);
    FaultSchedule schedule(faults, timeline, [&](const auto& active) { fleet.setFaults(active, "hub"); });
    schedule.start();
    fleet.start();
    const auto steps = [&](Instant limit) {
        while (timeline.step(limit)) {
            RC_ASSERT(fleet.row().balances());
            RC_ASSERT(fleet.row().delivered == log.count);
            // What waits keeps the run alive.
            RC_ASSERT(fleet.row().waiting == 0U || timeline.pendingWork() > 0U);
        }
    };
    steps(kStart + kLength);
    fleet.stop();
    while (timeline.pendingWork() > 0) steps(*timeline.next());
    return fleet.row();
}

} // namespace

class SimulationPropertyTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nothingIsLostWithoutACount() {
        QVERIFY(rc::check([] {
            std::vector<FaultKind> kinds;
            for (const FaultRule& rule : faultRules()) {
                if (rule.target == FaultTarget::devices || rule.target == FaultTarget::network)
                    kinds.push_back(rule.kind);
            }
            Log log;
            const metrics::LedgerRow row = run(anyFaults(kinds), log);
            RC_ASSERT(row.waiting == 0U);
            RC_ASSERT(row.accepted == row.delivered + row.dropped);
        }));
    }

    void aNetworkThatKeepsChangesOnlyWhen() {
        QVERIFY(rc::check([] {
            std::vector<Fault> faults = anyFaults({FaultKind::networkCut});
            for (Fault& fault : faults) fault.lost = false;
            Log calm, cut;
            run({}, calm);
            run(faults, cut);
            RC_ASSERT(cut.bodies == calm.bodies);
        }));
    }

    void reorderingAndDuplicatingLoseNothing() {
        QVERIFY(rc::check([] {
            std::vector<Fault> faults =
                anyFaults({FaultKind::deviceReordering, FaultKind::deviceDuplicating, FaultKind::networkCut});
            for (Fault& fault : faults) fault.lost = false;
            Log calm, stormy;
            run({}, calm);
            run(faults, stormy);
            for (auto& [device, bodies] : stormy.bodies) {
                std::sort(bodies.begin(), bodies.end());
                bodies.erase(std::unique(bodies.begin(), bodies.end()), bodies.end());
                std::vector<std::string> all = calm.bodies[device];
                std::sort(all.begin(), all.end());
                RC_ASSERT(bodies == all);
            }
        }));
    }
};

QTEST_APPLESS_MAIN(SimulationPropertyTest)
#include "tst_property_simulation.moc"
