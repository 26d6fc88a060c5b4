// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How many requests a second the service takes, and how many were more than that.
#pragma once

#include "base/index.h"
#include "base/time.h"

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace twinflow::twins {

/// What the service counts apart, for twins and relationships alike. Telemetry has no published rate.
enum class RequestKind : std::uint8_t { read, patch, createOrDelete };

/// "reads", "patches", "creations and deletions".
std::string_view requestKindName(RequestKind kind);
/// Requests a second of an instance: 1000, 1000, 500.
std::uint32_t requestsPerSecond(RequestKind kind);
/// Writes a second to one twin or its relationships, in either direction.
constexpr std::uint32_t kWritesPerTwin = 10;

/// Requests that the service would have answered with 429.
struct ExcessRequests {
    std::array<std::uint64_t, 3> byKind{}; ///< more than the instance takes
    std::uint64_t oneTwin = 0;             ///< more than one twin takes

    std::uint64_t of(RequestKind kind) const { return byKind[static_cast<std::size_t>(kind)]; }
    std::uint64_t total() const { return byKind[0] + byKind[1] + byKind[2] + oneTwin; }
};

/// Counts in whole seconds of the clock; how the service measures is not published.
class RequestRates {
public:
    /// False when it is one too many.
    bool note(RequestKind kind, Instant now);
    /// The same for a write to a twin or one of its relationships; the request itself is noted apart.
    bool noteWrite(TwinIndex twin, Instant now);

    const ExcessRequests& excess() const { return m_excess; }

private:
    struct Window {
        std::uint32_t second = 0; ///< since 1970
        std::uint32_t requests = 0;
        bool takes(Instant now, std::uint32_t most);
    };

    std::array<Window, 3> m_byKind;
    std::vector<Window> m_byTwin;
    ExcessRequests m_excess;
};

} // namespace twinflow::twins
