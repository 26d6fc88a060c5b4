// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which events an Event Grid subscription wants.
#pragma once

#include "base/json_document.h"
#include "endpoints/grid_settings.h"
#include "endpoints/settings.h"
#include "events/dress.h"
#include "events/event_pool.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace twinflow::endpoints {

/// An event as filters see it, in the schema of its topic; its data is parsed when the first filter looks into it.
class GridEvent {
public:
    GridEvent(const events::EventRef& event, const events::Dress& dress, EventGridSchema schema, std::string_view topic)
        : m_event(event)
        , m_dress(dress)
        , m_schema(schema)
        , m_topic(topic) {}

    std::string_view type() const { return m_dress.type(*m_event); }
    std::string subject() const;
    /// What stands at a key such as subject or data.temperature; null when nothing does. The first name is compared
    /// without case, since the service writes Subject and Data.key; those of the body are the sender's. Good until the
    /// next call.
    const JsonNode* at(std::string_view key);

private:
    const events::EventRef& m_event;
    const events::Dress& m_dress;
    EventGridSchema m_schema;
    std::string_view m_topic;
    std::optional<JsonDocument> m_envelope;
};

class GridFilter {
public:
    explicit GridFilter(const EventSubscriptionSettings& settings)
        : m_settings(settings) {}

    bool wants(GridEvent& event) const;
    /// The subscription filters nothing, so no event need be looked at.
    bool wantsAll() const;

private:
    bool holds(const AdvancedFilter& filter, GridEvent& event) const;

    const EventSubscriptionSettings& m_settings; // outlives the filter
};

/// What is wrong with a subscription's filters: more than 25, values that the operator cannot use, keys that no event
/// of the topic's schema has. Codes: endpoints-grid-filter; endpoints-grid-key, a warning.
Findings findFilterProblems(const EventSubscriptionSettings& subscription, EventGridSchema schema);

} // namespace twinflow::endpoints
