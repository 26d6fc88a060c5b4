// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Finds things that lie elsewhere by their hash: eight bytes a slot, and nothing is allocated for one thing.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace twinflow {

/// Open addressing; what the ids stand for, and when two of them are equal, is the caller's business.
class IdTable {
public:
    static constexpr std::uint32_t kNone = 0xffffffff;

    /// The id with that hash for which `isSame(id)`, or kNone.
    template <typename IsSame>
    std::uint32_t find(std::uint64_t hash, IsSame isSame) const {
        if (m_used == 0) return kNone;
        const std::uint32_t wanted = fold(hash);
        for (std::size_t i = wanted & m_mask; m_slots[i].id != kNone; i = (i + 1) & m_mask) {
            if (m_slots[i].hash == wanted && isSame(m_slots[i].id)) return m_slots[i].id;
        }
        return kNone;
    }
    /// The id is not in the table yet.
    void insert(std::uint64_t hash, std::uint32_t id) {
        if ((m_used + 1) * 4 > m_slots.size() * 3) grow();
        place({fold(hash), id});
        ++m_used;
    }
    /// The id is in the table, with that hash.
    void erase(std::uint64_t hash, std::uint32_t id) {
        std::size_t hole = fold(hash) & m_mask;
        while (m_slots[hole].id != id) hole = (hole + 1) & m_mask;
        // Those behind it move up, unless they would then stand before the place where a search for them begins.
        for (std::size_t i = (hole + 1) & m_mask; m_slots[i].id != kNone; i = (i + 1) & m_mask) {
            if (((i - m_slots[i].hash) & m_mask) < ((i - hole) & m_mask)) continue;
            m_slots[hole] = m_slots[i];
            hole = i;
        }
        m_slots[hole] = {};
        --m_used;
    }

private:
    struct Slot {
        std::uint32_t hash = 0;
        std::uint32_t id = kNone;
    };
    static std::uint32_t fold(std::uint64_t hash) { return static_cast<std::uint32_t>(hash ^ (hash >> 32)); }
    void place(Slot slot) {
        std::size_t i = slot.hash & m_mask;
        while (m_slots[i].id != kNone) i = (i + 1) & m_mask;
        m_slots[i] = slot;
    }
    void grow() {
        const std::vector<Slot> old =
            std::exchange(m_slots, std::vector<Slot>(m_slots.empty() ? 8 : 2 * m_slots.size()));
        m_mask = m_slots.size() - 1;
        for (const Slot& slot : old) {
            if (slot.id != kNone) place(slot);
        }
    }

    std::vector<Slot> m_slots; // a power of two
    std::size_t m_mask = 0;
    std::size_t m_used = 0;
};

} // namespace twinflow
