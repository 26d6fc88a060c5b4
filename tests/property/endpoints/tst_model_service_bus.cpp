// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A Service Bus topic, and a queue that one of its subscriptions forwards to, against a model that keeps plain lists
// and looks through all of them at every moment.
#include "bench.h"
#include "endpoints/forwarder.h"
#include "model_steps.h"

#include <algorithm>
#include <array>

using namespace twinflow;
using namespace twinflow::endpoints;
using namespace twinflow::test;
using namespace std::chrono_literals;

namespace {

constexpr std::array<const char*, 3> kTwins{"pump", "tank", "valve"};
constexpr std::array<Duration, 6> kPauses{1ns, 1s, 3s, 10s, 31s, 3min};

struct ModelMessage {
    std::uint64_t number = 0; ///< of its event
    std::uint64_t sequence = 0;
    std::string session;
    Instant expires{};
    std::uint32_t count = 0;
    bool deferred = false; ///< comes back to the deferred ones
    BusState state = BusState::active;
    Instant lockedUntil{};
    std::uint64_t lock = 0; ///< the real token
    std::int64_t round = 0; ///< the property that readers changed; 0: never
};
struct ModelSession {
    std::uint64_t lock = 0; ///< the real token; 0: free
    Instant until{};
    std::string state;
};
/// A copy in the queue that everything is forwarded to.
struct ModelRelayed {
    std::uint64_t event = 0;
    Instant expires{};
    std::string session;
    std::int64_t round = 0;
    bool operator==(const ModelRelayed&) const = default;
};
struct ModelScheduled {
    std::uint64_t event = 0;
    std::string twin;
    std::uint64_t number = 0;
    Instant due{};
};

/// What the service's documentation says, with no thought for speed.
class Model {
public:
    explicit Model(const TopicSubscriptionSettings& wanted)
        : settings(wanted) {}

    void enqueue(std::uint64_t event, const std::string& session, std::int64_t round = 0) {
        messages.push_back({event, ++lastSequence, session, now + settings.timeToLive});
        messages.back().round = round;
        ++accepted;
        relayed.push_back({event, now + kRelayLife, session, round});
    }
    std::vector<ModelMessage>::iterator oldest(const std::string* session) {
        auto best = messages.end();
        for (auto each = messages.begin(); each != messages.end(); ++each) {
            if (each->state != BusState::active || (session && each->session != *session)) continue;
            if (best == messages.end() || each->sequence < best->sequence) best = each;
        }
        return best;
    }
    ModelMessage* locked(std::uint64_t lock) {
        for (auto& each : messages) {
            if (each.state == BusState::locked && each.lock == lock) return &each;
        }
        return nullptr;
    }
    void remove(const ModelMessage& message) {
        std::erase_if(messages, [sequence = message.sequence](const auto& each) { return each.sequence == sequence; });
    }
    void die(const ModelMessage& message, const std::string& reason) {
        dead.emplace_back(message.sequence, reason);
        deadRounds[message.sequence] = message.round;
        ++deadLettered;
        remove(message);
    }
    void expire(const ModelMessage& message) {
        if (settings.deadLetteringOnMessageExpiration) {
            die(message, "TTLExpiredException");
        } else {
            ++expired;
            remove(message);
        }
    }
    /// A lock ends without success.
    void comeBack(ModelMessage& message) {
        ++message.count;
        message.state = message.deferred ? BusState::deferred : BusState::active;
        if (!message.deferred && message.expires <= now) {
            expire(message);
        } else if (message.count >= settings.maxDeliveryCount) {
            die(message, "MaxDeliveryCountExceeded");
        }
    }
    void freeSession(const std::string& name) {
        sessions[name].lock = 0;
        std::vector<std::uint64_t> held;
        for (const auto& each : messages) {
            if (each.session == name && each.state == BusState::locked) held.push_back(each.sequence);
        }
        for (const std::uint64_t sequence : held) comeBack(bySequence(sequence));
    }
    ModelMessage& bySequence(std::uint64_t sequence) {
        return *std::find_if(messages.begin(), messages.end(), [&](auto& each) { return each.sequence == sequence; });
    }
    /// The next moment at which something ends, never later than `end`.
    Instant nextMoment(Instant end) const {
        Instant next = end;
        const auto look = [&](Instant at) {
            if (at > now) next = std::min(next, at);
        };
        for (const auto& each : messages) {
            if (each.state == BusState::locked) look(each.lockedUntil);
            look(each.expires);
        }
        for (const auto& [name, session] : sessions) {
            if (session.lock != 0) look(session.until);
        }
        for (const auto& each : scheduled) look(each.due);
        return next;
    }
    void passTo(Instant end) {
        while (now < end) {
            now = nextMoment(end);
            for (auto& [name, session] : sessions) {
                if (session.lock != 0 && session.until <= now) freeSession(name);
            }
            for (bool more = true; more;) {
                more = false;
                for (auto& each : messages) {
                    const bool lockOver = each.state == BusState::locked && each.lockedUntil <= now;
                    const bool lifeOver = each.state == BusState::active && each.expires <= now;
                    if (!lockOver && !lifeOver) continue;
                    if (lockOver) {
                        comeBack(each);
                    } else {
                        expire(each);
                    }
                    more = true;
                    break;
                }
            }
            for (std::size_t i = 0; i < scheduled.size();) {
                if (scheduled[i].due > now) {
                    ++i;
                    continue;
                }
                const ModelScheduled come = scheduled[i];
                scheduled.erase(scheduled.begin() + static_cast<std::ptrdiff_t>(i));
                enqueue(come.event, settings.requiresSession ? come.twin : "");
            }
        }
    }

