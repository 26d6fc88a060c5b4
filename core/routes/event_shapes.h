// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a field can hold in events of a type: from the type alone, or from the models of the twins as well.
#pragma once

#include "events/event.h"
#include "models/model_set.h"
#include "query/filter.h"
#include "routes/value_conditions.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace twinflow::routes {

struct FieldShape {
    KindMask kinds = kAnything;
    std::optional<query::Scalar> known;              ///< the one value that it has
    const std::vector<std::string>* texts = nullptr; ///< the only texts that it can be
    std::string_view prefix;                         ///< what each of its texts starts with
};

/// Telemetry can be anything, whatever the models say: the service does not check it.
class EventShapes {
public:
    /// Nothing is known of bodies but what the service itself puts there.
    EventShapes() = default;
    /// `models` outlives it; `host` is that of the twins. Without a model nothing more is known.
    EventShapes(const models::ModelSet& models, std::string host);

    /// Its texts are good as long as the shapes.
    FieldShape of(events::EventType type, const query::Field& field) const;

    bool knowsModels() const { return m_models != nullptr && m_models->size() > 0; }
    const std::vector<std::string>& modelIds() const { return m_modelIds; }
    /// What members of bodies are called in the models: properties, components, telemetry, in order, each once.
    const std::vector<std::string>& memberNames() const { return m_memberNames; }
    bool isTelemetryModelled() const { return m_hasTelemetry; }

private:
    FieldShape ofTwin(const query::Field& field) const;
    FieldShape ofRelationship(const query::Field& field) const;
    KindMask kindsInTwins(const std::vector<std::string>& path) const;
    KindMask kindsInRelationships(const std::vector<std::string>& path) const;

    const models::ModelSet* m_models = nullptr;
    std::string m_host;
    std::string m_telemetryPrefix;
    std::vector<std::string> m_modelIds;
    std::vector<std::string> m_relationshipNames;
    std::vector<std::string> m_memberNames;
    bool m_hasTelemetry = false;
    mutable std::map<std::vector<std::string>, KindMask> m_twinKinds; // by path
    mutable std::map<std::vector<std::string>, KindMask> m_relationshipKinds;
};

} // namespace twinflow::routes
