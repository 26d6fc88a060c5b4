// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever is asked of a hub in whatever order, it does what a model of twenty lines says, and every row balances.
#include "ingress/hub.h"
#include "support.h"

#include <rapidcheck.h>

#include <array>
#include <deque>
#include <map>
#include <tuple>

using namespace twinflow;
using namespace twinflow::ingress;
using namespace std::chrono_literals;

namespace {

constexpr std::array<const char*, 4> kDevices{"a", "b", "c", "d"};
constexpr std::array<const char*, 3> kPaths{"hot", "cold", "warm"};
constexpr std::array<MessageAnswer, 3> kAnswers{MessageAnswer::complete, MessageAnswer::reject, MessageAnswer::abandon};
constexpr std::array<Duration, 4> kPauses{0s, 10s, 10min, 61min};
constexpr Duration kTimeToLive = 1h;

/// What happens next, as drawn: the number of a kind and one for its details.
using Step = std::tuple<int, unsigned>;

class Counter final : public HubTarget {
public:
    std::uint64_t taken = 0;
    delivery::Outcome take(const DeviceMessage&) override {
        ++taken;
        return delivery::Outcome::delivered;
    }
};

class Client final : public DeviceClient {
public:
    MessageAnswer answer = MessageAnswer::complete;
    std::map<std::string, std::vector<std::string>> got; ///< by device, each message once
    void online(std::string_view, std::string_view) override {}
    MessageAnswer receive(std::string_view device, const CloudMessage& message) override {
        if (message.deliveryCount == 0) got[std::string(device)].push_back(message.body);
        return answer;
    }
    bool takesMethods(std::string_view) const override { return false; }
    std::optional<MethodAnswer> invoke(std::string_view, std::string_view, std::string_view) override { return {}; }
    void desiredChanged(std::string_view, std::string_view) override {}
};

/// The reference: what a hub is in as few words as possible.
struct Model {
    struct Waiting {
        std::string body;
        Instant expiry;
    };
    struct Device {
        bool enabled = true;
        bool connected = false;
        std::deque<Waiting> queue;
    };
    std::map<std::string, Device> devices;
    std::map<std::string, std::vector<std::string>> got;
    std::uint64_t accepted = 0, refused = 0, hot = 0, rest = 0, events = 0;
    std::uint64_t offered = 0, filtered = 0, completed = 0, expired = 0, dropped = 0;

    void expire(Instant now) {
        for (auto& [id, device] : devices) {
            while (!device.queue.empty() && device.queue.front().expiry <= now) {
                device.queue.pop_front();
                ++expired;
            }
        }
    }
    /// A connected device empties its queue at once, whatever it says to each message.
    void drain(const std::string& id, MessageAnswer answer) {
        Device& device = devices[id];
        for (; device.connected && !device.queue.empty(); device.queue.pop_front()) {
            got[id].push_back(device.queue.front().body);
            ++(answer == MessageAnswer::complete ? completed : dropped);
        }
    }
    void connect(const std::string& id, bool isConnected, MessageAnswer answer) {
        Device& device = devices[id];
        if (device.connected != isConnected) ++events;
        device.connected = isConnected;
        drain(id, answer);
    }
};

HubSettings settings() {
    HubSettings made;
    made.name = "plant";
    made.cloudToDevice.timeToLive = kTimeToLive;
    for (const auto& [name, source] : {std::pair("hot", RouteSource::deviceMessages),
                                       std::pair("connections", RouteSource::deviceConnectionStateEvents)}) {
        HubRoute route;
        route.name = name;
        route.source = source;
        route.condition = source == RouteSource::deviceMessages ? "path = 'hot'" : "true";
        route.endpoint = source == RouteSource::deviceMessages ? "alarms" : "log";
        made.routes.push_back(route);
    }
    return made;
}

class Course {
public:
    Course() {
        hub.read(kEventsEndpoint, "rest", rest);
        hub.read("alarms", "hot", hot);
        hub.read("log", "log", log);
    }