    static constexpr Duration kRelayLife = 50s; // in the queue that everything is forwarded to, which nobody reads

    TopicSubscriptionSettings settings;
    Instant now{};
    std::vector<ModelRelayed> relayed;
    std::uint64_t relayExpired = 0;
    std::vector<ModelMessage> messages;
    std::map<std::string, ModelSession> sessions;
    std::vector<ModelScheduled> scheduled;
    std::vector<std::pair<std::uint64_t, std::string>> dead;
    std::map<std::uint64_t, std::int64_t> deadRounds; // they are sent again as they were
    std::map<std::uint64_t, Instant> ids;             ///< event numbers that came, and when
    std::uint64_t lastSequence = 0;
    std::uint64_t accepted = 0;
    std::uint64_t completed = 0;
    std::uint64_t deadLettered = 0;
    std::uint64_t expired = 0;
    std::uint64_t duplicates = 0;
};

class Course {
public:
    Course(EndpointSettings settings, bool detectsDuplicates)
        : bench(std::move(settings))
        , bus(dynamic_cast<ServiceBus&>(*bench.endpoint))
        , queue(bus.find("desk")->queue())
        , relay(relaySettings(), bench.timeline, bench.dress, nullptr)
        , forwarder(relay)
        , model(bus.find("desk")->settings())
        , detects(detectsDuplicates) {
        bus.subscribe("relay", forwarder);
    }

    void take(const ModelStep& step) {
        const auto [command, first, second] = step;
        switch (command) {
        case 1:
        case 2:
            send(bench.event(kTwins[first % kTwins.size()]));
            break;
        case 3:
        case 4:
            receive(first);
            break;
        case 5:
        case 6:
            settle(first, second % 4);
            break;
        case 7:
            renew(first);
            break;
        case 8:
            receiveDeferred(first, second);
            break;
        case 9:
            pass(kPauses[first % kPauses.size()]);
            break;
        case 10:
            acceptSession(first, second);
            break;
        case 11:
            endSession(first, second);
            break;
        case 12:
            schedule(first, second);
            break;
        case 13:
            cancel(first);
            break;
        case 14:
            resubmit(first);
            break;
        case 15:
            if (!sent.empty()) send(sent[first % sent.size()]); // the same message again
            break;
        case 16:
            change(first, second);
            break;
        default:
            break;
        }
        bus.find("desk")->deliver();
        while (bench.timeline.step(bench.timeline.now())) { // what is forwarded comes in the same instant
        }
        compare();
    }

