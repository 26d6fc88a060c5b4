// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// An Event Hub against a model with plain lists: partitions, groups that fail and recover, retention, throttling.
#include "bench.h"
#include "endpoints/event_hub.h"
#include "endpoints/message_size.h"
#include "model_steps.h"

#include <algorithm>
#include <array>

using namespace twinflow;
using namespace twinflow::endpoints;
using namespace twinflow::test;
using namespace std::chrono_literals;
using delivery::Outcome;

namespace {

constexpr std::array<const char*, 5> kTwins{"pump", "tank", "valve", "floor", "room"};
constexpr std::array<Duration, 6> kPauses{100ms, 1s, 3s, 8s, 65s, 20min};
constexpr std::size_t kSmall = 2;
constexpr std::size_t kLarge = 300'000;

struct ModelEvent {
    std::uint64_t number = 0;
    std::uint64_t sequence = 0;
    Instant at{};
};
struct ModelCursor {
    std::uint64_t next = 0;
    std::uint32_t attempts = 0;
    std::uint32_t failures = 0;
    Instant pausedUntil = Instant::min();
};
/// A second's worth at most, refilled evenly; all in billionths.
struct ModelRate {
    std::int64_t perSecond = 0;
    std::int64_t level = 0;
    Instant at{};
    void moveTo(Instant now) {
        const std::int64_t passed = std::min<Duration>(now - at, 1s).count();
        level = std::min(perSecond * 1'000'000'000, level + passed * perSecond);
        at = now;
    }
};

class Model {
public:
    Model(std::uint32_t partitions, Duration keeps, std::uint32_t units, std::size_t groupCount)
        : logs(partitions)
        , ends(partitions)
        , groups(groupCount, std::vector<ModelCursor>(partitions))
        , answers(groupCount, Outcome::delivered)
        , poisons(groupCount, 0)
        , got(groupCount, std::vector<std::vector<std::uint64_t>>(partitions))
        , rows(groupCount)
        , retention(keeps) {
        events.perSecond = 1000 * static_cast<std::int64_t>(units);
        bytes.perSecond = 1'000'000 * static_cast<std::int64_t>(units);
        events.level = events.perSecond * 1'000'000'000;
        bytes.level = bytes.perSecond * 1'000'000'000;
    }

    Outcome give(std::uint64_t number, std::uint32_t partition, std::size_t size) {
        if (size > 1024 * 1024) return Outcome::tooLarge;
        if (events.perSecond > 0) {
            events.moveTo(now);
            bytes.moveTo(now);
            const std::int64_t billion = 1'000'000'000;
            const std::int64_t need = std::min(static_cast<std::int64_t>(size), bytes.perSecond) * billion;
            if (events.level < billion || bytes.level < need) return Outcome::busy;
            events.level -= billion;
            bytes.level -= need;
        }
        logs[partition].push_back({number, ends[partition]++, now});
        for (auto& row : rows) {
            ++row.accepted;
            ++row.waiting;
        }
        for (std::size_t group = 0; group < groups.size(); ++group) read(group, partition);
        return Outcome::delivered;
    }
    void read(std::size_t group, std::uint32_t partition) {
        ModelCursor& cursor = groups[group][partition];
        while (cursor.next < ends[partition] && cursor.pausedUntil <= now) {
            const auto event = std::find_if(logs[partition].begin(), logs[partition].end(),
                                            [&](auto& each) { return each.sequence == cursor.next; });
            auto& row = rows[group];
            ++row.attempts;
            const Outcome answer = poisons[group] == event->number ? Outcome::refused : answers[group];
            auto& pending = cursor.attempts == 0 ? row.waiting : row.retrying;
            --pending;
            if (answer == Outcome::delivered || answer == Outcome::refused) {
                if (answer == Outcome::delivered) got[group][partition].push_back(event->number);
                ++(answer == Outcome::delivered ? row.delivered : row.dropped);
                ++cursor.next;
                cursor.attempts = 0;
                cursor.failures = 0;
                continue;
            }
            ++row.retrying;
            ++cursor.attempts;
            ++cursor.failures;
            const std::uint32_t seconds = cursor.failures >= 7 ? 60 : 1U << (cursor.failures - 1);
            cursor.pausedUntil = now + std::chrono::seconds(seconds);
        }
    }
    void passTo(Instant end) {
        while (now < end) {
            Instant next = end;
            const auto look = [&](Instant at) {
                if (at > now) next = std::min(next, at);
            };
            for (const auto& log : logs) {
                for (const auto& event : log) look(event.at + retention);
            }
            for (const auto& group : groups) {
                for (const auto& cursor : group) look(cursor.pausedUntil);
            }
            now = next;
            expire();
            for (std::size_t group = 0; group < groups.size(); ++group) {
                for (std::uint32_t i = 0; i < logs.size(); ++i) {
                    if (groups[group][i].pausedUntil == now) read(group, i);
                }
            }
        }
    }
    void expire() {
        for (std::uint32_t i = 0; i < logs.size(); ++i) {
            while (!logs[i].empty() && logs[i].front().at + retention <= now) {
                for (std::size_t group = 0; group < groups.size(); ++group) {
                    ModelCursor& cursor = groups[group][i];
                    if (cursor.next != logs[i].front().sequence) continue;
                    --(cursor.attempts == 0 ? rows[group].waiting : rows[group].retrying);
                    ++rows[group].expired;
                    ++cursor.next;
                    cursor.attempts = 0;
                }
                logs[i].erase(logs[i].begin());
            }
        }
    }

