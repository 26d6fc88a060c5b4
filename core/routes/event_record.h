// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// An event as filters see it; values are made on demand and at most once an event.
#pragma once

#include "events/dress.h"
#include "query/record.h"
#include "routes/body_reader.h"
#include "routes/field_table.h"

namespace twinflow::routes {

/// One thread; values stay good until the next moveTo().
class EventRecord final : public query::Record {
public:
    /// `fields` outlives the record and is complete.
    explicit EventRecord(const FieldTable& fields);

    /// `event` and `dress` stay in place as long as values are asked for.
    void moveTo(const events::Event& event, const events::Dress& dress);

    query::Scalar value(FieldId field) const;
    /// Fields that the table lacks are missing.
    query::Scalar value(const query::Field& field) const override;

private:
    struct Memo {
        std::uint64_t stamp = 0;
        query::Scalar value;
    };
    query::Scalar read(FieldId id) const;
    query::Scalar readBody(FieldId id) const;

    const FieldTable& m_fields;
    const events::Event* m_event = nullptr;
    const events::Dress* m_dress = nullptr;
    std::uint64_t m_stamp = 0;
    mutable std::vector<Memo> m_memos; // by field
    mutable std::string m_source;      // room for attributes that are put together
    mutable std::string m_subject;
    mutable BodyReader m_body;
    mutable std::uint64_t m_bodyStamp = 0;
};

} // namespace twinflow::routes
