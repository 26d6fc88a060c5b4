// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/payload.h"

#include "base/json_text.h"
#include "simulation/wave.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <numeric>
#include <string_view>

namespace twinflow::simulation {

namespace {

/// The number rounded to so many decimals, without the sign of a rounded-away negative.
void appendNumber(std::string& out, double number, std::optional<int> decimals) {
    if (!decimals || !std::isfinite(number)) {
        appendJsonNumber(out, number);
        return;
    }
    std::array<char, 352> text{}; // the largest double has 309 digits before the point
    const auto end =
        std::to_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed, *decimals).ptr;
    const bool isZero = std::all_of(text.data(), end, [](char c) { return c == '-' || c == '0' || c == '.'; });
    out.append(text[0] == '-' && isZero ? text.data() + 1 : text.data(), end);
}

void appendLiteral(std::string& out, const Value& value, std::optional<int> decimals) {
    if (value.isNumber() && decimals)
        appendNumber(out, value.number(), decimals);
    else
        value.appendJson(out);
}

double noise(double deviation, Random& random) {
    return deviation == 0 ? 0 : deviation * random.normal();
}

/// Counted from 1970, so that all devices and all runs share the phase of day and night.
Duration sinceMultipleOf(Duration period, Instant now) {
    const Duration rest = now.time_since_epoch() % period;
    return rest < Duration{} ? rest + period : rest;
}

double next(const Sine& sine, Random& random, Instant now) {
    const double turn =
        static_cast<double>(sinceMultipleOf(sine.period, now).count()) / static_cast<double>(sine.period.count());
    return sine.mean + sine.amplitude * sineOfTurn(turn) + noise(sine.noise, random);
}

double next(const Walk& walk, double& at, Random& random) {
    at = std::clamp(at + random.between(-walk.step, walk.step), walk.low, walk.high);
    return at;
}

double next(const Counter& counter, double& at, Random& random) {
    at += random.between(counter.low, counter.high);
    return at;
}

double next(const Steps& steps, Random& random, Duration elapsed) {
    if (steps.levels.empty()) return 0;
    const auto level = static_cast<std::size_t>(elapsed / steps.every) % steps.levels.size();
    return steps.levels[level] + noise(steps.noise, random);
}

bool holds(const Schedule::Period& period, Duration sinceMidnight, int weekday) {
    const auto isOn = [&](int day) { return (period.days >> day & 1) != 0; };
    if (period.from < period.to) return isOn(weekday) && sinceMidnight >= period.from && sinceMidnight < period.to;
    return (isOn(weekday) && sinceMidnight >= period.from) || (isOn((weekday + 6) % 7) && sinceMidnight < period.to);
}

double next(const Schedule& schedule, Random& random, Instant now) {
    const Duration sinceMidnight = sinceMultipleOf(std::chrono::hours(24), now);
    const auto day = std::chrono::floor<std::chrono::days>(now);
    const auto weekday = static_cast<int>(std::chrono::weekday(day).iso_encoding()) - 1;
    double value = schedule.otherwise;
    for (const Schedule::Period& period : schedule.periods) {
        if (!holds(period, sinceMidnight, weekday)) continue;
        value = period.value;
        break;
    }
    return value + noise(schedule.noise, random);
}

double next(const Replay& replay, const Recording& recording, double first, Random& random, Duration elapsed) {
    // Both parts are taken into the recording's length, and are not added where their sum is more than that.
    const Duration whole = recording.length(replay.rowEvery);
    const bool goesRound = replay.loop && whole > Duration{};
    const Duration begin = recording.timeOf(static_cast<std::size_t>(first), replay.rowEvery) + replay.skip;
    Duration played = goesRound ? elapsed % whole : std::min(elapsed, whole);
    if (replay.speed != 1) {
        const double seconds = toSeconds(elapsed) * replay.speed;
        played = fromSeconds(goesRound ? std::fmod(seconds, toSeconds(whole)) : std::min(seconds, toSeconds(whole)));
    }
    const Duration start = goesRound ? begin % whole : std::min(begin, whole);
    const Duration past = goesRound ? start - (whole - played) : whole;
    const Duration at = played < whole - start ? start + played : past;
    return recording.valueAt(at, replay.rowEvery, replay.loop) * replay.scale + replay.offset +
           noise(replay.noise, random);
}

/// `state` is a ring of the last `lag` values behind their count; until it is full, its first value holds.
double delayed(double value, std::span<double> state, std::size_t lag) {
    if (lag == 0) return value;
    const auto count = static_cast<std::size_t>(state[0]);
    double& oldest = state[1 + count % lag];
    const double then = count < lag ? (count == 0 ? value : state[1]) : oldest;
    oldest = value;
    state[0] += 1;
    return then;
}

void appendTimestamp(std::string& out, Timestamp::Form form, Instant clock) {
    const std::int64_t milliseconds = clock.time_since_epoch() / std::chrono::milliseconds(1);
    if (form == Timestamp::Form::iso8601) {
        out += '"';
        appendInstant(out, clock, 3);
        out += '"';
    } else {
        appendJsonNumber(out, form == Timestamp::Form::seconds ? milliseconds / 1000 : milliseconds);
    }
}

/// What a generator keeps of a device, in numbers; a lag's are counted apart.
std::size_t kept(const Generator& generator) {
    return std::holds_alternative<Walk>(generator) || std::holds_alternative<Counter>(generator) ||
                   std::holds_alternative<Replay>(generator)
               ? 1
               : 0;
}

} // namespace

