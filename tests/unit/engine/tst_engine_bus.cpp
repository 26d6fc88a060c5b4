// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Service Bus in whole runs: functions that settle, defer, schedule and send, queues, forwarding; all counts by hand.
#include "engine/bus_client.h"
#include "engine/run.h"
#include "engine/tracing.h"
#include "record/recorder.h"
#include "small_deployment.h"
#include "support.h"

#include <QTemporaryDir>

#include <algorithm>

using namespace twinflow;
using namespace twinflow::engine;
using namespace std::chrono_literals;
using deployment::Deployment;

namespace {

template <typename Entries>
const typename Entries::value_type& named(const Entries& entries, std::string_view name) {
    return *std::find_if(entries.begin(), entries.end(), [&](const auto& entry) { return entry.name == name; });
}

/// Counts other than zero: "accepted 240 delivered 212 …".
std::string text(const metrics::LedgerRow& row) {
    std::string text;
    metrics::forEachCount(row, [&](std::string_view name, std::uint64_t number) {
        if (number > 0) text.append(text.empty() ? "" : " ").append(name).append(" ").append(std::to_string(number));
    });
    return text;
}

std::string takerText(const RunSnapshot& snapshot, std::string_view endpoint, std::string_view taker) {
    for (const auto& [name, row] : named(snapshot.endpoints, endpoint).takers) {
        if (name == taker) return text(row);
    }
    return "no such taker";
}

void addScript(Deployment& deployment, const std::string& name, std::string source) {
    functions::FunctionSettings function;
    function.name = name;
    function.file = "functions/" + name + ".js";
    function.timeout = 60s; // no test is to fail on a busy machine
    deployment.functions.push_back(function);
    deployment.scripts.push_back({function.file, std::move(source)});
}

void addQueue(Deployment& deployment, const std::string& name) {
    endpoints::EndpointSettings queue;
    queue.name = name;
    queue.kind = endpoints::EndpointKind::serviceBus;
    queue.entity = endpoints::BusEntity::queue;
    deployment.endpoints.push_back(queue);
}

/// The small deployment with a function behind its topic; 240 messages reach it, or what `ingest` writes.
Deployment withWorker(std::string source, const std::string& ingest = {}) {
    auto deployment = test::smallDeployment();
    if (!ingest.empty()) test::useScript(deployment, ingest);
    addScript(deployment, "worker", std::move(source));
    deployment.couplings.push_back({"bus", "worker", ""});
    return deployment;
}

struct Ran {
    std::unique_ptr<QTemporaryDir> folder = std::make_unique<QTemporaryDir>();
    std::unique_ptr<Run> run;
    RunSnapshot snapshot;

    /// What a function logged, a line each.
    std::string log(std::string_view function) const {
        std::string text;
        for (const auto& [name, lines] : run->logs()) {
            for (const std::string& line : lines) text += name == function ? line + "\n" : "";
        }
        return text;
    }
    /// What was noted, a line each.
    std::string incidents() const {
        std::string text;
        for (const auto& [kind, entry] : snapshot.incidents.entries()) text += entry.first.what.str() + "\n";
        return text;
    }
    std::vector<MessageEntry> peek(std::string_view endpoint, std::string subscriber) const {
        endpoints::PeekRequest request;
        request.subscriber = std::move(subscriber);
        return run->peek(endpoint, request);
    }
};

Ran drive(const Deployment& deployment, unsigned threads = 1) {
    Ran ran;
    RunOptions options;
    options.outputFolder = ran.folder->path().toStdString();
    options.threads = threads;
    auto run = Run::compile(deployment, options);
    if (!run) qFatal("%s", run.error().str().c_str());
    ran.run = std::move(*run);
    while (ran.run->advance(100) <= Phase::settling) {
    }
    ran.snapshot = ran.run->snapshot();
    return ran;
}

/// Every tenth message is bad, odd ones wait until every eighth message fetches them, and the second one makes a
/// reminder for ten minutes later.
constexpr const char* kWorker = R"js(
    let waiting = [];
    function run(context, message) {
        const bus = context.serviceBus, number = message.sequenceNumber;
        if (number === 2) {
            const due = new Date(Date.now() + 600000);
            bus.createSender('reminders').scheduleMessages({ body: { about: number }, messageId: 'r-2' }, due);
            context.log('due', due);
        }
        if (number % 10 === 0) {
            bus.deadLetterMessage(message, { deadLetterReason: 'Round', deadLetterErrorDescription: number + ' is round.' });
        } else if (number % 2 === 1) {
            waiting.push(number);
            bus.deferMessage(message, { odd: true });
        } else if (number % 8 === 0) {
            for (const each of bus.receiveDeferredMessages(waiting)) {
                if (each.applicationProperties.odd !== true) throw new Error('It lost a property.');
                bus.completeMessage(each);
            }
            waiting = [];
        }
    }
)js";