    void take(const Step& step) {
        const auto [kind, detail] = step;
        const std::string id = kDevices[detail % kDevices.size()];
        const auto known = model.devices.find(id);
        const bool isKnown = known != model.devices.end();
        switch (kind) {
        case 0: {
            const auto added = hub.createDevice({id, DeviceStatus::enabled, {}, {}}, &client);
            RC_ASSERT(added.has_value() == !isKnown);
            model.devices.try_emplace(id);
            break;
        }
        case 1: {
            RC_ASSERT(hub.deleteDevice(id).has_value() == isKnown);
            if (!isKnown) break;
            if (known->second.connected) ++model.events;
            model.dropped += known->second.queue.size();
            model.devices.erase(known);
            break;
        }
        case 2: {
            const bool enable = detail / 4 % 2 == 0;
            const auto done = hub.setStatus(id, enable ? DeviceStatus::enabled : DeviceStatus::disabled, "drawn");
            RC_ASSERT(done.has_value() == isKnown);
            if (!isKnown) break;
            known->second.enabled = enable;
            if (!enable) model.connect(id, false, client.answer);
            break;
        }
        case 3: {
            const bool mayConnect = isKnown && known->second.enabled;
            RC_ASSERT(hub.connect(id).has_value() == mayConnect);
            if (mayConnect) model.connect(id, true, client.answer);
            break;
        }
        case 4:
            hub.disconnect(id);
            if (isKnown) model.connect(id, false, client.answer);
            break;
        case 5:
        case 6:
        case 7: {
            DeviceMessage message;
            message.device = id;
            message.properties = {{"Path", kPaths[detail / 4 % kPaths.size()]}};
            const bool isTaken = isKnown && known->second.enabled;
            RC_ASSERT(hub.accept(message).has_value() == isTaken);
            if (!isTaken) {
                ++model.refused;
                break;
            }
            model.connect(id, true, client.answer);
            ++model.accepted;
            ++(message.properties[0].second == "hot" ? model.hot : model.rest);
            break;
        }
        case 8:
        case 9:
        case 10: {
            CloudMessage message;
            message.body = std::to_string(model.offered);
            ++model.offered;
            const bool isTaken = isKnown && known->second.queue.size() < CloudToDevice::kMaxQueue;
            if (isTaken) known->second.queue.push_back({message.body, timeline.now() + kTimeToLive});
            RC_ASSERT(hub.send(id, message).has_value() == isTaken);
            if (!isTaken) ++model.filtered;
            if (isTaken) model.drain(id, client.answer);
            break;
        }
        case 11:
            client.answer = kAnswers[detail % kAnswers.size()];
            break;
        default: {
            const Instant until = timeline.now() + kPauses[detail % kPauses.size()];
            while (timeline.step(until)) {
            }
            timeline.advanceTo(until);
            model.expire(until);
            break;
        }
        }
        compare();
    }

    void compare() const {
        RC_ASSERT(hub.registry().size() == model.devices.size());
        std::size_t waiting = 0;
        std::size_t connected = 0;
        for (const auto& [id, device] : model.devices) {
            RC_ASSERT(hub.registry().find(id)->connected == device.connected);
            RC_ASSERT(hub.cloudToDevice().waitingFor(id) == device.queue.size());
            waiting += device.queue.size();
            connected += device.connected ? 1 : 0;
        }
        RC_ASSERT(hub.connected() == connected);
        RC_ASSERT(client.got == model.got);
        RC_ASSERT(hub.row().balances() && hub.row().accepted == model.accepted && hub.row().filtered == model.refused);
        RC_ASSERT(hot.taken == model.hot && rest.taken == model.rest);
        RC_ASSERT(log.taken + hub.eventRow().waiting == model.events);
        RC_ASSERT(hub.eventRow().balances());
        std::uint64_t refusals = 0;
        for (const auto& reason : hub.refusals()) refusals += reason.second;
        RC_ASSERT(refusals == model.refused);
        const metrics::LedgerRow& row = hub.cloudToDevice().row();
        RC_ASSERT(row.balances() && row.offered == model.offered && row.filtered == model.filtered);
        RC_ASSERT(row.delivered == model.completed && row.expired == model.expired && row.dropped == model.dropped);
        RC_ASSERT(row.waiting == waiting && row.retrying == 0U);
        const std::uint64_t routed = hub.row().accepted + hub.eventRow().offered - hub.eventRow().waiting;
        for (const auto& reader : hub.readers()) RC_ASSERT(reader.second.balances() && reader.second.offered == routed);
        for (const RouteTally& route : hub.routes()) RC_ASSERT(route.row.balances());
    }

    Client client;
    Timeline timeline{Instant{}};
    Counter rest, hot, log;
    Hub hub{settings(), timeline, 1};
    Model model;
};

} // namespace

class IngressProperties : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aHubDoesWhatItsModelSays() {
        QVERIFY(rc::check("a hub does what its model says", [] {
            constexpr int kMostSteps = 120; // from the first test on: a short course seldom gets into trouble
            const auto step = rc::gen::tuple(rc::gen::inRange(0, 14), rc::gen::inRange(0U, 48U));
            const auto steps = *rc::gen::resize(kMostSteps, rc::gen::container<std::vector<Step>>(step));
            Course course;
            for (const Step& each : steps) course.take(each);
        }));
    }

    void queuesNeverHoldMoreThanTheyMay() {
        QVERIFY(rc::check("queues never hold more than they may", [] {
            Course course;
            course.take({0, 0});
            const int sends = *rc::gen::inRange(0, 80);
            for (int i = 0; i < sends; ++i) course.take({8, 0});
            RC_ASSERT(course.hub.cloudToDevice().waitingFor("a") <= CloudToDevice::kMaxQueue);
            course.take({3, 0});
            RC_ASSERT(course.hub.cloudToDevice().waitingFor("a") == 0U);
        }));
    }
};

QTEST_APPLESS_MAIN(IngressProperties)
#include "tst_property_ingress.moc"
