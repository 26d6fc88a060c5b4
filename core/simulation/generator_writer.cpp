// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/generator_text.h"
#include "simulation/inline_object.h"

namespace twinflow::simulation {

namespace {

/// [1, 2] of JSON texts.
template <typename Items, typename Write>
std::string listText(const Items& items, Write&& write) {
    std::string text;
    for (const auto& item : items) text += (text.empty() ? "" : ", ") + write(item);
    return "[" + text + "]";
}

std::string hourText(Duration sinceMidnight) {
    const auto minutes = sinceMidnight / std::chrono::minutes(1);
    const auto two = [](std::int64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    return quoted(two(minutes / 60) + ":" + two(minutes % 60));
}

std::string periodText(const Schedule::Period& period) {
    const Schedule::Period normal;
    InlineObject object;
    if (period.days != normal.days) {
        std::vector<std::string_view> days;
        for (std::size_t day = 0; day < std::size(kWeekdays); ++day) {
            if ((period.days >> day & 1) != 0) days.push_back(kWeekdays[day]);
        }
        object.add("days", listText(days, [](std::string_view day) { return quoted(day); }));
    }
    if (period.from != normal.from) object.add("from", hourText(period.from));
    if (period.to != normal.to) object.add("to", hourText(period.to));
    object.add("value", numberText(period.value));
    return object.text();
}

/// Adds what names the generator, and the members that belong to it.
struct Adder {
    InlineObject& member;

    void operator()(const Constant& constant) { member.add("constant", constant.value.json()); }
    void operator()(const Text& text) { member.add("text", quoted(text.value)); }
    void operator()(const Choice& choice) {
        member.add("choice", listText(choice.of, [](const Value& value) { return value.json(); }));
        if (!choice.weights.empty()) member.add("weights", listText(choice.weights, numberText));
    }
    void operator()(const Sine& sine) {
        InlineObject inner;
        inner.addUnless(Sine{}.mean, "mean", sine.mean);
        inner.addUnless(Sine{}.amplitude, "amplitude", sine.amplitude);
        inner.addUnless(Sine{}.period, "period", sine.period);
        inner.addUnless(Sine{}.noise, "noise", sine.noise);
        member.add("sine", inner.text());
    }
    void operator()(const Walk& walk) {
        InlineObject inner;
        inner.addUnless(Walk{}.start, "start", walk.start);
        inner.addUnless(Walk{}.step, "step", walk.step);
        inner.addUnless(Walk{}.low, "low", walk.low);
        inner.addUnless(Walk{}.high, "high", walk.high);
        member.add("walk", inner.text());
    }
    void operator()(const Counter& counter) {
        InlineObject inner;
        inner.addUnless(Counter{}.start, "start", counter.start);
        inner.addUnless(Counter{}.low, "low", counter.low);
        inner.addUnless(Counter{}.high, "high", counter.high);
        member.add("counter", inner.text());
    }
    void operator()(const Steps& steps) {
        InlineObject inner;
        inner.add("levels", listText(steps.levels, numberText));
        inner.addUnless(Steps{}.every, "every", steps.every);
        inner.addUnless(Steps{}.noise, "noise", steps.noise);
        member.add("steps", inner.text());
    }
    void operator()(const Schedule& schedule) {
        InlineObject inner;
        if (!schedule.periods.empty()) inner.add("periods", listText(schedule.periods, periodText));
        inner.addUnless(Schedule{}.otherwise, "otherwise", schedule.otherwise);
        inner.addUnless(Schedule{}.noise, "noise", schedule.noise);
        member.add("schedule", inner.text());
    }
    void operator()(const Follow& follow) {
        member.add("follow", quoted(follow.member));
        member.addUnless(Follow{}.factor, "factor", follow.factor);
        member.addUnless(Follow{}.offset, "offset", follow.offset);
        member.addUnless(Follow{}.noise, "noise", follow.noise);
        member.addUnless(Follow{}.lag, "lag", follow.lag);
    }
    void operator()(const Replay& replay) {
        const Replay normal;
        member.add("replay", quoted(replay.file));
        member.add("column", quoted(replay.column));
        if (!replay.time.empty()) member.add("time", quoted(replay.time));
        member.addUnless(normal.rowEvery, "rowEvery", replay.rowEvery);
        member.addUnless(normal.speed, "speed", replay.speed);
        member.addUnless(normal.skip, "skip", replay.skip);
        if (replay.loop != normal.loop) member.add("loop", "false");
        if (replay.together != normal.together) member.add("together", "true");
        member.addUnless(normal.scale, "scale", replay.scale);
        member.addUnless(normal.offset, "offset", replay.offset);
        member.addUnless(normal.noise, "noise", replay.noise);
    }
    void operator()(const Timestamp& timestamp) {
        member.add("timestamp", timestamp.form == Timestamp::Form::iso8601   ? quoted("iso8601")
                                : timestamp.form == Timestamp::Form::seconds ? quoted("seconds")
                                                                             : quoted("milliseconds"));
    }
    void operator()(const Object& object) {
        InlineObject inner;
        for (const PayloadMember& each : object.members) inner.add(each.name, memberText(each));
        member.add("object", inner.text());
    }
};

} // namespace

std::string memberText(const PayloadMember& member) {
    InlineObject object;
    std::visit(Adder{object}, member.generator);
    if (member.decimals) object.add("decimals", std::to_string(*member.decimals));
    object.addUnless(1, "probability", member.probability);
    return object.text();
}

} // namespace twinflow::simulation
