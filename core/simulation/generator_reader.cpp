// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/exact_number.h"
#include "simulation/generator_text.h"

#include <algorithm>
#include <functional>
#include <map>

namespace twinflow::simulation {

namespace {

constexpr Range kShare{0, 1};
constexpr Range kNotNegative{0, Range{}.high};
constexpr Duration kTick = std::chrono::nanoseconds(1);
constexpr std::int64_t kMostLagTicks = 1000; // each device keeps so many numbers

Generator readConstant(MemberReader& member, const JsonNode& node) {
    Constant constant;
    double number = 0;
    if (node.kind == JsonNode::Kind::boolean)
        constant.value = Value(node.boolean);
    else if (member.readNumber(node, member.pathOf("constant"), number))
        constant.value = exactNumber(node.value());
    return constant;
}

Generator readChoice(MemberReader& member, const JsonNode& node) {
    Choice choice;
    const std::string path = member.pathOf("choice");
    for (std::size_t i = 0; i < node.items.size(); ++i) {
        const JsonNode& item = node.items[i];
        if (item.isNumber()) {
            choice.of.push_back(exactNumber(item.value()));
        } else if (item.kind == JsonNode::Kind::boolean) {
            choice.of.emplace_back(item.boolean);
        } else {
            std::string text;
            member.readText(item, path + "[" + std::to_string(i) + "]", text);
            choice.of.emplace_back(text);
        }
    }
    if (choice.of.empty()) {
        member.report(fault("simulation-member-range", "'{0}' offers nothing to choose.", path), node,
                      say("Write an array of texts, numbers or truth values with at least one."));
    }
    double sum = 0;
    std::size_t count = 0;
    for (const JsonNode& item : member.items("weights")) {
        double weight = 0;
        member.readNumber(item, member.pathOf("weights") + "[" + std::to_string(count++) + "]", weight, kNotNegative);
        choice.weights.push_back(weight);
        sum += weight;
    }
    if (count == 0) return choice;
    if (count != choice.of.size() || sum <= 0) {
        member.report(fault("simulation-member-range", "'{0}' does not weigh the choices.", member.pathOf("weights")),
                      *member.take("weights"), say("Write one number for each choice, not all of them 0."));
        choice.weights.clear();
    }
    return choice;
}

Generator readSine(MemberReader reader) {
    Sine sine;
    reader.number("mean", sine.mean);
    reader.number("amplitude", sine.amplitude);
    reader.duration("period", sine.period, kTick);
    reader.number("noise", sine.noise, kNotNegative);
    reader.finish();
    return sine;
}

Generator readWalk(MemberReader reader) {
    Walk walk;
    reader.number("start", walk.start);
    reader.number("step", walk.step, kNotNegative);
    reader.number("low", walk.low);
    reader.number("high", walk.high);
    reader.finish();
    reader.checkOrder(walk.low, walk.high, "low", "high");
    if (walk.low > walk.high) return Walk{};
    if (walk.start < walk.low || walk.start > walk.high) {
        reader.report(fault("simulation-member-range", "'{0}' lies outside of the walk.", reader.pathOf("start")),
                      reader.node(), say("It begins between {0} and {1}.", walk.low, walk.high));
    }
    return walk;
}

Generator readCounter(MemberReader reader) {
    Counter counter;
    reader.number("start", counter.start);
    reader.number("low", counter.low);
    reader.number("high", counter.high);
    reader.finish();
    reader.checkOrder(counter.low, counter.high, "low", "high");
    return counter;
}

Generator readSteps(MemberReader reader) {
    Steps steps;
    for (const JsonNode& item : reader.items("levels")) {
        reader.readNumber(item, reader.pathOf("levels") + "[" + std::to_string(steps.levels.size()) + "]",
                          steps.levels.emplace_back());
    }
    if (steps.levels.empty()) {
        reader.report(fault("simulation-member-missing", "'{0}' has no levels.", reader.path()), reader.node(),
                      say("Add 'levels', an array of numbers with at least one."));
    }
    reader.duration("every", steps.every, kTick);
    reader.number("noise", steps.noise, kNotNegative);
    reader.finish();
    return steps;
}

void readHour(MemberReader& reader, std::string_view name, Duration& out) {
    const JsonNode* node = reader.take(name);
    std::string text;
    if (!node || !reader.readText(*node, reader.pathOf(name), text)) return;
    const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9' ? text[at] - '0' : 100; };
    const int hours = text.size() == 5 ? digit(0) * 10 + digit(1) : 100;
    const int minutes = text.size() == 5 && text[2] == ':' ? digit(3) * 10 + digit(4) : 100;
    if (minutes > 59 || hours * 60 + minutes > 24 * 60) {
        reader.report(fault("simulation-member-range", "'{0}' is not a time of the day.", text), *node,
                      say("Write hours and minutes in UTC, such as 08:00, at most 24:00."));
        return;
    }
    out = std::chrono::hours(hours) + std::chrono::minutes(minutes);
}

Schedule::Period readPeriod(MemberReader reader) {
    Schedule::Period period;
    std::uint8_t days = 0;
    for (const JsonNode& item : reader.items("days")) {
        std::string day;
        if (!reader.readText(item, reader.pathOf("days"), day)) continue;
        const auto known = std::find(std::begin(kWeekdays), std::end(kWeekdays), day);
        if (known == std::end(kWeekdays)) {
            reader.report(fault("simulation-member-range", "'{0}' is not a day.", day), item,
                          say("Write mon, tue, wed, thu, fri, sat or sun."));
            continue;
        }
        days |= static_cast<std::uint8_t>(1U << (known - std::begin(kWeekdays)));
    }
    if (days != 0) period.days = days;
    readHour(reader, "from", period.from);
    readHour(reader, "to", period.to);
    if (reader.require("value")) reader.number("value", period.value);
    reader.finish();
    return period;
}

Generator readSchedule(MemberReader reader) {
    Schedule schedule;
    std::size_t i = 0;
    for (const JsonNode& item : reader.items("periods"))
        schedule.periods.push_back(readPeriod(reader.inside("periods[" + std::to_string(i++) + "]", item)));
    reader.number("otherwise", schedule.otherwise);
    reader.number("noise", schedule.noise, kNotNegative);
    reader.finish();
    return schedule;
}

Generator readFollow(MemberReader& member, const JsonNode& followed, Duration every) {
    Follow follow;
    member.readText(followed, member.pathOf("follow"), follow.member);
    member.number("factor", follow.factor);
    member.number("offset", follow.offset);
    member.number("noise", follow.noise, kNotNegative);
    member.duration("lag", follow.lag, {});
    if (follow.lag / every > kMostLagTicks) {
        member.report(fault("simulation-member-range", "'{0}' is too long.", member.pathOf("lag")), *member.take("lag"),
                      say("It is at most {0} messages: {1}.", kMostLagTicks, formatDuration(every * kMostLagTicks)));
        follow.lag = {};
    }
    return follow;
}

/// A recording lies in the project: no absolute path, no way out of the folder.
bool staysInside(std::string_view path) {
    if (path.starts_with('/') || path.find('\\') != path.npos || path.find(':') != path.npos) return false;
    return ("/" + std::string(path) + "/").find("/../") == std::string::npos;
}

Generator readReplay(MemberReader& member, const JsonNode& file) {
    constexpr Range kSpeed{1e-6, 1e6};
    Replay replay;
    member.readText(file, member.pathOf("replay"), replay.file);
    if (!staysInside(replay.file)) {
        member.report(fault("simulation-member-range", "'{0}' leads out of the project.", replay.file), file,
                      say("Name a CSV or NDJSON file relative to the project folder, with forward slashes."));
    }
    member.requireText("column", replay.column);
    member.text("time", replay.time);
    member.duration("rowEvery", replay.rowEvery, kTick);
    member.number("speed", replay.speed, kSpeed);
    member.duration("skip", replay.skip, {});
    member.flag("loop", replay.loop);
    member.flag("together", replay.together);
    member.number("scale", replay.scale);
    member.number("offset", replay.offset);
    member.number("noise", replay.noise, kNotNegative);
    return replay;
}

Generator readTimestamp(MemberReader& member, const JsonNode& node) {
    Timestamp timestamp;
    std::string form;
    if (!member.readText(node, member.pathOf("timestamp"), form)) return timestamp;
    if (form == "seconds") {
        timestamp.form = Timestamp::Form::seconds;
    } else if (form == "milliseconds") {
        timestamp.form = Timestamp::Form::milliseconds;
    } else if (form != "iso8601") {
        member.report(fault("simulation-member-range", "'{0}' is not a form of a timestamp.", form), node,
                      say("Write 'iso8601', 'seconds' or 'milliseconds'."));
    }
    return timestamp;
}

std::vector<PayloadMember> readMembers(MemberReader& reader, Duration every);

/// The generator is the one member that names its kind.
Generator readGenerator(MemberReader& member, Duration every) {
    using Read = std::function<Generator(const JsonNode&)>;
    const auto inside = [&](Generator (*read)(MemberReader), const char* name) -> Read {
        return [&member, read, name](const JsonNode& node) { return read(member.inside(name, node)); };
    };
    const std::pair<std::string_view, Read> kinds[] = {
        {"constant", [&](const JsonNode& node) { return readConstant(member, node); }},
        {"text",
         [&](const JsonNode& node) -> Generator {
             Text text;
             member.readText(node, member.pathOf("text"), text.value);
             return text;
         }},
        {"choice", [&](const JsonNode& node) { return readChoice(member, node); }},
        {"sine", inside(readSine, "sine")},
        {"walk", inside(readWalk, "walk")},
        {"counter", inside(readCounter, "counter")},
        {"steps", inside(readSteps, "steps")},
        {"schedule", inside(readSchedule, "schedule")},
        {"follow", [&](const JsonNode& node) { return readFollow(member, node, every); }},
        {"replay", [&](const JsonNode& node) { return readReplay(member, node); }},
        {"timestamp", [&](const JsonNode& node) { return readTimestamp(member, node); }},
        {"object",
         [&](const JsonNode& node) -> Generator {
             MemberReader object = member.inside("object", node);
             return Object{readMembers(object, every)};
         }},
    };
    std::vector<std::string_view> said;
    std::string known;
    Generator generator;
    for (const auto& [name, read] : kinds) {
        known += (known.empty() ? "'" : ", '") + std::string(name) + "'";
        const JsonNode* node = member.take(name);
        if (!node) continue;
        said.push_back(name);
        if (said.size() == 1) generator = read(*node);
    }
    const Sentence hint = say("Write one of {0}.", known);
    if (said.empty() && member.node().isObject()) {
        member.report(fault("simulation-generator-missing", "'{0}' does not say how it gets its value.", member.path()),
                      member.node(), hint);
    }
    if (said.size() > 1) {
        member.report(
            fault("simulation-generator-ambiguous", "'{0}' has both '{1}' and '{2}'.", member.path(), said[0], said[1]),
            member.node(), hint);
    }
    return generator;
}

std::vector<PayloadMember> readMembers(MemberReader& reader, Duration every) {
    std::vector<PayloadMember> members;
    for (const JsonNode::Member& each : reader.node().members) {
        MemberReader item = reader.inside(each.name, each.value);
        PayloadMember member;
        member.name = each.name;
        member.generator = readGenerator(item, every);
        item.integer("decimals", member.decimals, {0, 15});
        item.number("probability", member.probability, kShare);
        item.finish();
        members.push_back(std::move(member));
    }
    return members;
}

/// Whether each 'follow' leads to a number, and nowhere in a circle.
class FollowCheck {
public:
    explicit FollowCheck(MemberReader& body)
        : m_body(body) {}

