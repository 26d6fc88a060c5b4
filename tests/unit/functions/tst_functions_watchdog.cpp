// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The watchdog: what runs too long is stopped, once, and nothing else is.
#include "functions/watchdog.h"
#include "support.h"

#include <atomic>
#include <thread>

using namespace twinflow::functions;
using Ended = Watch::Ended;
using namespace std::chrono_literals;

namespace {

constexpr std::uint64_t kPlenty = 1ULL << 40;

std::uint64_t nothing() {
    return 0;
}

} // namespace

class FunctionsWatchdogTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void stopsALongCallOnceAndWaitsForTheStop() {
        std::atomic<int> stops = 0;
        Watch watch(Watchdog::shared(), 4ms, kPlenty, [&] { ++stops; });
        for (int call = 1; call <= 20; ++call) {
            watch.begin();
            while (stops < call) std::this_thread::yield();
            QCOMPARE(watch.end(), Ended::tooLong);
            QCOMPARE(stops.load(), call);
        }
    }

    void leavesShortCallsAlone() {
        std::atomic<int> stops = 0;
        Watch slow(Watchdog::shared(), 4ms, kPlenty, [] {}); // makes the watchdog look often
        Watch watch(Watchdog::shared(), std::chrono::hours(1), kPlenty, [&] { ++stops; });
        for (int call = 0; call < 200'000; ++call) {
            watch.begin();
            QCOMPARE(watch.end(), Ended::byItself);
        }
        QCOMPARE(stops.load(), 0);
    }

    void wakesForACall() {
        const auto watchdog = std::make_shared<Watchdog>(nothing);
        std::atomic<int> stops = 0;
        Watch watch(watchdog, 4ms, kPlenty, [&] { ++stops; });
        for (int call = 1; call <= 3; ++call) {
            while (!watchdog->asleep()) std::this_thread::yield();
            watch.begin();
            QVERIFY(!watchdog->asleep());
            while (stops < call) std::this_thread::yield();
            QCOMPARE(watch.end(), Ended::tooLong);
        }
    }

    void stopsACallThatTakesMemory() {
        std::atomic<std::uint64_t> inUse = 1000;
        const auto watchdog = std::make_shared<Watchdog>([&] { return inUse.load(); });
        std::atomic<int> stops = 0;
        Watch quick(watchdog, 4ms, kPlenty, [] {}); // makes the watchdog look often
        Watch watch(watchdog, std::chrono::hours(1), 100, [&] { ++stops; });
        for (int call = 1; call <= 5; ++call) {
            watch.begin();
            while (stops < call) ++inUse; // at some time more than it was when the call was first seen
            QCOMPARE(watch.end(), Ended::tooMuchMemory);
        }
        inUse += 1'000'000; // between calls
        watch.begin();
        QCOMPARE(watch.end(), Ended::byItself);
        QCOMPARE(stops.load(), 5);
    }

    void watchesSeveralThreads() {
        const auto watchdog = std::make_shared<Watchdog>(nothing);
        std::vector<std::thread> threads;
        std::atomic<int> stopped = 0;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&] {
                std::atomic<bool> stop = false;
                Watch watch(watchdog, 4ms, kPlenty, [&] { stop = true; });
                for (int call = 0; call < 5; ++call) {
                    stop = false;
                    watch.begin();
                    while (!stop) std::this_thread::yield();
                    if (watch.end() == Ended::tooLong) ++stopped;
                }
            });
        }
        for (std::thread& thread : threads) thread.join();
        QCOMPARE(stopped.load(), 20);
    }
};

QTEST_APPLESS_MAIN(FunctionsWatchdogTest)
#include "tst_functions_watchdog.moc"
