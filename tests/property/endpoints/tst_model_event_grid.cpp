// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// An Event Grid subscription against a model that looks through all its events at every moment.
#include "bench.h"
#include "endpoints/event_grid.h"
#include "model_steps.h"

#include <algorithm>
#include <array>

using namespace twinflow;
using namespace twinflow::endpoints;
using namespace twinflow::test;
using namespace std::chrono_literals;
using delivery::Outcome;

namespace {

constexpr std::array<Duration, 7> kPauses{1s, 9s, 31s, 3min, 6min, 1h, 13h};
constexpr std::array<Outcome, 8> kAnswers{Outcome::delivered,    Outcome::unavailable, Outcome::busy,
                                          Outcome::timedOut,     Outcome::notFound,    Outcome::forbidden,
                                          Outcome::unauthorized, Outcome::delivered};

struct ModelPush {
    std::uint64_t number = 0;
    Instant published{};
    Instant due{};
    std::uint64_t asked = 0; ///< of equal moments the one that was asked for first comes first
    Instant lastAttempt{};
    std::uint32_t attempts = 0;
    bool givenUp = false;
};

/// The published schedule and tables, once more.
class Model {
public:
    Model(const EventSubscriptionSettings& wanted, bool keepsDeadLetters)
        : settings(wanted)
        , keeps(keepsDeadLetters) {}

    void offer(std::uint64_t number) {
        ++row.accepted;
        ModelPush push;
        push.number = number;
        push.published = now;
        if (probationEnds > now) {
            push.due = probationEnds;
            push.asked = ++asked;
            pushes.push_back(push);
        } else {
            attempt(push);
        }
    }
    void attempt(ModelPush push) {
        ++row.attempts;
        ++push.attempts;
        calls.emplace_back(push.number, now);
        const Outcome outcome = poison == push.number ? Outcome::refused : answer;
        if (outcome == Outcome::delivered) {
            ++row.delivered;
            inRow = 0;
            probation = {};
            return;
        }
        if (outcome != Outcome::refused && ++inRow >= 10 && settings.delaysDelivery) {
            static const std::map<Outcome, Duration> kFirst{
                {Outcome::busy, 10s}, {Outcome::timedOut, 10s}, {Outcome::unavailable, 30s}};
            const auto known = kFirst.find(outcome);
            const Duration first = known == kFirst.end() ? Duration(5min) : known->second;
            probation = std::min<Duration>(std::max(probation * 2, first), 4h);
            probationEnds = now + probation;
        }
        push.lastAttempt = now;
        const bool web = settings.handler == GridHandler::webhook;
        const bool final = outcome == Outcome::refused || outcome == Outcome::forbidden ||
                           (web && (outcome == Outcome::notFound || outcome == Outcome::unauthorized));
        if (final || push.attempts >= settings.maxDeliveryAttempts) {
            giveUp(push, false);
            return;
        }
        static constexpr Duration kLadder[] = {10s, 30s, 1min, 5min, 10min, 30min, 1h, 3h, 6h, 12h};
        Duration wait = kLadder[std::min(push.attempts, 10U) - 1];
        if (outcome == Outcome::busy) wait = std::max<Duration>(wait, 30s);
        if (outcome == Outcome::timedOut) wait = std::max<Duration>(wait, 2min);
        if (outcome == Outcome::notFound || outcome == Outcome::unauthorized) wait = std::max<Duration>(wait, 5min);
        push.due = std::min(now + wait, push.published + 24h);
        push.asked = ++asked;
        pushes.push_back(push);
    }
    void giveUp(ModelPush push, bool expired) {
        if (!keeps) {
            ++(expired ? row.expired : row.dropped);
            return;
        }
        push.givenUp = true;
        push.due = std::max(now, (push.attempts == 0 ? now : push.lastAttempt) + 5min);
        push.asked = ++asked;
        pushes.push_back(push);
    }
    void passTo(Instant end) {
        for (;;) {
            const auto next = std::min_element(pushes.begin(), pushes.end(), [](const auto& a, const auto& b) {
                return std::pair(a.due, a.asked) < std::pair(b.due, b.asked);
            });
            if (next == pushes.end() || next->due > end) break;
            ModelPush push = *next;
            pushes.erase(next);
            now = push.due;
            if (push.givenUp) {
                ++row.deadLettered;
            } else if (now - push.published >= settings.eventTimeToLive) {
                giveUp(push, true);
            } else if (probationEnds > now) {
                push.due = probationEnds;
                push.asked = ++asked;
                pushes.push_back(push);
            } else {
                attempt(push);
            }
        }
        now = end;
    }