PayloadMaker::PayloadMaker(const std::vector<PayloadMember>& body, const Recordings& recordings, Duration every) {
    addMembers(body, {}, recordings);
    connect(every);
}

void PayloadMaker::addMembers(const std::vector<PayloadMember>& members, const std::string& parent,
                              const Recordings& recordings) {
    for (const PayloadMember& member : members) {
        Part part;
        part.member = &member;
        part.path = parent + "/" + member.name;
        part.state = m_stateSize;
        if (const auto* choice = std::get_if<Choice>(&member.generator)) {
            if (choice->of.empty()) continue;
            part.weights = std::accumulate(choice->weights.begin(), choice->weights.end(), 0.0);
        }
        if (const auto* replay = std::get_if<Replay>(&member.generator)) {
            const auto found = recordings.find({replay->file, replay->column, replay->time});
            if (found == recordings.end()) continue;
            part.recording = &found->second;
        }
        appendJsonString(part.key, member.name);
        part.key += ':';
        m_stateSize += kept(member.generator);
        const std::size_t number = m_parts.size();
        const std::string path = part.path;
        m_parts.push_back(std::move(part));
        if (const auto* object = std::get_if<Object>(&member.generator)) addMembers(object->members, path, recordings);
        m_parts[number].last = m_parts.size();
    }
}

void PayloadMaker::connect(Duration every) {
    std::map<std::string_view, std::size_t> byPath;
    for (std::size_t part = 0; part < m_parts.size(); ++part) byPath.emplace(m_parts[part].path, part);
    for (Part& part : m_parts) {
        const auto* follow = std::get_if<Follow>(&part.member->generator);
        if (!follow) continue;
        const auto found = byPath.find(followedPath(part.path, follow->member));
        if (found != byPath.end()) part.followed = found->second;
        part.lag = static_cast<std::size_t>((follow->lag + every / 2) / every);
        part.state = m_stateSize;
        if (part.lag > 0) m_stateSize += part.lag + 1;
    }
    std::vector<bool> visited(m_parts.size());
    for (std::size_t part = 0; part < m_parts.size(); ++part) orderFrom(part, visited);
}

void PayloadMaker::orderFrom(std::size_t part, std::vector<bool>& visited) {
    if (visited[part]) return;
    visited[part] = true;
    if (m_parts[part].followed != kNone) orderFrom(m_parts[part].followed, visited);
    m_order.push_back(part);
}

