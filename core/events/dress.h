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

/// What the texts of events are made with: names, models, the instance's host and the run's seed. Outlived by its
/// makers.
class Dress {
public:
    Dress(const Interner& texts, const models::ModelSet& models, std::string host, std::uint64_t seed);

    /// The event's UUID, or the Message-Id of telemetry or of a message.
    std::string id(const Event& event) const;
    std::string_view type(const Event& event) const { return typeName(event.type); }
    /// Host name; for telemetry host/digitaltwins/<twin>.
    std::string source(const Event& event) const;
    /// <twin>, <source>/relationships/<id>, or the component of telemetry (empty for the twin itself).
    std::string subject(const Event& event) const;
    /// The same three appended to a text: no allocation where it has room.
    void appendId(std::string& out, const Event& event) const;
    void appendSource(std::string& out, const Event& event) const;
    void appendSubject(std::string& out, const Event& event) const;
    /// The id as a JSON text.
    void appendJsonId(std::string& out, const Event& event) const;
    /// The interned text that is the whole subject, invalid where a subject is put together or empty.
    static TextId plainSubject(const Event& event);
    std::string_view host() const { return m_host; }
    /// DTMI of the twin's or the component's model for telemetry, else empty.
    std::string_view dataSchema(const Event& event) const;
    /// DTMI of the twin's (source twin's) model, empty when the event has none.
    std::string_view modelId(const Event& event) const;
    /// The body's JSON text; kept in the event after the first call.
    std::string_view body(const Event& event) const;

    /// One flat CloudEvent 1.0 (adt-facts 3.4): Event Grid topics with CloudEventSchemaV1_0, dead-letter blobs. `hop`
    /// as below.
    void appendCloudEvent(std::string& out, const Event& event, std::uint64_t hop = 0) const;
    /// The Event Grid envelope, body nested at data.data. `topic` is the resource path. Telemetry has the twin as its
    /// subject.
    void appendEventGrid(std::string& out, const Event& event, std::string_view topic, std::uint64_t hop = 0) const;
    /// The application properties cloudEvents:id, … of Event Hub and Service Bus messages, as a JSON object.
    void appendApplicationProperties(std::string& out, const Event& event, std::uint64_t hop = 0) const;
    /// W3C traceparent: the trace id follows the cause, the span id the event and `hop` (a different one per endpoint).
    std::string traceparent(const Event& event, std::uint64_t hop) const;
    void appendTraceparent(std::string& out, const Event& event, std::uint64_t hop) const;

    const Interner& texts() const { return m_texts; }
    const models::ModelSet& models() const { return m_models; }

    /// CloudEvents 1.0, and every body is JSON (adt-facts 3.2 leaves telemetry's content type open).
    static constexpr std::string_view kSpecVersion = "1.0";
    static constexpr std::string_view kContentType = "application/json";

private:
    /// The attributes that CloudEvents and application properties share, each as a member behind another one.
    void appendAttributes(std::string& out, const Event& event, std::string_view prefix, std::uint64_t hop) const;

    const Interner& m_texts;
    const models::ModelSet& m_models;
    std::string m_host;
    std::uint64_t m_seed;
};

} // namespace twinflow::events
