// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Ledger rows, histograms, incidents.
#include "metrics/histogram.h"
#include "metrics/incidents.h"
#include "metrics/ledger.h"
#include "support.h"

using namespace twinflow;
using namespace twinflow::metrics;
using namespace std::chrono_literals;

class MetricsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aRowBalancesOnlyWhenAllIsAccountedFor() {
        LedgerRow row;
        QVERIFY(row.balances());
        row.offered = 10;
        row.filtered = 3;
        row.accepted = 7;
        QVERIFY(!row.balances());
        row.delivered = 2;
        row.waiting = row.retrying = row.deadLettered = row.expired = row.dropped = 1;
        QVERIFY(row.balances());
        row += row;
        QCOMPARE(row.accepted, std::uint64_t(14));
        QVERIFY(row.balances());
        ++row.offered;
        QVERIFY(!row.balances());
    }

    void quantilesStayWithinTheErrorOfABucket() {
        Histogram histogram;
        for (int i = 1; i <= 1000; ++i) histogram.add(std::chrono::microseconds(i));
        QCOMPARE(histogram.count(), std::uint64_t(1000));
        QCOMPARE(histogram.min(), Duration(1us));
        QCOMPARE(histogram.max(), Duration(1ms));
        for (const double share : {0.1, 0.5, 0.9, 0.99}) {
            const double exact = share * 1e6;
            const auto found = static_cast<double>(histogram.quantile(share).count());
            QVERIFY2(found >= exact && found <= exact * 1.0625 + 1, std::to_string(share).c_str());
        }
        QCOMPARE(histogram.quantile(1), Duration(1ms));
    }

    void histogramsTakeEveryDuration() {
        Histogram histogram;
        histogram.add(0ns);
        histogram.add(-5s); // a clock that runs back counts as nothing
        histogram.add(Duration::max());
        QCOMPARE(histogram.count(), std::uint64_t(3));
        QCOMPARE(histogram.min(), Duration(0));
        QCOMPARE(histogram.quantile(0.5), Duration(0));
        QCOMPARE(histogram.quantile(1), Duration::max());
        Histogram sum;
        sum += histogram;
        QCOMPARE(sum.quantile(1), Duration::max());
        QCOMPARE(Histogram().quantile(0.5), Duration(0));
    }

    void incidentsKeepTheFirstAndCountTheRest() {
        Incidents incidents;
        incidents.note("ingest", fault("functions-threw", "first"), "t1");
        incidents.note("ingest", fault("functions-threw", "second"), "t2");
        QCOMPARE(incidents.total(), std::uint64_t(2));
        const Incidents::Entry& entry = incidents.entries().begin()->second;
        TF_COMPARE(entry.first.what.str(), "first");
        TF_COMPARE(entry.firstAt + entry.lastAt, "t1t2");
    }

    void incidentsStayBounded() {
        Incidents incidents;
        for (int i = 0; i < 5000; ++i) incidents.note("service " + std::to_string(i), fault("code", "x"), "t");
        QCOMPARE(incidents.total(), std::uint64_t(5000));
        QCOMPARE(incidents.entries().size(), Incidents::kMaxKinds + 1);
        QCOMPARE(incidents.entries().at({"other", "other"}).count, std::uint64_t(4000));
    }
};

QTEST_APPLESS_MAIN(MetricsTest)
#include "tst_metrics.moc"
