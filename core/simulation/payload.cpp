// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/payload.h"

#include "base/json_text.h"
#include "simulation/wave.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

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

double noise(double deviation, Random& random) {
    return deviation == 0 ? 0 : deviation * random.normal();
}

double next(const Sine& sine, Random& random, Instant now) {
    // Counted from 1970, so that all devices and all runs share the phase of day and night.
    const std::int64_t period = sine.period.count();
    const std::int64_t phase = ((now.time_since_epoch().count() % period) + period) % period;
    const double turn = static_cast<double>(phase) / static_cast<double>(period);
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

double next(const Replay& replay, const std::vector<double>& rows, double first, Random& random, Duration elapsed) {
    const auto whole = static_cast<std::size_t>(elapsed / replay.rowEvery);
    const double rest =
        static_cast<double>((elapsed % replay.rowEvery).count()) / static_cast<double>(replay.rowEvery.count());
    const std::size_t row = (static_cast<std::size_t>(first) + whole) % rows.size();
    const double from = rows[row];
    const double to = rows[row + 1 < rows.size() ? row + 1 : 0];
    return (from + (to - from) * rest) * replay.scale + replay.offset + noise(replay.noise, random);
}

} // namespace

PayloadMaker::PayloadMaker(const std::vector<PayloadMember>& body, const Recordings& recordings) {
    for (const PayloadMember& member : body) {
        const auto* choice = std::get_if<Choice>(&member.generator);
        if (choice && choice->of.empty()) continue;
        Part part{&member, nullptr, {}, m_stateSize};
        if (const auto* replay = std::get_if<Replay>(&member.generator)) {
            const auto found = recordings.find({replay->file, replay->column});
            if (found == recordings.end()) continue;
            part.rows = &found->second;
        }
        appendJsonString(part.key, member.name);
        part.key += ':';
        const Generator& generator = member.generator;
        const bool keeps =
            part.rows || std::holds_alternative<Walk>(generator) || std::holds_alternative<Counter>(generator);
        if (keeps) ++m_stateSize;
        m_parts.push_back(std::move(part));
    }
}

void PayloadMaker::begin(std::span<double> state, Random& random) const {
    for (const Part& part : m_parts) {
        if (const auto* walk = std::get_if<Walk>(&part.member->generator)) state[part.state] = walk->start;
        if (const auto* counter = std::get_if<Counter>(&part.member->generator)) state[part.state] = counter->start;
        if (part.rows) state[part.state] = static_cast<double>(random.below(part.rows->size()));
    }
}

void PayloadMaker::append(std::string& out, std::span<double> state, Random& random, Instant now,
                          Duration elapsed) const {
    out += '{';
    const std::size_t opened = out.size();
    for (const Part& part : m_parts) {
        const std::size_t before = out.size();
        if (before > opened) out += ',';
        out += part.key;
        const auto number = [&](double value) { appendNumber(out, value, part.member->decimals); };
        const Generator& generator = part.member->generator;
        if (const auto* constant = std::get_if<Constant>(&generator)) number(constant->value);
        if (const auto* text = std::get_if<Text>(&generator)) appendJsonString(out, text->value);
        if (const auto* choice = std::get_if<Choice>(&generator))
            appendJsonString(out, choice->of[random.below(choice->of.size())]);
        if (const auto* sine = std::get_if<Sine>(&generator)) number(next(*sine, random, now));
        if (const auto* walk = std::get_if<Walk>(&generator)) number(next(*walk, state[part.state], random));
        if (const auto* counter = std::get_if<Counter>(&generator)) number(next(*counter, state[part.state], random));
        if (const auto* replay = std::get_if<Replay>(&generator)) {
            number(next(*replay, *part.rows, state[part.state], random, elapsed));
        }
        const double probability = part.member->probability;
        if (probability < 1 && random.unit() >= probability) out.resize(before);
    }
    out += '}';
}

} // namespace twinflow::simulation