/// Writes twice in its first call, and tries to settle what it does not have.
constexpr const char* kTwoWrites = R"js(
    let said = false;
    function run(context, event) {
        if (said) return;
        said = true;
        try { context.serviceBus.completeMessage({ lockToken: 'x' }); }
        catch (error) { context.log(error.code, error.message); }
        for (const value of [1, 2])
            context.twins.updateDigitalTwin('s1', [{ op: 'add', path: '/temperature', value }]);
    }
)js";

} // namespace

class EngineBusTest : public QObject {
    Q_OBJECT

    static Deployment wholeDeployment() {
        Deployment deployment = withWorker(kWorker);
        addQueue(deployment, "reminders");
        addScript(deployment, "reminded",
                  "function run(context, message) {\n"
                  "    context.log('now', context.now, message.messageId, message.body);\n"
                  "}\n");
        deployment.couplings.push_back({"worker", "reminders", ""});
        deployment.couplings.push_back({"reminders", "reminded", ""});
        return deployment;
    }

private Q_SLOTS:
    void aFunctionDefersReceivesDeadLettersAndSchedules() {
        const Ran ran = drive(wholeDeployment());
        TF_COMPARE(test::lines(ran.snapshot.imbalances), "");
        TF_COMPARE(std::to_string(ran.snapshot.incidents.total()), "0");
        // 240 messages: 24 round ones are bad, 96 even ones are done at once. Of 120 odd ones those up to 231 are
        // fetched, the last time by 232 (240 is round itself); four stay deferred.
        TF_COMPARE(takerText(ran.snapshot, "bus", "worker"),
                   "offered 240 accepted 240 delivered 212 waiting 4 deadLettered 24 attempts 240");
        TF_COMPARE(takerText(ran.snapshot, "bus", "desk"), "offered 240 accepted 240 delivered 240 attempts 240");
        QCOMPARE(count(ran.snapshot, "endpoints.bus.deferred").value_or(0), 4.0);
        TF_COMPARE(takerText(ran.snapshot, "reminders", "reminders"), "offered 1 accepted 1 delivered 1 attempts 1");
        QCOMPARE(count(ran.snapshot, "endpoints.reminders.sent").value_or(0), 1.0);
        QCOMPARE(named(ran.snapshot.functions, "worker").counts.sent, std::uint64_t(1));
        QCOMPARE(named(ran.snapshot.functions, "worker").counts.succeeded, std::uint64_t(240));
        // Ten minutes after it was made, on the dot.
        const std::string due = ran.log("worker");
        QVERIFY2(due.starts_with("due \"2026-03-02T06:"), due.c_str());
        TF_COMPARE(ran.log("reminded"), "now " + due.substr(5, 24) + " r-2 {\"about\":2}\n");
        const auto held = ran.peek("bus", "worker");
        QCOMPARE(held.size(), std::size_t(4));
        for (std::size_t i = 0; i < held.size(); ++i) {
            QCOMPARE(held[i].life.sequenceNumber, 233 + 2 * i);
            QCOMPARE(held[i].life.state, endpoints::LifeState::deferred);
        }
        endpoints::PeekRequest bad;
        bad.subscriber = "worker";
        bad.deadLetters = true;
        const auto letters = ran.run->peek("bus", bad);
        QCOMPARE(letters.size(), std::size_t(24));
        TF_COMPARE(letters[1].life.reason, "Round");
        TF_COMPARE(letters[1].life.description, "20 is round.");
    }

