// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/field_table.h"

#include "base/hash.h"

namespace twinflow::routes {

namespace {

std::uint64_t hashOf(const query::Field& field) {
    auto hash = static_cast<std::uint64_t>(field.attribute);
    for (const std::string& name : field.path) hash = mixWords(hash, hashText(name));
    return hash;
}

} // namespace

FieldId FieldTable::add(const query::Field& field) {
    const std::uint64_t hash = hashOf(field);
    const std::uint32_t known = m_byHash.find(hash, [&](std::uint32_t id) { return m_fields[id].field == field; });
    if (known != IdTable::kNone) return FieldId{known};
    const auto added = static_cast<std::uint32_t>(m_fields.size());
    m_byHash.insert(hash, added);
    const bool body = field.attribute == query::Attribute::body;
    m_fields.push_back({field, body ? m_paths.add(field.path) : PathTree::kNone});
    return FieldId{added};
}

void FieldTable::addFieldsOf(const query::Expression& expression) {
    if (expression.kind == query::Expression::Kind::clause) {
        for (const query::Term* term : {&expression.clause.left, &expression.clause.right}) {
            if (const auto* field = std::get_if<query::Field>(term)) add(*field);
        }
    }
    for (const query::Expression& part : expression.parts) addFieldsOf(part);
}

FieldId FieldTable::find(const query::Field& field) const {
    return FieldId{m_byHash.find(hashOf(field), [&](std::uint32_t id) { return m_fields[id].field == field; })};
}

} // namespace twinflow::routes