    EventSubscriptionSettings settings;
    bool keeps;
    Instant now{};
    Outcome answer = Outcome::delivered;
    std::uint64_t poison = 0;
    std::vector<ModelPush> pushes;
    std::vector<std::pair<std::uint64_t, Instant>> calls;
    metrics::LedgerRow row; ///< without waiting and retrying
    std::uint64_t asked = 0;
    std::uint32_t inRow = 0;
    Duration probation{};
    Instant probationEnds{};
};

class Course {
public:
    Course(const EndpointSettings& settings, bool withStore)
        : bench(settings, Instant{}, withStore)
        , consumer(bench.timeline)
        , model(settings.eventSubscriptions[0], withStore) {
        bench.endpoint->subscribe("to-map", consumer);
    }
    void take(const ModelStep& step) {
        const auto [command, first, second] = step;
        switch (command) {
        case 1:
            consumer.answer = model.answer = kAnswers[first % kAnswers.size()];
            break;
        case 2:
            consumer.poison = model.poison = bench.numbered + 1 + first % 3;
            break;
        case 3:
        case 4:
            pass(kPauses[first % kPauses.size()]);
            break;
        case 5:
        case 6:
        case 7:
            for (unsigned i = 0; i <= second % 5; ++i) {
                model.offer(bench.numbered + 1);
                bench.give("pump");
            }
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
        metrics::LedgerRow row = bench.endpoint->subscriptions().at(0).second;
        RC_ASSERT(Bench::sound(row));
        RC_ASSERT(row.pending() == model.pushes.size());
        RC_ASSERT(bench.store.kept == row.deadLettered);
        row.waiting = row.retrying = 0;
        RC_ASSERT(Bench::text(row) == Bench::text(model.row));
        RC_ASSERT(consumer.calls.size() == model.calls.size());
        for (; seen < model.calls.size(); ++seen) {
            RC_ASSERT(consumer.calls[seen].number == model.calls[seen].first);
            RC_ASSERT(consumer.calls[seen].at == model.calls[seen].second - Instant{});
        }
        PeekRequest request;
        request.subscriber = "to-map";
        request.limit = 100'000;
        const auto lives = bench.endpoint->peek(request);
        RC_ASSERT(lives.size() == model.pushes.size());
        std::sort(model.pushes.begin(), model.pushes.end(), [](auto& a, auto& b) { return a.number < b.number; });
        for (std::size_t i = 0; i < lives.size(); ++i) {
            RC_ASSERT(lives[i].sequenceNumber == model.pushes[i].number);
            RC_ASSERT(lives[i].deliveries == model.pushes[i].attempts);
            RC_ASSERT(*lives[i].nextAttempt == model.pushes[i].due);
            RC_ASSERT((lives[i].state == LifeState::givenUp) == model.pushes[i].givenUp);
        }
    }

private:
    Bench bench;
    BenchConsumer consumer;
    Model model;
    std::size_t seen = 0;
};

} // namespace

class EventGridModelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theTopicDoesWhatTheModelDoes() {
        std::uint64_t steps = 0;
        QVERIFY(rc::check("an Event Grid subscription does what its model does", [&] {
            EndpointSettings settings;
            settings.kind = EndpointKind::eventGrid;
            settings.name = "grid";
            EventSubscriptionSettings map;
            map.name = "to-map";
            map.jitter = 0;
            map.maxDeliveryAttempts = *rc::gen::inRange(1U, 31U);
            map.eventTimeToLive = *rc::gen::element<Duration>(1min, 1h, 24h);
            map.handler = *rc::gen::element(GridHandler::azure, GridHandler::webhook);
            map.delaysDelivery = *rc::gen::arbitrary<bool>();
            settings.eventSubscriptions = {map};
            Course course(settings, *rc::gen::arbitrary<bool>());
            for (const ModelStep& step : drawModelSteps(8)) {
                course.take(step);
                ++steps;
            }
            course.pass(48h);
            course.compare();
        }));
        qInfo("%llu steps", static_cast<unsigned long long>(steps));
    }
};

QTEST_APPLESS_MAIN(EventGridModelTest)
#include "tst_model_event_grid.moc"