    void check(const std::vector<PayloadMember>& body) {
        collect(body, {}, m_body.node());
        for (Place& place : m_places) {
            const auto* follow = std::get_if<Follow>(&place.member->generator);
            const auto found = follow ? m_byPath.find(followedPath(place.path, follow->member)) : m_byPath.end();
            if (found != m_byPath.end()) place.followed = found->second;
        }
        findCircles();
        for (const Place& place : m_places) checkOne(place);
    }

private:
    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
    struct Place {
        std::string path;
        const PayloadMember* member;
        const JsonNode* node; // of the member
        std::size_t followed = kNone;
        std::size_t walk = kNone; // the first place from which one comes here
        bool isInCircle = false;
    };

    void collect(const std::vector<PayloadMember>& members, const std::string& parent, const JsonNode& node) {
        for (std::size_t i = 0; i < members.size(); ++i) {
            const JsonNode& value = node.members[i].value;
            const std::string path = parent + "/" + members[i].name;
            m_byPath.emplace(path, m_places.size());
            m_places.push_back({path, &members[i], &value});
            const auto* object = std::get_if<Object>(&members[i].generator);
            const JsonNode* inner = object ? value.find("object") : nullptr;
            if (inner) collect(object->members, path, *inner);
        }
    }
    /// Walks from every place that no walk has met: where a walk meets itself there is a circle.
    void findCircles() {
        for (std::size_t walk = 0; walk < m_places.size(); ++walk) {
            std::size_t at = walk;
            for (; at != kNone && m_places[at].walk == kNone; at = m_places[at].followed) m_places[at].walk = walk;
            if (at == kNone || m_places[at].walk != walk) continue;
            for (; !m_places[at].isInCircle; at = m_places[at].followed) m_places[at].isInCircle = true;
        }
    }
    static bool isNumber(const Generator& generator) {
        const auto* constant = std::get_if<Constant>(&generator);
        return !std::holds_alternative<Text>(generator) && !std::holds_alternative<Choice>(generator) &&
               !std::holds_alternative<Timestamp>(generator) && !std::holds_alternative<Object>(generator) &&
               (!constant || constant->value.isNumber());
    }
    void checkOne(const Place& place) {
        const auto* follow = std::get_if<Follow>(&place.member->generator);
        const JsonNode* said = follow ? place.node->find("follow") : nullptr;
        if (!said || !said->isString()) return;
        if (place.followed == kNone || !isNumber(m_places[place.followed].member->generator)) {
            m_body.report(fault("simulation-follow-unknown", "'{0}' follows '{1}', which is no number of the body.",
                                m_body.path() + place.path, follow->member),
                          *said, say("Name a member beside it, or write a JSON pointer from the body's root."));
            return;
        }
        // A circle that this one only leads into is reported by its own members.
        if (!place.isInCircle) return;
        m_body.report(fault("simulation-follow-cycle", "'{0}' follows itself in the end.", m_body.path() + place.path),
                      *said, say("Let one member of the circle get its value in another way."));
    }

    MemberReader& m_body;
    std::vector<Place> m_places;
    std::map<std::string, std::size_t> m_byPath; // of members that stand twice the first
};

} // namespace

std::vector<PayloadMember> readBody(MemberReader body, Duration every) {
    const std::vector<PayloadMember> members = readMembers(body, every);
    FollowCheck(body).check(members);
    return members;
}

} // namespace twinflow::simulation
