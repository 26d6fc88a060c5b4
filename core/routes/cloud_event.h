// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// An event that came as JSON text, as filters see it.
#pragma once

#include "base/result.h"
#include "routes/field_values.h"
#include "routes/path_reader.h"

#include <array>
#include <string_view>

namespace twinflow::routes {

/// A flat CloudEvent, or an Event Grid envelope with its body at data.data (adt-facts 3.3). Attributes that a
/// CloudEvent lacks are empty texts. An envelope does not tell them all: `source`, and `subject` of telemetry, which
/// stands there for the twin, are missing, and so is what the body lacks. Only what is asked for is read and checked.
class CloudEventRecord final : public FieldValues {
public:
    explicit CloudEventRecord(const FieldTable& fields);

    /// `event` stays in place as long as values are asked for. False when it is none: it has no text `type`.
    bool moveTo(std::string_view event);
    /// What is wrong where moveTo() says false. Error code: routes-event-invalid.
    static Error invalid();

    std::string_view type() const { return m_type; }

private:
    static constexpr std::size_t kAttributes = static_cast<std::size_t>(query::Attribute::unknown) + 1;

    const query::Scalar& read(FieldId id, query::Scalar& own) const override;
    const query::Scalar& readOfEnvelope(query::Attribute attribute, query::Scalar& own) const;
    const query::Scalar& readBody(FieldId id) const;
    void addPlaces();

    PathTree m_paths; // of the attributes that some field reads: the others are passed over
    std::array<PathTree::Node, kAttributes> m_places{}; // by attribute
    std::size_t m_placed = 0;                           // fields whose attributes have places
    mutable PathReader m_event;
    mutable PathReader m_envelope;
    mutable PathReader m_body;
    mutable bool m_atBody = false;
    bool m_isEnvelope = false;
    std::string_view m_type;
};

} // namespace twinflow::routes
