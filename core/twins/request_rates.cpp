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

bool RequestRates::Window::takes(Instant now, std::uint32_t most) {
    const auto current = static_cast<std::uint32_t>(now.time_since_epoch() / std::chrono::seconds(1));
    if (current != second) *this = {current, 0};
    if (requests >= most) return false;
    ++requests;
    return true;
}

bool RequestRates::note(RequestKind kind, Instant now) {
    const auto index = static_cast<std::size_t>(kind);
    if (m_byKind[index].takes(now, requestsPerSecond(kind))) return true;
    ++m_excess.byKind[index];
    return false;
}

bool RequestRates::noteWrite(TwinIndex twin, Instant now) {
    if (twin.value >= m_byTwin.size()) m_byTwin.resize(twin.value + 1);
    if (m_byTwin[twin.value].takes(now, kWritesPerTwin)) return true;
    ++m_excess.oneTwin;
    return false;
}

} // namespace twinflow::twins
