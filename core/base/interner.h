// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Each distinct text once, with a small number for it.
#pragma once

#include "base/index.h"

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace twinflow {

/// Texts never leave and never move: a string_view from text() lives as long as the interner. One writer.
///
/// An open table of 16 bytes a slot beside an arena of texts, each behind its length: what is looked up in a million
/// texts costs two visits to memory. Who knows beforehand what will be asked can have both brought near meanwhile.
class Interner {
public:
    Interner();

    TextId intern(std::string_view text);
    /// The id of a text that was interned before, else an invalid one.
    TextId find(std::string_view text) const { return find(text, hash(text)); }
    std::string_view text(TextId id) const { return at(m_texts[id.value]); }
    /// Ids are below it.
    std::size_t size() const { return m_texts.size(); }

    // In steps, for many look-ups at a time: hash() for all, then expect() for all, then guess() for all, then find().
    /// Not the same in another interner, so that nobody can make texts that fall together.
    std::uint64_t hash(std::string_view text) const;
    /// Has the place of that hash brought near.
    void expect(std::uint64_t hash) const { __builtin_prefetch(&m_slots[hash & m_mask]); }
    /// The text that has this hash, if any: very likely the one that was meant. Has it brought near.
    TextId guess(std::uint64_t hash) const {
        const Slot& slot = m_slots[probe(hash, [](const Slot&) { return true; })];
        if (slot.id == TextId::kNone) return {};
        __builtin_prefetch(slot.text);
        __builtin_prefetch(&m_texts[slot.id]);
        return TextId{slot.id};
    }
    TextId find(std::string_view text, std::uint64_t hash) const {
        return TextId{m_slots[probe(hash, [&](const Slot& slot) { return at(slot.text) == text; })].id};
    }

private:
    struct Slot {
        const char* text = nullptr; // behind its length
        std::uint32_t tag = 0;      // the upper half of the hash
        std::uint32_t id = TextId::kNone;
    };

    static std::string_view at(const char* text) {
        std::uint32_t size = 0;
        __builtin_memcpy(&size, text - sizeof size, sizeof size);
        return {text, size};
    }
    /// The place of the slot of that hash that `fits`, or of the empty one where it would stand.
    template <typename Fits>
    std::size_t probe(std::uint64_t hash, Fits fits) const {
        const auto tag = static_cast<std::uint32_t>(hash >> 32);
        for (std::size_t i = hash & m_mask;; i = (i + 1) & m_mask) {
            const Slot& slot = m_slots[i];
            if (slot.id == TextId::kNone || (slot.tag == tag && fits(slot))) return i;
        }
    }
    std::size_t emptyPlace(std::uint64_t hash) const {
        return probe(hash, [](const Slot&) { return false; });
    }
    const char* keep(std::string_view text);
    void grow();

    std::uint64_t m_seed;
    std::vector<Slot> m_slots; // a power of two, at most half of them used
    std::size_t m_mask = 0;
    std::vector<const char*> m_texts; // by id
    std::vector<std::unique_ptr<char[]>> m_chunks;
    std::size_t m_room = 0; // behind m_free
    char* m_free = nullptr;
};

} // namespace twinflow
