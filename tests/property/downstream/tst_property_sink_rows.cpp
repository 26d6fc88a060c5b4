// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever comes, and whenever a destination is down: its endpoint and it account for every event.
#include "downstream/data_history.h"
#include "endpoints/endpoint.h"
#include "sink_bench.h"

#include <rapidcheck.h>

using namespace twinflow;
using namespace twinflow::test;
using downstream::DownstreamKind;
using endpoints::EndpointKind;

namespace {

class AccountBench {
public:
    AccountBench(EndpointKind kind, DownstreamKind sinkKind)
        : bench(settingsOf(sinkKind)) {
        endpoints::EndpointSettings settings;
        settings.name = "endpoint";
        settings.kind = kind;
        settings.partitions = 3;
        settings.retention = 1h;
        settings.retry = {{10s, 30s}, 5min, 4};
        settings.maxDeliveryCount = 3;
        settings.timeToLive = 10min;
        endpoint = endpoints::Endpoint::make(settings, bench.timeline, bench.dress, nullptr);
        TF_OK(bench.sink->standBehind(settings, "sink"));
        endpoint->subscribe("sink", *bench.sink);
    }

    void pass(Duration duration) {
        const Instant end = bench.timeline.now() + duration;
        while (bench.timeline.step(end)) {
        }
        bench.timeline.advanceTo(end);
    }

    void check() {
        const auto row = endpoint->row();
        const auto& written = bench.sink->row();
        RC_ASSERT(row.balances());
        RC_ASSERT(written.balances());
        RC_ASSERT(row.accepted == offered);
        RC_ASSERT(row.accepted ==
                  row.delivered + row.waiting + row.retrying + row.deadLettered + row.expired + row.dropped);
        RC_ASSERT(row.delivered == written.accepted + written.filtered);
        RC_ASSERT(row.attempts == written.attempts);
    }

    static downstream::DownstreamSettings settingsOf(DownstreamKind kind) {
        downstream::DownstreamSettings settings;
        settings.name = "sink";
        settings.kind = kind;
        settings.answers.failureRate = 0.3; // of a webhook
        return settings;
    }

    SinkBench bench;
    std::unique_ptr<endpoints::Endpoint> endpoint;
    std::uint64_t offered = 0;
};

} // namespace

class SinkRowProperties : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nothingIsLostWithoutACount() {
        QVERIFY(rc::check("rows", [] {
            AccountBench all(
                *rc::gen::element(EndpointKind::eventHub, EndpointKind::eventGrid, EndpointKind::serviceBus),
                *rc::gen::element(DownstreamKind::storage, DownstreamKind::timeSeries, DownstreamKind::map,
                                  DownstreamKind::webhook, DownstreamKind::dataHistory));
            const auto steps = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 10));
            for (const int step : steps) {
                const std::string twin = "twin-" + std::to_string(*rc::gen::inRange(0, 5));
                if (step < 3) {
                    ++all.offered;
                    all.endpoint->accept(all.bench.update(twin, "[{\"op\":\"add\",\"path\":\"/t\",\"value\":1}]"));
                } else if (step == 3) {
                    ++all.offered;
                    all.endpoint->accept(all.bench.telemetry(twin, "", "{\"a\":[1,2]}"));
                } else if (step == 4) {
                    ++all.offered;
                    all.endpoint->accept(all.bench.event(events::EventType::twinDelete, twin));
                } else if (step < 7) {
                    all.bench.sink->condition.down = !all.bench.sink->condition.down;
                } else {
                    all.pass(std::chrono::seconds(*rc::gen::inRange(0, 600)));
                }
                all.check();
            }
            all.bench.sink->condition.down = false;
            all.pass(48h);
            all.check();
            RC_ASSERT(all.endpoint->row().pending() == 0U);
            all.bench.finish();
            RC_ASSERT(!all.bench.lane.failure());
        }));
    }
};

QTEST_APPLESS_MAIN(SinkRowProperties)
#include "tst_property_sink_rows.moc"
