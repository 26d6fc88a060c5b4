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
        for (int i = 0; i < requests; ++i) taken += rates.note(kind, now) ? 1 : 0;
        return taken;
    }

private Q_SLOTS:
    void aTwinTakesTenWritesASecond() {
        RequestRates rates;
        const Instant start = parseInstant("2026-03-02T06:00:00Z").value();
        for (int i = 0; i < 10; ++i) QVERIFY(rates.noteWrite(TwinIndex{3}, start + i * 10ms));
        QVERIFY(!rates.noteWrite(TwinIndex{3}, start + 999ms));
        QVERIFY(rates.noteWrite(TwinIndex{2}, start + 999ms)); // each twin has its own
        QVERIFY(rates.noteWrite(TwinIndex{3}, start + 1s));
        QCOMPARE(rates.excess().oneTwin, std::uint64_t(1));
        QCOMPARE(rates.excess().total(), std::uint64_t(1));
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