    void pass(Duration duration) {
        bench.pass(duration);
        model.passTo(bench.timeline.now());
        RC_ASSERT(bench.unbalanced == 0U);
    }

private:
    static EndpointSettings relaySettings() {
        EndpointSettings settings;
        settings.kind = EndpointKind::serviceBus;
        settings.entity = BusEntity::queue;
        settings.name = "relay";
        settings.timeToLive = Model::kRelayLife;
        return settings;
    }
    bool isNew(const events::EventRef& event) {
        const auto known = model.ids.find(event->number);
        if (detects && known != model.ids.end() && known->second + kWindow > model.now) {
            ++model.duplicates;
            return false;
        }
        model.ids[event->number] = model.now;
        return true;
    }
    std::string sessionOf(const events::EventRef& event) const {
        return model.settings.requiresSession ? std::string(bench.texts.text(event->twin)) : std::string();
    }
    void send(events::EventRef event) {
        sent.push_back(event);
        bench.endpoint->accept(event);
        if (isNew(event)) model.enqueue(event->number, sessionOf(event));
    }
    /// The `pick`-th lock that was ever given, lost ones included.
    std::uint64_t lock(unsigned pick) const {
        return locks.empty() ? 0 : locks[locks.size() - 1 - pick % locks.size()];
    }
    void hold(ModelMessage& message, std::uint64_t token, Instant until) {
        message.state = BusState::locked;
        message.lock = token;
        message.lockedUntil = until;
        locks.push_back(token);
    }
    const std::string* sessionWith(std::uint64_t token) const {
        for (const auto& [name, session] : model.sessions) {
            if (token != 0 && session.lock == token) return &name;
        }
        return nullptr;
    }
    std::uint64_t sessionToken(unsigned pick) const {
        return sessionLocks.empty() ? 0 : sessionLocks[sessionLocks.size() - 1 - pick % sessionLocks.size()];
    }

