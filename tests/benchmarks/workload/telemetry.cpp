// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "workload/filled.h"
#include "workload/names.h"
#include "workload/workload.h"

#include <cassert>

namespace twinflow::bench {

namespace {

constexpr std::string_view kQuantities[] = {
    "temperature", "humidity", "pressure", "co2",    "voc",  "illuminance", "noise",    "vibration",
    "voltage",     "current",  "power",    "energy", "flow", "level",       "speed",    "torque",
    "angle",       "rpm",      "gain",     "offset", "duty", "fanSpeed",    "setpoint", "battery"};
constexpr unsigned kNames = std::size(kQuantities);

/// "voltage":12.345; after the last name they begin again with a number behind.
std::string reading(unsigned number, Draws& draws) {
    const unsigned whole = draws.below(1000);
    const unsigned hundredths = draws.below(100);
    const unsigned last = 1 + draws.below(9);
    const std::string round = number >= kNames ? std::to_string(number / kNames) : std::string();
    return filled(R"("%%":%.%%)", kQuantities[number % kNames], round, whole, padded(hundredths, 2), last);
}

} // namespace

std::string telemetry(unsigned count, std::size_t bytes, Stream stream) {
    constexpr std::string_view kNote = R"(},"note":")";
    constexpr std::string_view kEnd = R"("})";
    std::string text;
    std::string line;
    Draws draws(stream);
    for (unsigned i = 0; i < count; ++i) {
        const unsigned twin = draws.below(kTwins);
        const unsigned temperature = 100 + draws.below(300);
        const unsigned humidity = draws.below(1000);
        const unsigned state = drawStatus(draws);
        const bool isOn = draws.below(2) == 1;
        line = filled(R"({"deviceId":"dev-%","ts":"%","seq":%,"temperature":%,"humidity":%,"status":"%","on":%,)"
                      R"("readings":{)",
                      twinId(twin), momentOf(i), i, tenths(temperature), tenths(humidity), status(state),
                      isOn ? "true" : "false");
        for (unsigned number = 2;; ++number) { // temperature and humidity stand above
            const std::string next = (number > 2 ? "," : "") + reading(number, draws);
            if (line.size() + next.size() + kNote.size() + kEnd.size() + 1 > bytes) break;
            line += next;
        }
        line += kNote;
        while (line.size() + kEnd.size() < bytes) line += static_cast<char>('a' + draws.below(26));
        line += kEnd;
        assert(line.size() == bytes);
        text.append(line).append("\n");
    }
    return text;
}

} // namespace twinflow::bench
