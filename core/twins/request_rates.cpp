// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "twins/request_rates.h"

namespace twinflow::twins {

std::string_view requestKindName(RequestKind kind) {
    switch (kind) {
    case RequestKind::read:
        return "reads";
    case RequestKind::patch:
        return "patches";
    case RequestKind::createOrDelete:
        return "creations and deletions";
    }
    return {};
}

std::uint32_t requestsPerSecond(RequestKind kind) {
    return kind == RequestKind::createOrDelete ? 500 : 1000;
}

std::optional<Excess> RequestRates::note(RequestKind kind, std::span<const TwinIndex> written, Instant now) {
    const auto second = static_cast<std::uint32_t>(now.time_since_epoch() / std::chrono::seconds(1));
    const auto index = static_cast<std::size_t>(kind);
    if (!m_byKind[index].has(second, requestsPerSecond(kind))) {
        ++m_excess.byKind[index];
        return Excess{};
    }
    for (const TwinIndex twin : written) {
        if (twin.value >= m_byTwin.size()) m_byTwin.resize(twin.value + 1);
        if (m_byTwin[twin.value].has(second, kWritesPerTwin)) continue;
        ++m_excess.oneTwin;
        return Excess{twin};
    }
    m_byKind[index].add(second);
    for (const TwinIndex twin : written) m_byTwin[twin.value].add(second);
    return std::nullopt;
}

} // namespace twinflow::twins
