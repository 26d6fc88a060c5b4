// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The service's request rates: what is one too many, and when counting begins anew.
#include "support.h"
#include "twins/request_rates.h"

using namespace twinflow;
using namespace twinflow::twins;
using namespace std::chrono_literals;

class TwinsRatesTest : public QObject {
    Q_OBJECT

    static int taken(RequestRates& rates, RequestKind kind, int requests, Instant now) {
        int taken = 0;
        for (int i = 0; i < requests; ++i) taken += rates.note(kind, {}, now) ? 0 : 1;
        return taken;
    }
    static bool patches(RequestRates& rates, std::vector<TwinIndex> written, Instant now) {
        return !rates.note(RequestKind::patch, written, now);
    }

private Q_SLOTS:
    void aTwinTakesTenWritesASecond() {
        RequestRates rates;
        const Instant start = parseInstant("2026-03-02T06:00:00Z").value();
        for (int i = 0; i < 10; ++i) QVERIFY(patches(rates, {TwinIndex{3}}, start + i * 10ms));
        QVERIFY(!patches(rates, {TwinIndex{3}}, start + 999ms));
        QVERIFY(patches(rates, {TwinIndex{2}}, start + 999ms)); // each twin has its own
        QVERIFY(patches(rates, {TwinIndex{3}}, start + 1s));
        QCOMPARE(rates.excess().oneTwin, std::uint64_t(1));
        QCOMPARE(rates.excess().total(), std::uint64_t(1));
    }

    void aRefusedRequestUsesUpNothingAndCountsOnce() {
        RequestRates rates;
        const Instant start = parseInstant("2026-03-02T06:00:00Z").value();
        for (int i = 0; i < 1500; ++i) patches(rates, {TwinIndex{1}}, start); // ten fit, the others are too much for it
        QCOMPARE(taken(rates, RequestKind::patch, 1000, start), 990);
        QCOMPARE(rates.excess().oneTwin, std::uint64_t(1490));
        QCOMPARE(rates.excess().of(RequestKind::patch), std::uint64_t(10));

        const Instant next = start + 1s;
        for (int i = 0; i < 12; ++i) patches(rates, {TwinIndex{1}, TwinIndex{2}}, next);
        QCOMPARE(rates.excess().oneTwin, std::uint64_t(1492)); // both ends are full: that is one refusal
        for (int i = 0; i < 10; ++i) QVERIFY(patches(rates, {TwinIndex{3}}, next));
        QVERIFY(!patches(rates, {TwinIndex{4}, TwinIndex{3}}, next));
        for (int i = 0; i < 10; ++i)
            QVERIFY(patches(rates, {TwinIndex{4}}, next)); // the end that had room still has it
    }

    void anInstanceHasARateForEachKind() {
        RequestRates rates;
        const Instant start = parseInstant("2026-03-02T06:00:00Z").value();
        QCOMPARE(taken(rates, RequestKind::read, 1200, start), 1000);
        QCOMPARE(taken(rates, RequestKind::patch, 1200, start), 1000);
        QCOMPARE(taken(rates, RequestKind::createOrDelete, 1200, start), 500);
        QCOMPARE(rates.excess().of(RequestKind::read), std::uint64_t(200));
        QCOMPARE(rates.excess().of(RequestKind::patch), std::uint64_t(200));
        QCOMPARE(rates.excess().of(RequestKind::createOrDelete), std::uint64_t(700));
        QCOMPARE(taken(rates, RequestKind::createOrDelete, 10, start + 1s), 10);
    }
};

QTEST_GUILESS_MAIN(TwinsRatesTest)
#include "tst_twins_rates.moc"
