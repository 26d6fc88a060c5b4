// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The distinct fields that the filters of a table read, each with a number.
#pragma once

#include "base/index.h"
#include "query/filter.h"
#include "routes/body_paths.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace twinflow::routes {

using FieldId = Index<struct FieldTag>;

class FieldTable {
public:
    FieldId add(const query::Field& field);
    /// An invalid id for a field that no filter reads.
    FieldId find(const query::Field& field) const;

    const query::Field& at(FieldId id) const { return m_fields[id.value].field; }
    /// Where a field of the body stands in paths().
    BodyPaths::Node node(FieldId id) const { return m_fields[id.value].node; }
    const BodyPaths& paths() const { return m_paths; }
    std::size_t size() const { return m_fields.size(); }

private:
    struct Entry {
        query::Field field;
        BodyPaths::Node node = BodyPaths::kNone;
    };
    std::vector<Entry> m_fields;
    std::unordered_map<std::string, FieldId> m_byText;
    BodyPaths m_paths;
};

} // namespace twinflow::routes