    void receive(unsigned pick) {
        const std::uint64_t token = sessionToken(pick);
        const std::string* session = sessionWith(token);
        const auto got = model.settings.requiresSession ? queue.receive(token) : queue.receive();
        auto expected = model.messages.end();
        if (!model.settings.requiresSession) expected = model.oldest(nullptr);
        if (session) expected = model.oldest(session);
        RC_ASSERT(got.has_value() == (expected != model.messages.end()));
        if (!got) return;
        RC_ASSERT(queue.find(*got)->sequenceNumber == expected->sequence);
        hold(*expected, *got, session ? model.sessions[*session].until : model.now + model.settings.lockDuration);
    }
    void settle(unsigned pick, unsigned how) {
        const std::uint64_t token = lock(pick);
        ModelMessage* message = model.locked(token);
        Settlement real = Settlement::lockLost;
        if (how == 0) real = queue.complete(token);
        if (how == 1) real = queue.abandon(token, "Told");
        if (how == 2) real = queue.defer(token);
        if (how == 3) real = queue.deadLetter(token, "Unwanted", "");
        RC_ASSERT((real == Settlement::done) == (message != nullptr));
        if (!message) return;
        if (how == 0) {
            ++model.completed;
            model.remove(*message);
        } else if (how == 1) {
            model.comeBack(*message);
        } else if (how == 2) {
            message->state = BusState::deferred;
            message->deferred = true;
        } else {
            model.die(*message, "Unwanted");
        }
    }
    void change(unsigned pick, unsigned round) {
        const std::uint64_t token = lock(pick);
        ModelMessage* message = model.locked(token);
        const Settlement real = queue.change(token, {{"round", Value(std::int64_t{round} + 1)}});
        RC_ASSERT((real == Settlement::done) == (message != nullptr));
        if (message) message->round = std::int64_t{round} + 1;
    }
    void renew(unsigned pick) {
        ModelMessage* message = model.locked(lock(pick));
        const bool renewable = message && !model.settings.requiresSession;
        RC_ASSERT((queue.renew(lock(pick)) == Settlement::done) == renewable);
        if (renewable) message->lockedUntil = model.now + model.settings.lockDuration;
    }
    void receiveDeferred(unsigned pick, unsigned second) {
        const std::uint64_t sequence = model.lastSequence == 0 ? 1 : 1 + pick % model.lastSequence;
        const auto got = queue.receiveDeferred(sequence, sessionToken(second));
        for (ModelMessage& each : model.messages) {
            if (each.sequence != sequence || each.state != BusState::deferred) continue;
            const ModelSession& session = model.sessions[each.session];
            const std::string* held = sessionWith(sessionToken(second));
            RC_ASSERT(got.has_value() == (!model.settings.requiresSession || (held && *held == each.session)));
            if (got)
                hold(each, *got,
                     model.settings.requiresSession ? session.until : model.now + model.settings.lockDuration);
            return;
        }
        RC_ASSERT(!got);
    }
    void acceptSession(unsigned pick, unsigned how) {
        std::string name;
        std::optional<SessionToken> got;
        if (how % 2 == 0) {
            name = kTwins[pick % kTwins.size()];
            got = queue.acceptSession(name);
        } else {
            got = queue.acceptNextSession();
            std::uint64_t oldest = 0;
            for (const ModelMessage& each : model.messages) {
                if (each.state != BusState::active || model.sessions[each.session].lock != 0) continue;
                if (oldest != 0 && each.sequence > oldest) continue;
                oldest = each.sequence;
                name = each.session;
            }
        }
        const bool free = model.settings.requiresSession && !name.empty() && model.sessions[name].lock == 0;
        RC_ASSERT(got.has_value() == free);
        if (!got) return;
        RC_ASSERT(queue.sessionName(*got) == name);
        RC_ASSERT(*queue.sessionState(*got) == model.sessions[name].state);
        model.sessions[name].lock = *got;
        model.sessions[name].until = model.now + model.settings.lockDuration;
        sessionLocks.push_back(*got);
    }
    void endSession(unsigned pick, unsigned how) {
        const std::uint64_t token = sessionToken(pick);
        const std::string* name = sessionWith(token);
        Settlement real = Settlement::lockLost;
        const std::string state = "state " + std::to_string(how);
        if (how % 3 == 0) real = queue.releaseSession(token);
        if (how % 3 == 1) real = queue.renewSession(token);
        if (how % 3 == 2) real = queue.setSessionState(token, state);
        RC_ASSERT((real == Settlement::done) == (name != nullptr));
        if (!name) return;
        ModelSession& session = model.sessions[*name];
        if (how % 3 == 0) model.freeSession(*name);
        if (how % 3 == 2) session.state = state;
        if (how % 3 != 1) return;
        session.until = model.now + model.settings.lockDuration;
        for (ModelMessage& each : model.messages) {
            if (each.session == *name && each.state == BusState::locked) each.lockedUntil = session.until;
        }
    }
    void schedule(unsigned pick, unsigned delay) {
        const char* twin = kTwins[pick % kTwins.size()];
        const auto event = bench.event(twin);
        SendOptions options;
        options.scheduledEnqueueTime = model.now + std::chrono::seconds(delay);
        std::uint64_t number = 0;
        bus.send(event, options, &number);
        model.ids[event->number] = model.now;
        RC_ASSERT((number != 0) == (delay > 0));
        if (delay == 0) {
            model.enqueue(event->number, sessionOf(event));
        } else {
            model.scheduled.push_back({event->number, twin, number, *options.scheduledEnqueueTime});
        }
    }
    void cancel(unsigned pick) {
        if (model.scheduled.empty()) {
            RC_ASSERT(!bus.cancelScheduled(pick + 1'000'000));
            return;
        }
        const auto place = model.scheduled.begin() + static_cast<std::ptrdiff_t>(pick % model.scheduled.size());
        RC_ASSERT(bus.cancelScheduled(place->number));
        RC_ASSERT(!bus.cancelScheduled(place->number));
        model.scheduled.erase(place);
        ++cancelled;
    }
    void resubmit(unsigned pick) {
        if (model.dead.empty()) {
            RC_ASSERT(!bus.resubmit("desk", pick));
            return;
        }
        const auto place = model.dead.begin() + static_cast<std::ptrdiff_t>(pick % model.dead.size());
        PeekRequest request;
        request.subscriber = "desk";
        request.deadLetters = true;
        request.from = place->first;
        events::EventRef event;
        for (const MessageLife& life : bench.endpoint->peek(request)) {
            if (life.sequenceNumber == place->first) event = life.event;
        }
        const std::int64_t round = model.deadRounds[place->first];
        RC_ASSERT(bus.resubmit("desk", place->first));
        model.dead.erase(place);
        if (isNew(event)) model.enqueue(event->number, sessionOf(event), round);
    }

