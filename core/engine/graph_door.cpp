// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/graph_door.h"

#include <array>

namespace twinflow::engine {

namespace {

constexpr std::string_view kCode = "TooManyRequests";

} // namespace

Result<void> GraphDoor::drawLots() {
    if (m_random.unit() >= m_throttled) return {};
    return refuse(fault(kCode, "The twin service answers 429: too many requests.")
                      .withHint(say("A fault of the scenario throttles it; try again later.")));
}

Result<void> GraphDoor::admit(twins::RequestKind kind, Instant now, std::optional<TwinIndex> written,
                              std::optional<TwinIndex> otherEnd) {
    if (auto taken = admitTelemetry(); !taken) return taken;
    std::array<TwinIndex, 2> twins;
    std::size_t count = 0;
    for (const auto& twin : {written, otherEnd}) {
        if (twin && (count == 0 || twins[0] != *twin)) twins[count++] = *twin;
    }
    const auto excess = m_rates.note(kind, {twins.data(), count}, now);
    if (!excess || !m_holdsRates) return {};
    if (excess->twin.valid()) {
        return refuse(fault(kCode,
                            "The twin service answers 429: it takes {0} writes a second to one twin and its "
                            "relationships, here '{1}'.",
                            twins::kWritesPerTwin, m_graph.text(m_graph.twin(excess->twin).id))
                          .withHint(say("Write to it less often, for example once for several messages.")));
    }
    return refuse(fault(kCode, "The twin service answers 429: it takes {0} {1} a second.",
                        twins::requestsPerSecond(kind), twins::requestKindName(kind))
                      .withHint(say("Write less often, or spread what happens at one time.")));
}

} // namespace twinflow::engine
