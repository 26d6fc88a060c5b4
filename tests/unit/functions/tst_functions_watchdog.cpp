// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The watchdog: what runs too long is stopped, once, and nothing else is.
#include "functions/watchdog.h"
#include "support.h"

#include <atomic>
#include <thread>

using namespace twinflow::functions;
using namespace std::chrono_literals;

class FunctionsWatchdogTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void stopsALongCallOnceAndWaitsForTheStop() {
        std::atomic<int> stops = 0;
        Watch watch(Watchdog::shared(), 4ms, [&] { ++stops; });
        for (int call = 1; call <= 20; ++call) {
            watch.begin();
            while (stops < call) std::this_thread::yield();
            QVERIFY(watch.end());
            QCOMPARE(stops.load(), call);
        }
    }

    void leavesShortCallsAlone() {
        std::atomic<int> stops = 0;
        Watch slow(Watchdog::shared(), 4ms, [] {}); // makes the watchdog look often
        Watch watch(Watchdog::shared(), std::chrono::hours(1), [&] { ++stops; });
        for (int call = 0; call < 200'000; ++call) {
            watch.begin();
            QVERIFY(!watch.end());
        }
        QCOMPARE(stops.load(), 0);
    }

    void wakesForACall() {
        const auto watchdog = std::make_shared<Watchdog>();
        std::atomic<int> stops = 0;
        Watch watch(watchdog, 4ms, [&] { ++stops; });
        for (int call = 1; call <= 3; ++call) {
            while (!watchdog->asleep()) std::this_thread::yield();
            watch.begin();
            QVERIFY(!watchdog->asleep());
            while (stops < call) std::this_thread::yield();
            QVERIFY(watch.end());
        }
    }

    void watchesSeveralThreads() {
        const auto watchdog = std::make_shared<Watchdog>();
        std::vector<std::thread> threads;
        std::atomic<int> stopped = 0;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&] {
                std::atomic<bool> stop = false;
                Watch watch(watchdog, 4ms, [&] { stop = true; });
                for (int call = 0; call < 5; ++call) {
                    stop = false;
                    watch.begin();
                    while (!stop) std::this_thread::yield();
                    if (watch.end()) ++stopped;
                }
            });
        }
        for (std::thread& thread : threads) thread.join();
        QCOMPARE(stopped.load(), 20);
    }
};

QTEST_APPLESS_MAIN(FunctionsWatchdogTest)
#include "tst_functions_watchdog.moc"