    void compare() {
        PeekRequest request;
        request.subscriber = "desk";
        request.limit = 100'000;
        const auto lives = bench.endpoint->peek(request);
        RC_ASSERT(lives.size() == model.messages.size());
        auto inOrder = model.messages;
        std::sort(inOrder.begin(), inOrder.end(), [](auto& a, auto& b) { return a.sequence < b.sequence; });
        for (std::size_t i = 0; i < lives.size(); ++i) {
            const ModelMessage& wanted = inOrder[i];
            RC_ASSERT(lives[i].sequenceNumber == wanted.sequence);
            RC_ASSERT(lives[i].event->number == wanted.number);
            RC_ASSERT(lives[i].deliveries == wanted.count);
            RC_ASSERT((lives[i].state == LifeState::locked) == (wanted.state == BusState::locked));
            RC_ASSERT((lives[i].state == LifeState::deferred) == (wanted.state == BusState::deferred));
            if (wanted.state == BusState::locked) RC_ASSERT(*lives[i].lockedUntil == wanted.lockedUntil);
            RC_ASSERT(lives[i].session == wanted.session);
            RC_ASSERT(roundOf(lives[i]) == wanted.round);
        }
        request.deadLetters = true;
        std::vector<std::pair<std::uint64_t, std::string>> dead;
        for (const MessageLife& life : bench.endpoint->peek(request))
            dead.emplace_back(life.sequenceNumber, life.reason);
        std::sort(model.dead.begin(), model.dead.end());
        RC_ASSERT(dead == model.dead);
        const metrics::LedgerRow row = bench.endpoint->subscriptions().at(0).second;
        RC_ASSERT(Bench::sound(row));
        RC_ASSERT(row.accepted == model.accepted);
        RC_ASSERT(row.delivered == model.completed);
        RC_ASSERT(row.deadLettered == model.deadLettered);
        RC_ASSERT(row.expired == model.expired);
        RC_ASSERT(row.pending() == model.messages.size());
        const metrics::LedgerRow whole = bench.endpoint->row();
        RC_ASSERT(Bench::sound(whole));
        RC_ASSERT(whole.dropped == model.duplicates + cancelled);
        RC_ASSERT(whole.pending() == model.messages.size() + model.scheduled.size());
        compareRelay();
    }
    static std::int64_t roundOf(const MessageLife& life) {
        if (!life.properties || life.properties->user.empty()) return 0;
        RC_ASSERT(life.properties->user.size() == 1U);
        return life.properties->user.at("round")->integer();
    }
    void compareRelay() {
        model.relayExpired += std::erase_if(model.relayed, [&](const auto& each) { return each.expires <= model.now; });
        PeekRequest request;
        request.subscriber = "relay";
        request.limit = 100'000;
        std::vector<ModelRelayed> there;
        for (const MessageLife& life : relay.peek(request))
            there.push_back({life.event->number, *life.expires, life.session, roundOf(life)});
        RC_ASSERT(there == model.relayed);
        const metrics::LedgerRow row = relay.row();
        RC_ASSERT(Bench::sound(row));
        RC_ASSERT(row.expired == model.relayExpired);
        RC_ASSERT(row.accepted == model.relayed.size() + model.relayExpired);
        RC_ASSERT(relay.forwarded() == row.accepted);
        RC_ASSERT(bench.endpoint->handedOver("relay") == row.accepted);
    }

public:
    static constexpr Duration kWindow = 40s;

private:
    Bench bench;
    ServiceBus& bus;
    SubscriptionQueue& queue;
    ServiceBus relay;
    Forwarder forwarder;
    Model model;
    bool detects;
    std::vector<events::EventRef> sent;
    std::vector<std::uint64_t> locks;
    std::vector<std::uint64_t> sessionLocks;
    std::uint64_t cancelled = 0;
};

} // namespace

class ServiceBusModelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theTopicDoesWhatTheModelDoes() {
        std::uint64_t steps = 0;
        QVERIFY(rc::check("a Service Bus topic does what its model does", [&] {
            EndpointSettings settings;
            settings.kind = EndpointKind::serviceBus;
            settings.name = "bus";
            TopicSubscriptionSettings desk;
            desk.name = "desk";
            desk.maxDeliveryCount = *rc::gen::inRange(1U, 6U);
            desk.lockDuration = *rc::gen::element<Duration>(5s, 30s);
            desk.timeToLive = *rc::gen::element<Duration>(20s, 2min, 24h);
            desk.requiresSession = *rc::gen::arbitrary<bool>();
            desk.deadLetteringOnMessageExpiration = *rc::gen::arbitrary<bool>();
            settings.subscriptions = {desk};
            if (desk.requiresSession) settings.sessionIds = SessionIds::twin;
            settings.requiresDuplicateDetection = *rc::gen::arbitrary<bool>();
            settings.duplicateDetectionHistoryTimeWindow = Course::kWindow;
            Course course(settings, settings.requiresDuplicateDetection);
            for (const ModelStep& step : drawModelSteps(17)) {
                course.take(step);
                ++steps;
            }
            course.pass(48h); // nothing may stay locked or active
        }));
        qInfo("%llu steps", static_cast<unsigned long long>(steps));
    }
};

QTEST_APPLESS_MAIN(ServiceBusModelTest)
#include "tst_model_service_bus.moc"