    void theSameSeedGivesTheSameBytes() {
        Deployment deployment = wholeDeployment();
        deployment.couplings.push_back({"reminders", "archive", ""});
        std::erase(deployment.couplings, deployment::Coupling{"reminders", "reminded", ""});
        const Ran once = drive(deployment);
        const Ran again = drive(deployment, 2);
        TF_COMPARE(once.run->outputDigest(), again.run->outputDigest());
        QVERIFY(named(once.snapshot.downstream, "archive").bytes > 0);
    }

    void whatIsSettledTwiceOrWithoutATriggerIsRefused() {
        const Deployment deployment = withWorker(R"js(
            function attempt(context, what, call) {
                try { call(); context.log(what, 'done'); } catch (error) { context.log(what, error.name, error.code); }
            }
            let before = null;
            function run(context, message) {
                const bus = context.serviceBus;
                attempt(context, 'complete', () => bus.completeMessage(message));
                attempt(context, 'again', () => bus.completeMessage(message));
                attempt(context, 'before', () => bus.abandonMessage(before));
                attempt(context, 'nonsense', () => bus.deferMessage({ lockToken: 'x' }));
                attempt(context, 'unknown', () => bus.receiveDeferredMessages(77));
                attempt(context, 'number', () => bus.receiveDeferredMessages(-1));
                attempt(context, 'property', () => bus.deferMessage(message, { deep: {} }));
                attempt(context, 'far', () => bus.createSender('desk').sendMessages({ body: 1 }));
                before = message;
            }
        )js",
                                                 kTwoWrites);
        const Ran ran = drive(deployment);
        TF_COMPARE(ran.log("ingest"),
                   "functions-no-message 'ingest' was not called with a message of Service Bus, so there "
                   "is none to settle or to receive.\n");
        const std::string call = "complete done\n"
                                 "again ServiceBusError MessageLockLost\n";
        const std::string rest = "nonsense ServiceBusError MessageLockLost\n"
                                 "unknown ServiceBusError MessageNotFound\n"
                                 "number ServiceBusError InvalidArgument\n"
                                 "property ServiceBusError InvalidArgument\n"
                                 "far ServiceBusError functions-not-coupled\n";
        TF_COMPARE(ran.log("worker"), call + "before TypeError undefined\n" + rest + call +
                                          "before ServiceBusError MessageLockLost\n" + rest);
        TF_COMPARE(takerText(ran.snapshot, "bus", "worker"), "offered 2 accepted 2 delivered 2 attempts 2");
    }

    void aFunctionThatThrowsAfterItSettledHasSettled() {
        const Ran ran = drive(withWorker(R"js(
            function run(context, message) {
                if (message.deliveryCount === 1) {
                    context.serviceBus.abandonMessage(message, { round: 1 });
                } else {
                    context.serviceBus.deferMessage(message, { round: message.applicationProperties.round + 1 });
                }
                throw new Error('afterwards');
            }
        )js",
                                         kTwoWrites));
        TF_COMPARE(takerText(ran.snapshot, "bus", "worker"), "offered 2 accepted 2 retrying 2 attempts 4");
        QCOMPARE(named(ran.snapshot.functions, "worker").counts.threw, std::uint64_t(4));
        const auto held = ran.peek("bus", "worker");
        QCOMPARE(held.size(), std::size_t(2));
        QCOMPARE(held[0].life.state, endpoints::LifeState::deferred);
        TF_COMPARE(held[0].life.properties->user.at("round")->json(), "2");
        TF_COMPARE(test::lines(ran.snapshot.imbalances), "");
    }

    void messagesOfAFunctionHaveWhatItsSenderSays() {
        auto deployment = withWorker(R"js(
            let sent = false;
            function run(context, message) {
                if (sent) return;
                sent = true;
                const orders = context.serviceBus.createSender('orders');
                orders.sendMessages([
                    { body: { n: 1 }, messageId: 'm-1', subject: 'urgent', correlationId: 7, to: 'desk', replyTo: 'me',
                      sessionId: 's', contentType: 'text/plain', applicationProperties: { priority: 2, late: false } },
                    { body: 'two' }]);
                context.send('orders', [3]);
                const numbers = orders.scheduleMessages([{ body: 4 }, { body: 5 }, { body: 6 }], new Date(Date.now() + 60000));
                orders.cancelScheduledMessages(numbers[1]);
                try { orders.cancelScheduledMessages(numbers[1]); } catch (error) { context.log(error.code); }
                try { orders.sendMessages({ body: 'x'.repeat(300000) }); } catch (error) { context.log(error.code); }
                try { orders.sendMessages([{ body: 7 }, { text: 8 }]); } catch (error) { context.log(error.code, error.message); }
            }
        )js",
                                     kTwoWrites);
        addQueue(deployment, "orders");
        addScript(deployment, "clerk", R"js(
            function run(context, message) {
                const { body, messageId, subject, correlationId, to, replyTo, sessionId, contentType, sequenceNumber } = message;
                context.log(sequenceNumber, body, subject, correlationId, to, replyTo, sessionId, contentType,
                    message.applicationProperties, messageId.length);
            }
        )js");
        deployment.couplings.push_back({"worker", "orders", ""});
        deployment.couplings.push_back({"orders", "clerk", ""});
        const Ran ran = drive(deployment);
        TF_COMPARE(ran.log("worker"), "MessageNotFound\n"
                                      "MessageSizeExceeded\n"
                                      "InvalidArgument A message has no 'body'.\n");
        const std::string nothing = " undefined undefined undefined undefined undefined undefined {} 36\n";
        TF_COMPARE(ran.log("clerk"), "1 {\"n\":1} urgent 7 desk me s text/plain {\"late\":false,\"priority\":2} 3\n"
                                     "2 two" +
                                         nothing + "3 [3]" + nothing + "4 4" + nothing + "5 6" + nothing);
        const EndpointEntry& orders = named(ran.snapshot.endpoints, "orders");
        TF_COMPARE(text(orders.row), "offered 6 accepted 6 delivered 5 dropped 1 attempts 5");
        QCOMPARE(count(ran.snapshot, "endpoints.orders.cancelled").value_or(0), 1.0);
        const FunctionCounts& worker = named(ran.snapshot.functions, "worker").counts;
        QCOMPARE(worker.sent, std::uint64_t(4)); // calls: two that send, one that schedules, one that cancels
        QCOMPARE(worker.sendsRefused, std::uint64_t(3));
        TF_COMPARE(test::lines(ran.snapshot.imbalances), "");
    }

    void everyScheduledMessageHasANumber() {
        auto deployment = withWorker(R"js(
            let sent = false;
            function run(context, message) {
                if (sent) return;
                sent = true;
                const orders = context.serviceBus.createSender('orders');
                const same = { body: 1, messageId: 'same' };
                const past = orders.scheduleMessages([same, same, { body: 2 }], new Date(Date.now() - 1000));
                const due = orders.scheduleMessages({ body: 3 }, '2026-03-02T09:00:00Z');
                context.log(past.length, due.length);
                orders.cancelScheduledMessages(due);
                for (const number of past) {
                    try { orders.cancelScheduledMessages(number); } catch (error) { context.log(error.code); }
                }
                try { context.send('orders', 'x'.repeat(300000)); }
                catch (error) { context.log(error.name, error.code, error.statusCode); }
            }
        )js",
                                     kTwoWrites);
        addQueue(deployment, "orders");
        deployment.endpoints.back().requiresDuplicateDetection = true;
        deployment.couplings.push_back({"worker", "orders", ""});
        deployment.couplings.push_back({"orders", "archive", ""});
        const Ran ran = drive(deployment);
        TF_COMPARE(ran.log("worker"), "3 1\nMessageNotFound\nMessageNotFound\nMessageNotFound\n"
                                      "RestError MessageSizeExceeded 413\n");
        TF_COMPARE(takerText(ran.snapshot, "orders", "orders"), "offered 2 accepted 2 delivered 2 attempts 2");
        QVERIFY(ran.run->now() < *parseInstant("2026-03-02T09:00:00Z")); // nothing waits for what was cancelled
    }

    void whatIsScheduledBeyondTheEndIsSaid() {
        auto deployment = withWorker(R"js(
            let sent = false;
            function run(context, message) {
                const due = new Date(Date.now() + 20 * 86400000);
                if (!sent) context.serviceBus.createSender('orders').scheduleMessages({ body: 1 }, due);
                sent = true;
            }
        )js",
                                     kTwoWrites);
        addQueue(deployment, "orders");
        deployment.couplings.push_back({"worker", "orders", ""});
        deployment.couplings.push_back({"orders", "archive", ""});
        const Ran ran = drive(deployment);
        TF_COMPARE(ran.incidents(), "1 deliveries were still under way 15d after the last device message.\n");
        QVERIFY(!ran.snapshot.incidents.entries().begin()->second.first.hint.str().empty());
        TF_COMPARE(text(named(ran.snapshot.endpoints, "orders").row), "offered 1 accepted 1 waiting 1");
    }

    void aMessageThatGoesRoundIsEnded() {
        auto deployment = withWorker("function run(context) { context.send('orders', 1); }", kTwoWrites);
        addQueue(deployment, "orders");
        addScript(deployment, "again", "function run(context) { context.send('orders', 2); }");
        deployment.couplings.push_back({"worker", "orders", ""});
        deployment.couplings.push_back({"orders", "again", ""});
        deployment.couplings.push_back({"again", "orders", ""});
        const Ran ran = drive(deployment);
        TF_COMPARE(ran.incidents(), "A message of 'orders' came round 8 times and is not given to 'again' again.\n");
        QCOMPARE(named(ran.snapshot.functions, "again").counts.loops, std::uint64_t(2));
        TF_COMPARE(test::lines(ran.snapshot.imbalances), "");
    }

    void deadLettersAreSentAgainWhenTheScenarioSaysSo() {
        Deployment deployment = withWorker("function run(context, message) {\n"
                                           "    const first = message.sequenceNumber <= 2;\n"
                                           "    if (first) context.serviceBus.deadLetterMessage(message);\n"
                                           "}\n",
                                           kTwoWrites);
        deployment.scenarios[0].resubmit = {{"bus", "worker", 5min}};
        const Ran ran = drive(deployment);
        // Two dead letters, sent to the topic again: to the function as messages 3 and 4, and to the desk once more.
        TF_COMPARE(takerText(ran.snapshot, "bus", "worker"),
                   "offered 4 accepted 4 delivered 2 deadLettered 2 attempts 4");
        TF_COMPARE(takerText(ran.snapshot, "bus", "desk"), "offered 4 accepted 4 delivered 4 attempts 4");
        QCOMPARE(count(ran.snapshot, "endpoints.bus.resubmitted").value_or(0), 2.0);
        TF_COMPARE(test::lines(ran.snapshot.imbalances), "");

        for (const simulation::Resubmission& wrong :
             {simulation::Resubmission{"log", "", 1min}, {"bus", "nobody", 1min}}) {
            deployment.scenarios[0].resubmit = {wrong};
            const auto run = Run::compile(deployment, {});
            QVERIFY(!run);
            TF_COMPARE(run.error().code, "engine-unknown");
            const bool isTopic = wrong.from == "bus";
            TF_COMPARE(run.error().what.str(), isTopic ? "'bus' has no subscription 'nobody', which 'default' names."
                                                       : "There is no Service Bus topic or queue 'log', which "
                                                         "'default' names.");
        }
    }

    void aTopicForwardsToAQueue() {
        auto deployment = test::smallDeployment();
        addQueue(deployment, "orders");
        deployment.endpoints[2].subscriptions.resize(1);
        deployment.endpoints[2].subscriptions[0].name = "orders";
        deployment.endpoints[2].subscriptions[0].rules = {
            {"marked", "[cloudEvents:subject] = 's1'", {}, "SET sys.Label = 'first'"}};
        deployment.couplings.push_back({"bus", "orders", ""});
        deployment.couplings.push_back({"orders", "archive", ""});
        simulation::Fault down;
        down.kind = simulation::FaultKind::endpointDown;
        down.target = "orders";
        down.at = 1min;
        down.lasts = 20s; // two messages come meanwhile: their three deliveries are over in 6 s
        deployment.scenarios[0].faults.push_back(down);
        const Ran ran = drive(deployment);
        TF_COMPARE(test::lines(ran.snapshot.imbalances), "");
        const EndpointEntry& orders = named(ran.snapshot.endpoints, "orders");
        QCOMPARE(orders.forwarded, std::uint64_t(58)); // of 60 of one sensor
        QCOMPARE(orders.received, std::uint64_t(0));   // no route leads there
        TF_COMPARE(takerText(ran.snapshot, "orders", "orders"), "offered 58 accepted 58 delivered 58 attempts 58");
        TF_COMPARE(takerText(ran.snapshot, "bus", "orders"),
                   "offered 240 filtered 180 accepted 60 delivered 58 deadLettered 2 attempts 64");
        QCOMPARE(named(ran.snapshot.downstream, "archive").row.delivered, std::uint64_t(58 + 240));
    }

    void aFifthHopIsDeadLetteredWhereItWouldLeave() {
        auto deployment = test::smallDeployment();
        std::string before = "bus";
        for (const char* queue : {"q1", "q2", "q3", "q4", "q5"}) {
            addQueue(deployment, queue);
            deployment.couplings.push_back({before, queue, ""});
            before = queue;
        }
        deployment.couplings.push_back({"q5", "archive", ""});
        const Ran ran = drive(deployment);
        TF_COMPARE(test::lines(ran.snapshot.imbalances), "");
        TF_COMPARE(takerText(ran.snapshot, "q3", "q3"), "offered 240 accepted 240 delivered 240 attempts 240");
        TF_COMPARE(takerText(ran.snapshot, "q4", "q4"), "offered 240 accepted 240 deadLettered 240 attempts 240");
        TF_COMPARE(takerText(ran.snapshot, "q5", "q5"), "");
        endpoints::PeekRequest request;
        request.subscriber = "q4";
        request.deadLetters = true;
        TF_COMPARE(ran.run->peek("q4", request).front().life.reason, "MaxTransferHopCountExceeded");
    }

    void aRouteToAQueueIsRefused() {
        auto deployment = test::smallDeployment();
        deployment.endpoints[2].entity = endpoints::BusEntity::queue;
        const auto run = Run::compile(deployment, {});
        QVERIFY(!run);
        TF_COMPARE(run.error().code, "engine-route-to-queue");
    }

    void whatIsScheduledCanBeLookedAt() {
        Deployment deployment = wholeDeployment();
        RunOptions options;
        const QTemporaryDir folder;
        options.outputFolder = folder.path().toStdString();
        auto run = Run::compile(deployment, options);
        TF_OK(run);
        (*run)->runUntil((*run)->now() + 5min);
        endpoints::PeekRequest request;
        request.subscriber = "reminders";
        request.scheduled = true;
        const auto scheduled = (*run)->peek("reminders", request);
        QCOMPARE(scheduled.size(), std::size_t(1));
        QCOMPARE(scheduled[0].life.state, endpoints::LifeState::scheduled);
        TF_COMPARE(scheduled[0].subject, "r-2");
        QVERIFY2(scheduled[0].cloudEvent.starts_with(
                     "{\"body\":{\"about\":2},\"applicationProperties\":{},\"messageId\":\"r-2\""),
                 scheduled[0].cloudEvent.c_str());
        QVERIFY(scheduled[0].life.nextAttempt.has_value());
    }

    /// Messages have higher numbers than all events, and are no newer for that.
    void theOldestWaysAreForgottenFirst() {
        struct Taker final : record::HopTaker {
            std::uint32_t parent = 0; ///< of the last hop
            bool wants(std::uint64_t) const override { return true; }
            bool wantsDetails() const override { return true; }
            std::uint32_t add(std::uint64_t, record::Hop hop) override {
                parent = hop.parent;
                return 1000;
            }
            void settle(std::uint64_t, std::uint32_t, record::HopOutcome, std::string) override {}
        } taker;
        struct Reader final : endpoints::Consumer {
            endpoints::Reply consume(const endpoints::Delivery&) override { return delivery::Outcome::delivered; }
            std::optional<Duration> waitBefore(std::uint32_t) const override { return std::nullopt; }
        } reader;
        const Timeline timeline{Instant{}};
        Interner texts;
        const models::ModelSet models;
        const events::Dress dress(texts, models, "host", 1);
        events::EventPool pool;
        MessageMaker maker(pool);
        Tracing tracing(taker, timeline, dress);
        endpoints::Consumer& joint = tracing.wrap("queue", "reader", reader);
        const auto send = [&](const events::EventRef& event, std::uint32_t hop) {
            const Tracing::Inside inside(tracing, {1, hop});
            tracing.noteSent(*event, "queue");
        };
        const auto parentOf = [&](const events::EventRef& event) {
            const endpoints::Delivery delivery{event, endpoints::EndpointKind::serviceBus, {}, "queue"};
            joint.consume(delivery);
            return taker.parent;
        };
        const events::Cause cause{1, Instant{}, 0};
        const events::EventRef first = maker.make("m", "1", Instant{}, cause);
        send(first, 7);
        QCOMPARE(parentOf(first), 7U);
        for (int i = 1; i < 100'000; ++i) send(maker.make("m", "1", Instant{}, cause), 8);
        auto [event, made] = pool.take();
        made->number = 5;
        made->cause = 1;
        send(event, 9);
        QCOMPARE(parentOf(event), 9U);
        QVERIFY(parentOf(first) != 7U);
    }

    void theWayOfAMessageGoesOnBehindASend() {
        Deployment deployment = wholeDeployment();
        RunOptions options;
        const QTemporaryDir folder;
        options.outputFolder = folder.path().toStdString();
        record::Selection second;
        second.messages = {2}; // each message brings one event, so it is the second at the worker
        record::Recorder recorder(second);
        options.trace = &recorder;
        auto run = Run::compile(deployment, options);
        TF_OK(run);
        while ((*run)->advance(100) <= Phase::settling) {
        }
        const record::Chain& chain = recorder.chains().at(2);
        const auto hop = [&](std::string_view service, std::string_view taker) -> const record::Hop& {
            return *std::find_if(chain.hops.begin(), chain.hops.end(), [&](const record::Hop& each) {
                return each.service == service && each.taker == taker;
            });
        };
        const record::Hop& send = hop("worker", "reminders");
        TF_COMPARE(send.name, "scheduleMessages");
        QCOMPARE(send.parent, hop("bus", "worker").id);
        QCOMPARE(hop("reminders", "reminded").parent, send.id);
        // A script's dates have whole milliseconds.
        QCOMPARE(std::chrono::ceil<std::chrono::milliseconds>(hop("reminders", "reminded").at - send.at),
                 std::chrono::milliseconds(10min));
    }
};

QTEST_GUILESS_MAIN(EngineBusTest)
#include "tst_engine_bus.moc"
