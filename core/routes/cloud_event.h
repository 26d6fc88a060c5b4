// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// An event that stands somewhere as JSON, as filters see it.
#pragma once

#include "base/json_document.h"
#include "base/result.h"
#include "query/record.h"

#include <string_view>

namespace twinflow::routes {

/// A flat CloudEvent, or an Event Grid envelope with its body at data.data (adt-facts 3.3). Attributes that a
/// CloudEvent lacks are empty texts. An envelope does not tell them all: `source`, and `subject` of telemetry, which
/// stands there for the twin, are missing, and so is what the body lacks.
class CloudEventRecord final : public query::Record {
public:
    /// `event` outlives the record. Error code: routes-event-invalid.
    static Result<CloudEventRecord> of(const JsonNode& event);

    query::Scalar value(const query::Field& field) const override;
    std::string_view type() const { return m_type; }
    /// Empty where it is not known.
    std::string_view subject() const { return m_subject.text; }

private:
    CloudEventRecord() = default;

    std::string_view m_type;
    query::Scalar m_source;
    query::Scalar m_subject;
    std::string_view m_dataSchema;
    std::string_view m_contentType;
    std::string_view m_specVersion;
    const JsonNode* m_body = nullptr;
};

} // namespace twinflow::routes
