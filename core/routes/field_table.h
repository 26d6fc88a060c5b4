// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The distinct fields that some filters read, each with a number.
#pragma once

#include "base/id_table.h"
#include "base/index.h"
#include "query/filter.h"
#include "routes/path_tree.h"

#include <vector>

namespace twinflow::routes {

using FieldId = Index<struct FieldTag>;

/// Fields stay when the filters that read them are gone.
class FieldTable {
public:
    FieldId add(const query::Field& field);
    /// All fields of an expression.
    void addFieldsOf(const query::Expression& expression);
    /// An invalid id for a field that was not added.
    FieldId find(const query::Field& field) const;

    const query::Field& at(FieldId id) const { return m_fields[id.value].field; }
    /// Where a field of the body stands in paths().
    PathTree::Node node(FieldId id) const { return m_fields[id.value].node; }
    /// Places in the body.
    const PathTree& paths() const { return m_paths; }
    std::size_t size() const { return m_fields.size(); }

private:
    struct Entry {
        query::Field field;
        PathTree::Node node = PathTree::kNone;
    };
    std::vector<Entry> m_fields;
    IdTable m_byHash;
    PathTree m_paths;
};

} // namespace twinflow::routes
