// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/field_table.h"

namespace twinflow::routes {

namespace {

std::string textOf(const query::Field& field) {
    std::string text;
    appendField(text, field);
    return text;
}

} // namespace

FieldId FieldTable::add(const query::Field& field) {
    const FieldId next{static_cast<std::uint32_t>(m_fields.size())};
    const auto [place, isNew] = m_byText.emplace(textOf(field), next);
    if (isNew) {
        const bool body = field.attribute == query::Attribute::body;
        m_fields.push_back({field, body ? m_paths.add(field.path) : BodyPaths::kNone});
    }
    return place->second;
}

FieldId FieldTable::find(const query::Field& field) const {
    const auto place = m_byText.find(textOf(field));
    return place == m_byText.end() ? FieldId{} : place->second;
}

} // namespace twinflow::routes
