// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "workload/names.h"

#include "workload/filled.h"

namespace twinflow::bench {

std::string twinId(unsigned number) {
    return filled("b%-f%-t%", padded(number / 100, 4), padded(number / 10 % 10, 2), padded(number % 10, 2));
}

std::string floorPrefix(unsigned twin) {
    return twinId(twin).substr(0, std::string_view("b0000-f00-").size());
}

std::string modelId(unsigned number) {
    return filled("dtmi:bench:Model%;1", padded(number, 4));
}

std::string_view eventType(unsigned number) {
    static constexpr std::string_view kTypes[] = {
        "Microsoft.DigitalTwins.Twin.Update", "microsoft.iot.telemetry", "Microsoft.DigitalTwins.Twin.Create",
        "Microsoft.DigitalTwins.Relationship.Update", "Microsoft.DigitalTwins.Twin.Delete"};
    return kTypes[number];
}

std::string_view status(unsigned number) {
    static constexpr std::string_view kTexts[kStatuses] = {"ok", "idle", "alarm", "fault", "offline"};
    return kTexts[number];
}

unsigned drawEventType(Draws& draws) {
    const unsigned x = draws.below(100);
    return x < 70 ? 0 : x < 95 ? 1 : x < 97 ? 2 : x < 99 ? 3 : 4;
}

unsigned drawStatus(Draws& draws) {
    const unsigned x = draws.below(100);
    return x < 90 ? 0 : x < 97 ? 1 : x < 98 ? 2 : x < 99 ? 3 : 4;
}

std::string tenths(unsigned number) {
    std::string text = std::to_string(number / 10);
    if (number % 10 != 0) appendFilled(text, ".%", number % 10);
    return text;
}

std::string momentOf(unsigned i) {
    return filled("2024-05-01T%:%:%.%Z", padded(i / 3'600'000 % 24, 2), padded(i / 60'000 % 60, 2),
                  padded(i / 1000 % 60, 2), padded(i % 1000, 3));
}

} // namespace twinflow::bench
