// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/field_index.h"

#include <algorithm>

namespace twinflow::routes {

using query::Scalar;

std::vector<LengthCounts::Count>::iterator LengthCounts::placeOf(std::size_t length) {
    return std::lower_bound(m_counts.begin(), m_counts.end(), length,
                            [](const Count& count, std::size_t wanted) { return count.length < wanted; });
}

void LengthCounts::add(std::size_t length) {
    const auto place = placeOf(length);
    if (place != m_counts.end() && place->length == length) {
        ++place->keys;
    } else {
        m_counts.insert(place, {length, 1});
    }
}

void LengthCounts::remove(std::size_t length) {
    const auto place = placeOf(length);
    if (--place->keys == 0) m_counts.erase(place);
}

Bucket* FieldIndex::find(const Key& key, KeyTable& table) {
    switch (key.form) {
    case Key::Form::equal:
    case Key::Form::prefix:
    case Key::Form::suffix:
        return table.find(hashed(key));
    case Key::Form::contains:
        return m_substrings ? m_substrings->find(key.value.text()) : nullptr;
    case Key::Form::range:
        return m_ranges ? m_ranges->find(key.low, key.high) : nullptr;
    case Key::Form::differs:
        break;
    }
    const auto found = std::find_if(m_differing.begin(), m_differing.end(),
                                    [&](const Differing& other) { return other.value == key.value; });
    return found == m_differing.end() ? nullptr : &found->bucket;
}

void FieldIndex::add(const Key& key, Bucket bucket, KeyTable& table) {
    switch (key.form) {
    case Key::Form::equal:
        ++m_equals;
        break;
    case Key::Form::prefix:
        m_prefixes.add(key.value.text().size());
        break;
    case Key::Form::suffix:
        m_suffixes.add(key.value.text().size());
        break;
    case Key::Form::contains:
        if (!m_substrings) m_substrings = std::make_unique<SubstringIndex>();
        m_substrings->add(key.value) = bucket;
        return;
    case Key::Form::range:
        if (!m_ranges) m_ranges = std::make_unique<RangeIndex>();
        m_ranges->add(key.low, key.high) = bucket;
        m_lowest = std::min(m_lowest, key.low);
        m_highest = std::max(m_highest, key.high);
        return;
    case Key::Form::differs:
        m_differing.push_back({key.value, bucket});
        return;
    }
    const HashedValue question = hashed(key);
    m_hashes |= std::uint64_t{1} << (question.hash >> 26);
    table.insert(question, key.value, bucket);
}

void FieldIndex::remove(const Key& key, KeyTable& table) {
    switch (key.form) {
    case Key::Form::equal:
        --m_equals;
        break;
    case Key::Form::prefix:
        m_prefixes.remove(key.value.text().size());
        break;
    case Key::Form::suffix:
        m_suffixes.remove(key.value.text().size());
        break;
    case Key::Form::contains:
        m_substrings->remove(key.value.text());
        if (m_substrings->empty()) m_substrings.reset();
        return;
    case Key::Form::range:
        m_ranges->remove(key.low, key.high);
        if (!m_ranges->empty()) return;
        m_ranges.reset();
        m_lowest = ~std::uint64_t{0};
        m_highest = 0;
        return;
    case Key::Form::differs:
        std::erase_if(m_differing, [&](const Differing& other) { return other.value == key.value; });
        return;
    }
    table.erase(hashed(key));
}

void FieldIndex::ask(const Scalar& value, std::vector<HashedValue>& questions) const {
    const std::uint32_t equal = owner(Key::Form::equal);
    switch (value.kind) {
    case Scalar::Kind::text:
        if (m_equals > 0) askFor({equal, value.text}, questions);
        for (const auto& [length, keys] : m_prefixes) {
            if (length > value.text.size()) break;
            askFor({owner(Key::Form::prefix), value.text.substr(0, length)}, questions);
        }
        for (const auto& [length, keys] : m_suffixes) {
            if (length > value.text.size()) break;
            askFor({owner(Key::Form::suffix), value.text.substr(value.text.size() - length)}, questions);
        }
        return;
    case Scalar::Kind::integer:
    case Scalar::Kind::real:
        if (m_equals > 0) askFor({equal, value.number()}, questions);
        return;
    case Scalar::Kind::boolean:
        if (m_equals > 0) askFor({equal, value.boolean}, questions);
        return;
    case Scalar::Kind::null:
        if (m_equals > 0) askFor({equal, nullptr}, questions);
        return;
    case Scalar::Kind::missing:
    case Scalar::Kind::composite:
        return;
    }
}

} // namespace twinflow::routes
