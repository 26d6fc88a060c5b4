// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The values of the fields of a table in one event after the other, each read on demand and at most once an event.
#pragma once

#include "query/record.h"
#include "routes/field_table.h"

#include <vector>

namespace twinflow::routes {

/// One thread; values stay good until the next event.
class FieldValues : public query::Record {
public:
    /// `fields` outlives the values, and grows only between two events.
    explicit FieldValues(const FieldTable& fields)
        : m_fields(fields) {}

    const query::Scalar& value(FieldId field) const {
        Memo& memo = m_memos[field.value];
        if (memo.stamp != m_stamp) {
            memo.at = &read(field, memo.own);
            memo.stamp = m_stamp;
        }
        return *memo.at;
    }
    /// Fields that the table lacks are missing.
    query::Scalar value(const query::Field& field) const final {
        const FieldId id = m_fields.find(field);
        return id.valid() ? value(id) : query::Scalar();
    }

protected:
    const FieldTable& fields() const { return m_fields; }
    /// Forgets what was read.
    void startEvent() {
        ++m_stamp;
        if (m_memos.size() < m_fields.size()) m_memos.resize(m_fields.size());
    }

private:
    /// The value where it stays until the next event: `own` is a place for one that is made.
    virtual const query::Scalar& read(FieldId field, query::Scalar& own) const = 0;

    struct Memo {
        std::uint64_t stamp = 0;
        const query::Scalar* at = nullptr;
        query::Scalar own;
    };
    const FieldTable& m_fields;
    std::uint64_t m_stamp = 0;
    mutable std::vector<Memo> m_memos; // by field
};

} // namespace twinflow::routes
