// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/event.h"

namespace twinflow::events {

std::string_view typeName(EventType type) {
    static constexpr std::array<std::string_view, kEventTypes + 1> kNames = {
        "Microsoft.DigitalTwins.Twin.Create",
        "Microsoft.DigitalTwins.Twin.Update",
        "Microsoft.DigitalTwins.Twin.Delete",
        "Microsoft.DigitalTwins.Relationship.Create",
        "Microsoft.DigitalTwins.Relationship.Update",
        "Microsoft.DigitalTwins.Relationship.Delete",
        "microsoft.iot.telemetry",
        ""};
    return kNames[static_cast<std::size_t>(type)];
}

std::optional<EventType> findType(std::string_view name) {
    for (std::size_t i = 0; i < kEventTypes; ++i) {
        const auto type = static_cast<EventType>(i);
        if (typeName(type) == name) return type;
    }
    return std::nullopt;
}

void Event::clear() {
    type = EventType::twinUpdate;
    hops = 0;
    twin = relationship = component = TextId{};
    model = ModelIndex{};
    number = cause = 0;
    time = origin = Instant{};
    patch.clear();
    body.clear();
    messageId.clear();
    updateBody.clear();
}

} // namespace twinflow::events
