// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How each kind of endpoint carries an event: CloudEvents, Event Grid envelope, AMQP properties with a bare body.
#pragma once

#include "base/interner.h"
#include "events/event.h"
#include "models/model_set.h"

#include <string>
#include <string_view>

namespace twinflow::events {

/// What the texts of events are made with: names, models, the instance's host and the run's seed. Outlived by its makers.
class Dress {
public:
    Dress(const Interner& texts, const models::ModelSet& models, std::string host, std::uint64_t seed);

    /// The event's UUID, or the Message-Id of telemetry.
    std::string id(const Event& event) const;
    std::string_view type(const Event& event) const { return typeName(event.type); }
    /// Host name; for telemetry host/digitaltwins/<twin>.
    std::string source(const Event& event) const;
    /// <twin>, <source>/relationships/<id>, or the component of telemetry (empty for the twin itself).
    std::string subject(const Event& event) const;
    /// DTMI for telemetry, else empty.
    std::string_view dataSchema(const Event& event) const;
    std::string_view modelId(const Event& event) const;
    /// The body's JSON text; kept in the event after the first call.
    std::string_view body(const Event& event) const;

    /// One flat CloudEvent 1.0 (adt-facts 3.4): Event Grid topics with CloudEventSchemaV1_0, dead-letter blobs.
    void appendCloudEvent(std::string& out, const Event& event) const;
    /// The Event Grid envelope, body nested at data.data. `topic` is the resource path.
    void appendEventGrid(std::string& out, const Event& event, std::string_view topic) const;
    /// The application properties cloudEvents:id, … of Event Hub and Service Bus messages, as a JSON object.
    void appendApplicationProperties(std::string& out, const Event& event) const;
    /// W3C traceparent: the trace id follows the cause, the span id the event and `hop` (a different one per endpoint).
    std::string traceparent(const Event& event, std::uint64_t hop) const;

    const Interner& texts() const { return m_texts; }
    const models::ModelSet& models() const { return m_models; }

private:
    const Interner& m_texts;
    const models::ModelSet& m_models;
    std::string m_host;
    std::uint64_t m_seed;
};

} // namespace twinflow::events
