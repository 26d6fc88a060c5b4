// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/graph_door.h"

namespace twinflow::engine {

namespace {

constexpr std::string_view kCode = "TooManyRequests";

} // namespace

Result<void> GraphDoor::admitTelemetry() {
    if (m_throttled == 0 || m_random.unit() >= m_throttled) return {};
    return refuse(fault(kCode, "The twin service answers 429: too many requests.")
                      .withHint(say("A fault of the scenario throttles it; try again later.")));
}

Result<void> GraphDoor::admit(twins::RequestKind kind, Instant now) {
    if (auto taken = admitTelemetry(); !taken) return taken;
    if (m_rates.note(kind, now) || !m_holdsRates) return {};
    return refuse(fault(kCode, "The twin service answers 429: it takes {0} {1} a second.",
                        twins::requestsPerSecond(kind), twins::requestKindName(kind))
                      .withHint(say("Write less often, or spread what happens at one time.")));
}

Result<void> GraphDoor::admitWrite(std::string_view twin, Instant now) {
    const auto index = m_graph.find(twin);
    if (!index || m_rates.noteWrite(*index, now) || !m_holdsRates) return {};
    return refuse(fault(kCode,
                        "The twin service answers 429: it takes {0} writes a second to one twin and its "
                        "relationships, here '{1}'.",
                        twins::kWritesPerTwin, twin)
                      .withHint(say("Write to it less often, for example once for several messages.")));
}

} // namespace twinflow::engine
