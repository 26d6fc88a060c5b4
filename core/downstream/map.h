// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The feature states of an indoor map, as the map service keeps them: the latest state of each key of each feature.
#pragma once

#include "base/json_document.h"
#include "downstream/feature_styles.h"
#include "downstream/sink.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace twinflow::downstream {

/// Takes payloads of functions only, the service knows no events: {"featureId": "UNIT103", "states": [{"keyName":
/// "temperature", "value": "71", "eventTimestamp": "2024-03-05T10:15:30"}]}; "States" is taken as well, as the
/// service's sample spells it. A state is taken only when its eventTimestamp is later than that of the stored one.
/// Where the state set has styles, a key that it does not know and a value of another type are refused, as the service
/// does. A payload is taken whole or, when wrong, not at all. Writes a line of states.ndjson for each state taken, and
/// at the end feature-states.json.
class Map final : public Sink {
public:
    Map(const DownstreamSettings& settings, FeatureStyles styles, const std::filesystem::path& folder, WriteLane& lane);

    /// Always refused.
    endpoints::Reply consume(const endpoints::Delivery& delivery) override;
    Result<void> send(std::string_view payloadJson, Instant now, Instant origin) override;
    void finish() override;
    const Map* map() const override { return this; }

    /// How a key of a feature stands now.
    struct StateNow {
        std::string keyName;
        std::string value; ///< JSON text
        std::string eventTimestamp;
        std::string color;          ///< by the styles; empty where none says
        std::uint64_t updates = 0;  ///< states taken so far
        std::uint64_t outdated = 0; ///< states that were not later than the one before
    };
    /// The features that have states, sorted.
    std::vector<std::string> features() const;
    /// The states of one feature by key, as GET featureStates gives them; empty for one that has none.
    std::vector<StateNow> states(std::string_view feature) const;

private:
    struct State {
        std::string value;          ///< JSON text as sent, or of the style's type: a string, number or boolean
        std::string eventTimestamp; ///< as sent
        Instant at{};
        std::string_view color;
        std::uint64_t updates = 1;
        std::uint64_t outdated = 0;
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

    FeatureStyles m_styles;
    std::map<std::string, States, std::less<>> m_features;
    std::vector<Update> m_updates; ///< of the payload at hand
    std::string m_record;
};

} // namespace twinflow::downstream
