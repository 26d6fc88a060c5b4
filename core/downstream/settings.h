// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What hangs behind an endpoint or a function.
#pragma once

#include "downstream/capture_settings.h"
#include "downstream/history_settings.h"
#include "downstream/webhook_settings.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace twinflow::downstream {

enum class DownstreamKind : std::uint8_t { storage, timeSeries, map, webhook, dataHistory };

/// storage, timeSeries, map, webhook, dataHistory: as written in deployment.json.
std::string_view kindName(DownstreamKind kind);

struct DownstreamSettings {
    std::string name;
    DownstreamKind kind = DownstreamKind::storage;
    std::string container;     ///< storage: blob container, defaults to the name
    std::string stateset;      ///< map: feature state set id
    std::string url;           ///< webhook: where it would post; simulated ones record what they got
    CaptureSettings capture{}; ///< storage: how Event Hubs are captured into it
    HistorySettings history{}; ///< dataHistory: its tables
    std::string styles{};      ///< map: styles of the state set, a JSON array; empty: any state is taken
    AnswerSettings answers{};  ///< webhook
    bool operator==(const DownstreamSettings&) const = default;
};

} // namespace twinflow::downstream