    Instant now{};
    std::vector<std::vector<ModelEvent>> logs;
    std::vector<std::uint64_t> ends;
    std::vector<std::vector<ModelCursor>> groups;
    std::vector<Outcome> answers;
    std::vector<std::uint64_t> poisons;
    std::vector<std::vector<std::vector<std::uint64_t>>> got; ///< by group and partition: of several no order is told
    std::vector<metrics::LedgerRow> rows;
    Duration retention;
    ModelRate events;
    ModelRate bytes;
};

class Course {
public:
    Course(const EndpointSettings& settings, std::size_t groups)
        : bench(settings)
        , hub(dynamic_cast<EventHub&>(*bench.endpoint))
        , model(settings.partitions, settings.retention, settings.throughputUnits, groups)
        , limited(settings.throughputUnits > 0) {
        for (std::size_t i = 0; i < groups; ++i) {
            readers.push_back(std::make_unique<BenchConsumer>(bench.timeline));
            bench.endpoint->subscribe("reader-" + std::to_string(i), *readers.back());
        }
    }

    void take(const ModelStep& step) {
        const auto [command, first, second] = step;
        const std::size_t group = first % readers.size();
        switch (command) {
        case 1:
            // Readers that fail would fall behind, and then what is given out would be throttled as well: not modelled.
            if (limited) break;
            readers[group]->answer = std::array{Outcome::delivered, Outcome::unavailable, Outcome::busy,
                                                Outcome::notFound, Outcome::delivered}[second % 5];
            model.answers[group] = readers[group]->answer;
            break;
        case 2:
            readers[group]->poison = model.poisons[group] = bench.numbered + 1 + second % 3;
            break;
        case 3:
        case 4:
            pass(kPauses[second % kPauses.size()]);
            break;
        case 5: // the routes cannot reach it
            bench.endpoint->condition.down = second % 2 == 0;
            break;
        case 6:
        case 7:
        case 8:
        case 9:
            for (unsigned i = 0; i <= first % 4; ++i)
                give(kTwins[(first + i) % kTwins.size()], limited && second % 8 == 0 ? kLarge : kSmall);
            break;
        default:
            break;
        }
        compare();
    }
    void pass(Duration duration) {
        bench.pass(duration);
        model.passTo(bench.timeline.now());
        RC_ASSERT(bench.unbalanced == 0U);
    }
    void compare() {
        const auto rows = bench.endpoint->subscriptions();
        for (std::size_t i = 0; i < readers.size(); ++i) {
            const metrics::LedgerRow& row = rows[i].second;
            RC_ASSERT(Bench::sound(row));
            RC_ASSERT(Bench::text(row) == Bench::text(model.rows[i]));
            RC_ASSERT(readers[i]->got.size() == model.rows[i].delivered);
            for (std::size_t& n = seen[i]; n < readers[i]->got.size(); ++n) {
                const auto& call = readers[i]->got[n];
                std::size_t& place = seenOf[{i, call.partition}];
                RC_ASSERT(place < model.got[i][call.partition].size());
                RC_ASSERT(call.number == model.got[i][call.partition][place]);
                ++place;
            }
            const auto positions = hub.positions(rows[i].first);
            std::uint64_t lag = 0;
            for (std::size_t n = 0; n < positions.size(); ++n) {
                RC_ASSERT(positions[n].next == model.groups[i][n].next);
                RC_ASSERT(positions[n].end == model.ends[n]);
                lag += positions[n].lag();
            }
            RC_ASSERT(lag == row.pending());
        }
    }

private:
    void give(const char* twin, std::size_t size) {
        auto [event, filled] = bench.pool.take();
        filled->type = events::EventType::telemetry;
        filled->twin = bench.texts.intern(twin);
        filled->number = ++bench.numbered;
        filled->body = '"' + std::string(size, 'x') + '"';
        const Outcome outcome = bench.endpoint->accept(event);
        if (bench.endpoint->condition.down) {
            RC_ASSERT(outcome == Outcome::unavailable);
            return;
        }
        RC_ASSERT(outcome == model.give(event->number, hub.partitionOf(*event), messageBytes(*event, bench.dress)));
    }

    Bench bench;
    EventHub& hub;
    Model model;
    bool limited;
    std::vector<std::unique_ptr<BenchConsumer>> readers;
    std::map<std::size_t, std::size_t> seen;
    std::map<std::pair<std::size_t, std::uint32_t>, std::size_t> seenOf;
};

} // namespace

class EventHubModelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theHubDoesWhatTheModelDoes() {
        std::uint64_t steps = 0;
        QVERIFY(rc::check("an Event Hub does what its model does", [&] {
            EndpointSettings settings;
            settings.kind = EndpointKind::eventHub;
            settings.name = "hub";
            settings.partitions = *rc::gen::inRange(1U, 5U);
            // A nanosecond more, so that no pause of a reader ends when an event does.
            settings.retention = *rc::gen::element<Duration>(5s, 60s, 1h) + 1ns;
            settings.throughputUnits = *rc::gen::element(0U, 0U, 1U);
            Course course(settings, *rc::gen::inRange<std::size_t>(1, 3));
            for (const ModelStep& step : drawModelSteps(10)) {
                course.take(step);
                ++steps;
            }
            course.pass(3h); // nothing is held longer than the retention
            course.compare();
        }));
        qInfo("%llu steps", static_cast<unsigned long long>(steps));
    }
};

QTEST_APPLESS_MAIN(EventHubModelTest)
#include "tst_model_event_hub.moc"
