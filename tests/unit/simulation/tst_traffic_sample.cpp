// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What is shown of a generator is what a run would send.
#include "simulation/fleet.h"
#include "simulation/traffic_sample.h"
#include "support.h"

using namespace twinflow;
using namespace twinflow::simulation;
using namespace std::chrono_literals;

namespace {

Scenario scenario() {
    Scenario made;
    made.start = parseInstant("2026-03-02T06:00:00Z").value();
    Traffic traffic;
    traffic.devices = "sensors";
    traffic.every = 10s;
    traffic.jitter = 2s;
    traffic.body.push_back({"temperature", Walk{20, 0.5, 10, 30}, 2, 1});
    traffic.body.push_back({"inner", Object{{{"a~/b", Sine{5, 1, 1min, 0}, {}, 1}}}, {}, 1});
    traffic.body.push_back({"state", Text{"on"}, {}, 1});
    made.traffic = {traffic, traffic}; // two lines of one group draw from streams of their own
    return made;
}

class Taker final : public MessageTaker {
public:
    void take(ingress::DeviceMessage& message) override {
        if (message.device == "s2") bodies.push_back(message.body);
    }
    std::vector<std::string> bodies;
};

} // namespace

class TrafficSampleTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aSampleIsWhatAFleetSends_data() {
        QTest::addColumn<int>("line");
        QTest::newRow("first") << 0;
        QTest::newRow("second") << 1;
    }
    void aSampleIsWhatAFleetSends() {
        QFETCH(const int, line);
        const Scenario made = scenario();
        const auto at = static_cast<std::size_t>(line);
        Timeline timeline(made.start);
        Taker taker;
        const Recordings none;
        const Random stream = lineStreams(made.traffic, Random(7))[at];
        Fleet fleet(made.traffic[at], {"s1", "s2", "s3"}, none, stream, timeline, taker);
        fleet.start();
        while (timeline.step(made.start + 5min)) {
        }
        const auto sample = sampleTraffic(made, at, "s2", {}, 7, 5min, 1000);
        QVERIFY(taker.bodies.size() >= 29);
        QCOMPARE(sample.size(), taker.bodies.size());
        for (std::size_t i = 0; i < sample.size(); ++i) TF_COMPARE(sample[i].body, taker.bodies[i]);
        QVERIFY(std::is_sorted(sample.begin(), sample.end(), [](const auto& a, const auto& b) { return a.at < b.at; }));
    }

    void numbersAreFoundByTheirPointer() {
        const auto sample = sampleTraffic(scenario(), 0, "s1", {}, 1, 2min, 1000);
        QCOMPARE(numbersAt(sample, "/temperature").size(), sample.size());
        QCOMPARE(numbersAt(sample, "/inner/a~0~1b").size(), sample.size());
        QVERIFY(numbersAt(sample, "/state").empty());
        QVERIFY(numbersAt(sample, "/nothing").empty());
    }

    void thereAreNeverMoreThanAskedFor() {
        QCOMPARE(sampleTraffic(scenario(), 0, "s1", {}, 1, 24h, 50).size(), std::size_t{50});
    }
};

QTEST_APPLESS_MAIN(TrafficSampleTest)
#include "tst_traffic_sample.moc"
