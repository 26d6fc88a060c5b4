// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// An event of a run as filters see it.
#pragma once

#include "events/dress.h"
#include "routes/field_values.h"
#include "routes/path_reader.h"

#include <string>

namespace twinflow::routes {

class EventRecord final : public FieldValues {
public:
    explicit EventRecord(const FieldTable& fields)
        : FieldValues(fields)
        , m_body(fields.paths()) {}

    /// `event` and `dress` stay in place as long as values are asked for.
    void moveTo(const events::Event& event, const events::Dress& dress);

private:
    const query::Scalar& read(FieldId id, query::Scalar& own) const override;
    query::Scalar readAttribute(query::Attribute attribute) const;

    const events::Event* m_event = nullptr;
    const events::Dress* m_dress = nullptr;
    mutable std::string m_source; // room for attributes that are put together
    mutable std::string m_subject;
    mutable PathReader m_body;
    mutable bool m_atBody = false;
};

} // namespace twinflow::routes
