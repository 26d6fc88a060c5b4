// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The feature states of an indoor map, as the map service keeps them: the latest state of each key of each feature.
#pragma once

#include "base/json_document.h"
#include "downstream/sink.h"

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace twinflow::downstream {

/// Takes payloads of functions only, the service knows no events: {"featureId": "UNIT103", "states": [{"keyName":
/// "temperature", "value": "71", "eventTimestamp": "2024-03-05T10:15:30"}]}; "States" is taken as well, as the
/// service's sample spells it. A state is taken only when its eventTimestamp is later than that of the stored one. A
/// payload is taken whole or, when wrong, not at all. Writes a line of states.ndjson for each state taken, and at the
/// end feature-states.json.
class Map final : public Sink {
public:
    Map(const DownstreamSettings& settings, const std::filesystem::path& folder, WriteLane& lane);

    /// Always refused.
    delivery::Outcome consume(const endpoints::Delivery& delivery) override;
    Result<void> send(std::string_view payloadJson, Instant now, Instant origin) override;
    void finish() override;

private:
    struct State {
        std::string value;          ///< JSON text as sent: a string, number or boolean
        std::string eventTimestamp; ///< as sent
        Instant at{};
    };
    struct Update {
        std::string_view key;
        State state;
    };
    using States = std::map<std::string, State, std::less<>>;

    /// Reads m_updates. `index` is the state's place in its array.
    Result<void> readUpdate(const JsonNode& state, std::size_t index);
    void apply(std::string_view feature, Update& update, Instant now, Instant origin);
    static void appendState(std::string& out, std::string_view key, const State& state);

    std::map<std::string, States, std::less<>> m_features;
    std::vector<Update> m_updates; ///< of the payload at hand
    std::string m_record;
};

} // namespace twinflow::downstream
