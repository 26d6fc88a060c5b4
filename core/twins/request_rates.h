// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How many requests a second the service takes, and how many were more than that.
#pragma once

#include "base/index.h"
#include "base/time.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
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

/// What a request is too much for: one twin, or where that is invalid the instance.
struct Excess {
    TwinIndex twin;
};

/// Counts in whole seconds of the clock; how the service measures is not published. A request that is too much uses up
/// nothing of any rate, and counts once.
class RequestRates {
public:
    /// A request; a write also counts at each twin of `written`, a write to a relationship at both its ends.
    std::optional<Excess> note(RequestKind kind, std::span<const TwinIndex> written, Instant now);

    const ExcessRequests& excess() const { return m_excess; }

private:
    struct Window {
        std::uint32_t second = 0; ///< since 1970
        std::uint32_t requests = 0;
        bool has(std::uint32_t current, std::uint32_t most) const { return current != second || requests < most; }
        void add(std::uint32_t current) {
            requests = current == second ? requests + 1 : 1;
            second = current;
        }
    };

    std::array<Window, 3> m_byKind;
    std::vector<Window> m_byTwin;
    ExcessRequests m_excess;
};

} // namespace twinflow::twins
