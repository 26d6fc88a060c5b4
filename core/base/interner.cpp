// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/interner.h"

#include "base/random.h"

#include <xxhash.h>

#include <algorithm>
#include <cassert>
#include <cstring>
#include <limits>

namespace twinflow {

namespace {

constexpr std::size_t kFirstSlots = 64;
constexpr std::size_t kChunk = 64 * 1024;

} // namespace

Interner::Interner()
    // Where the system happens to put this one: only places in the table depend on it, never what comes of them.
    : m_seed(mix64(reinterpret_cast<std::uintptr_t>(this)))
    , m_slots(kFirstSlots)
    , m_mask(kFirstSlots - 1) {}

std::uint64_t Interner::hash(std::string_view text) const {
    return XXH3_64bits_withSeed(text.data(), text.size(), m_seed);
}

TextId Interner::intern(std::string_view text) {
    const std::uint64_t hashed = hash(text);
    if (const TextId known = find(text, hashed); known.valid()) return known;
    if (2 * (m_texts.size() + 1) > m_slots.size()) grow();
    const TextId id{static_cast<std::uint32_t>(m_texts.size())};
    assert(id.valid());
    m_texts.push_back(keep(text));
    m_slots[emptyPlace(hashed)] = {m_texts.back(), static_cast<std::uint32_t>(hashed >> 32), id.value};
    return id;
}

const char* Interner::keep(std::string_view text) {
    const auto size = static_cast<std::uint32_t>(text.size());
    assert(text.size() <= std::numeric_limits<std::uint32_t>::max());
    const std::size_t needed = (sizeof size + text.size() + alignof(std::uint32_t) - 1) & ~(alignof(std::uint32_t) - 1);
    if (needed > m_room) {
        const std::size_t bytes = std::max(kChunk, needed);
        m_chunks.push_back(std::make_unique_for_overwrite<char[]>(bytes));
        m_free = m_chunks.back().get();
        m_room = bytes;
    }
    char* const kept = m_free + sizeof size;
    std::memcpy(m_free, &size, sizeof size);
    if (!text.empty()) std::memcpy(kept, text.data(), text.size());
    m_free += needed;
    m_room -= needed;
    return kept;
}

void Interner::grow() {
    std::vector<Slot> old(m_slots.size() * 2);
    old.swap(m_slots);
    m_mask = m_slots.size() - 1;
    for (const Slot& slot : old) {
        if (slot.id != TextId::kNone) m_slots[emptyPlace(hash(at(slot.text)))] = slot;
    }
}

} // namespace twinflow