void PayloadMaker::begin(std::span<double> state, Random& random) const {
    for (const Part& part : m_parts) {
        if (const auto* walk = std::get_if<Walk>(&part.member->generator)) state[part.state] = walk->start;
        if (const auto* counter = std::get_if<Counter>(&part.member->generator)) state[part.state] = counter->start;
        if (const auto* replay = std::get_if<Replay>(&part.member->generator)) {
            const std::size_t rows = part.recording->values.size();
            state[part.state] = replay->together ? 0 : static_cast<double>(random.below(rows));
        }
    }
}

double PayloadMaker::next(const Part& part, std::span<double> state, Random& random, const Moment& moment) {
    const Generator& generator = part.member->generator;
    if (const auto* constant = std::get_if<Constant>(&generator))
        return constant->value.isNumber() ? constant->value.number() : 0;
    if (const auto* choice = std::get_if<Choice>(&generator)) {
        if (choice->weights.empty()) return static_cast<double>(random.below(choice->of.size()));
        double rest = random.unit() * part.weights;
        std::size_t index = 0;
        while (index + 1 < choice->of.size() && rest >= choice->weights[index]) rest -= choice->weights[index++];
        return static_cast<double>(index);
    }
    if (const auto* sine = std::get_if<Sine>(&generator)) return simulation::next(*sine, random, moment.now);
    if (const auto* walk = std::get_if<Walk>(&generator)) return simulation::next(*walk, state[part.state], random);
    if (const auto* counter = std::get_if<Counter>(&generator))
        return simulation::next(*counter, state[part.state], random);
    if (const auto* steps = std::get_if<Steps>(&generator)) return simulation::next(*steps, random, moment.elapsed);
    if (const auto* schedule = std::get_if<Schedule>(&generator))
        return simulation::next(*schedule, random, moment.now);
    if (const auto* replay = std::get_if<Replay>(&generator))
        return simulation::next(*replay, *part.recording, state[part.state], random, moment.elapsed);
    if (const auto* follow = std::get_if<Follow>(&generator)) {
        if (part.followed == kNone) return 0;
        const double then = delayed(m_parts[part.followed].value, state.subspan(part.state), part.lag);
        return then * follow->factor + follow->offset + noise(follow->noise, random);
    }
    return 0;
}

void PayloadMaker::append(std::string& out, std::span<double> state, Random& random, const Moment& moment) {
    for (const std::size_t number : m_order) {
        Part& part = m_parts[number];
        part.value = next(part, state, random, moment);
        const double probability = part.member->probability;
        part.present = probability >= 1 || random.unit() < probability;
    }
    appendParts(out, 0, m_parts.size(), moment);
}

void PayloadMaker::appendParts(std::string& out, std::size_t from, std::size_t to, const Moment& moment) const {
    out += '{';
    bool first = true;
    for (std::size_t number = from; number < to; number = m_parts[number].last) {
        const Part& part = m_parts[number];
        const bool followsNothing = std::holds_alternative<Follow>(part.member->generator) && part.followed == kNone;
        if (!part.present || followsNothing) continue;
        if (!first) out += ',';
        first = false;
        out += part.key;
        appendValue(out, number, moment);
    }
    out += '}';
}

void PayloadMaker::appendValue(std::string& out, std::size_t number, const Moment& moment) const {
    const Part& part = m_parts[number];
    const Generator& generator = part.member->generator;
    if (const auto* constant = std::get_if<Constant>(&generator)) {
        appendLiteral(out, constant->value, part.member->decimals);
    } else if (const auto* text = std::get_if<Text>(&generator)) {
        appendJsonString(out, text->value);
    } else if (const auto* choice = std::get_if<Choice>(&generator)) {
        appendLiteral(out, choice->of[static_cast<std::size_t>(part.value)], part.member->decimals);
    } else if (const auto* timestamp = std::get_if<Timestamp>(&generator)) {
        appendTimestamp(out, timestamp->form, moment.clock);
    } else if (std::holds_alternative<Object>(generator)) {
        appendParts(out, number + 1, part.last, moment);
    } else {
        appendNumber(out, part.value, part.member->decimals);
    }
}

} // namespace twinflow::simulation
