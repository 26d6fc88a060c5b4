// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/candidate_index.h"

#include "routes/event_record.h"

namespace twinflow::routes {

using query::Scalar;

namespace {

template <typename Filters>
void append(std::vector<std::uint32_t>& out, const Filters& filters) {
    out.insert(out.end(), filters.begin(), filters.end());
}

} // namespace

CandidateIndex::FieldIndex& CandidateIndex::indexOf(FieldId field) {
    const auto [place, isNew] = m_places.emplace(field, m_fields.size());
    if (isNew) m_fields.emplace_back().field = field;
    return m_fields[place->second];
}

void CandidateIndex::add(const Key& key, std::uint32_t filter, TypeMask types) {
    FieldIndex& index = indexOf(key.field);
    index.types |= types;
    if (const auto* equal = std::get_if<Key::Equal>(&key.condition)) {
        if (equal->value.isNumber()) {
            index.numbers[equal->value.number()].push_back(filter);
        } else if (equal->value.kind() == Value::Kind::boolean) {
            index.booleans[equal->value.boolean() ? 1 : 0].push_back(filter);
        } else {
            index.texts[std::string(equal->value.text())].push_back(filter);
        }
    } else if (const auto* prefix = std::get_if<Key::Prefix>(&key.condition)) {
        index.prefixes.add(prefix->text, filter);
    } else if (const auto* suffix = std::get_if<Key::Suffix>(&key.condition)) {
        index.suffixes.add({suffix->text.rbegin(), suffix->text.rend()}, filter);
    } else {
        const auto& range = std::get<Key::Range>(key.condition);
        index.ranges.add(range.low, range.high, filter);
    }
}

void CandidateIndex::finish() {
    for (FieldIndex& index : m_fields) {
        index.prefixes.finish();
        index.suffixes.finish();
        index.ranges.finish();
    }
}

void CandidateIndex::find(const EventRecord& record, events::EventType type, Filters& filters) const {
    const TypeMask bit = typeBit(type);
    for (const FieldIndex& index : m_fields) {
        if ((index.types & bit) == 0) continue;
        const Scalar value = record.value(index.field);
        if (value.isText()) {
            findText(index, value.text, filters);
        } else if (value.isNumber()) {
            if (const auto equal = index.numbers.find(value.number()); equal != index.numbers.end())
                append(filters, equal->second);
            index.ranges.find(value.number(), [&](std::uint32_t filter) { filters.push_back(filter); });
        } else if (value.kind == Scalar::Kind::boolean) {
            append(filters, index.booleans[value.boolean ? 1 : 0]);
        }
    }
}

void CandidateIndex::findText(const FieldIndex& index, std::string_view text, Filters& filters) const {
    const auto take = [&](std::uint32_t filter) { filters.push_back(filter); };
    if (const auto equal = index.texts.find(text); equal != index.texts.end()) append(filters, equal->second);
    index.prefixes.find(text, take);
    if (index.suffixes.empty()) return;
    m_reversed.assign(text.rbegin(), text.rend());
    index.suffixes.find(m_reversed, take);
}

} // namespace twinflow::routes
