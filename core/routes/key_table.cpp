// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/key_table.h"

#include <bit>
#include <utility>

namespace twinflow::routes {

using query::Scalar;

namespace {

std::uint64_t hashOf(const Scalar& value) {
    switch (value.kind) {
    case Scalar::Kind::text:
        return hashText(value.text);
    case Scalar::Kind::real:
        return mix64(std::bit_cast<std::uint64_t>(value.real));
    case Scalar::Kind::boolean:
        return value.boolean ? 2 : 1;
    default:
        return 0;
    }
}

} // namespace

HashedValue::HashedValue(std::uint32_t ownerId, const Scalar& scalar)
    : owner(ownerId)
    , hash(fold(mixWords(hashOf(scalar), ownerId)))
    , value(scalar) {}

bool KeyTable::isSame(const Value& stored, const Scalar& wanted) {
    switch (wanted.kind) {
    case Scalar::Kind::text:
        return stored.kind() == Value::Kind::string && stored.text() == wanted.text;
    case Scalar::Kind::real:
        return stored.kind() == Value::Kind::real && stored.number() == wanted.real;
    case Scalar::Kind::boolean:
        return stored.kind() == Value::Kind::boolean && stored.boolean() == wanted.boolean;
    default:
        return stored.isNull();
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
    while (m_slots[hole].hash != key.hash || m_slots[hole].owner != key.owner ||
           !isSame(m_slots[hole].value, key.value))
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
