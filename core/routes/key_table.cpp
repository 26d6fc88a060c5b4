// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/key_table.h"

namespace twinflow::routes {

HashedValue HashedValue::of(std::uint32_t ownerId, const Value& value) {
    switch (value.kind()) {
    case Value::Kind::boolean:
        return {ownerId, value.boolean()};
    case Value::Kind::integer:
    case Value::Kind::real:
        return {ownerId, value.number()};
    case Value::Kind::string:
        return {ownerId, value.text()};
    default:
        return {ownerId, nullptr};
    }
}

bool KeyTable::isSame(const Value& stored, const HashedValue& wanted) {
    switch (stored.kind()) {
    case Value::Kind::string:
        return wanted.text && stored.text() == std::string_view(wanted.text, wanted.word);
    case Value::Kind::real:
        return !wanted.text && wanted.word == HashedValue::wordOf(stored.number());
    case Value::Kind::boolean:
        return !wanted.text && wanted.word == HashedValue::wordOf(stored.boolean());
    default:
        return !wanted.text && wanted.word == HashedValue::kNull;
    }
}

void KeyTable::insert(const HashedValue& key, const Value& value, Bucket bucket) {
    if ((m_used + 1) * 4 > m_slots.size() * 3) grow();
    place({key.hash, key.owner, value, bucket});
    ++m_used;
}

void KeyTable::place(Slot slot) {
    std::size_t i = slot.hash & m_mask;
    while (m_slots[i].bucket.kind() != Bucket::Kind::empty) i = (i + 1) & m_mask;
    m_slots[i] = std::move(slot);
}

void KeyTable::grow() {
    std::vector<Slot> old = std::exchange(m_slots, std::vector<Slot>(m_slots.empty() ? 16 : 2 * m_slots.size()));
    m_mask = m_slots.size() - 1;
    for (Slot& slot : old) {
        if (slot.bucket.kind() != Bucket::Kind::empty) place(std::move(slot));
    }
}

void KeyTable::erase(const HashedValue& key) {
    std::size_t hole = key.hash & m_mask;
    while (m_slots[hole].hash != key.hash || m_slots[hole].owner != key.owner || !isSame(m_slots[hole].value, key))
        hole = (hole + 1) & m_mask;
    // Those behind it move up, unless they would then stand before the place where a search for them begins.
    for (std::size_t i = (hole + 1) & m_mask; m_slots[i].bucket.kind() != Bucket::Kind::empty; i = (i + 1) & m_mask) {
        if (((i - m_slots[i].hash) & m_mask) < ((i - hole) & m_mask)) continue;
        m_slots[hole] = std::move(m_slots[i]);
        hole = i;
    }
    m_slots[hole] = {};
    --m_used;
}

} // namespace twinflow::routes
