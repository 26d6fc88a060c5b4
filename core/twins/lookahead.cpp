// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Bringing near what writes to several twins will touch: each step down waits for memory once, not once a twin.
#include "twins/graph.h"

#include <algorithm>
#include <array>

namespace twinflow::twins {

namespace {

constexpr std::size_t kLine = 64;

/// Every line of `count` objects.
template <typename T>
void bringNear(const T* first, std::size_t count) {
    const auto* bytes = reinterpret_cast<const char*>(first);
    for (std::size_t at = 0; at < count * sizeof(T); at += kLine) __builtin_prefetch(bytes + at);
}

} // namespace

void Graph::expect(std::span<const std::string_view> ids) const {
    std::array<std::uint64_t, kMostExpected> hashes;
    std::array<TextId, kMostExpected> texts;
    std::array<const Twin*, kMostExpected> twins;
    const std::size_t count = std::min(ids.size(), kMostExpected);
    for (std::size_t i = 0; i < count; ++i) {
        hashes[i] = m_texts.hash(ids[i]);
        m_texts.expect(hashes[i]);
    }
    for (std::size_t i = 0; i < count; ++i) {
        texts[i] = m_texts.guess(hashes[i]);
        if (texts[i].value < m_byText.size()) __builtin_prefetch(&m_byText[texts[i].value]);
    }
    std::size_t found = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const TwinIndex twin = texts[i].value < m_byText.size() ? m_byText[texts[i].value] : TwinIndex();
        if (!twin.valid()) continue;
        twins[found] = &m_twins[twin.value];
        bringNear(twins[found++], 1);
    }
    for (std::size_t i = 0; i < found; ++i) {
        const std::size_t slots = m_models.layout(twins[i]->model).slots.size();
        bringNear(twins[i]->cells.get(), std::min(slots, kSlotsExpected));
        __builtin_prefetch(&m_paths[twins[i]->model.value]);
    }
    for (std::size_t i = 0; i < found; ++i) {
        const std::size_t slots = std::min(m_models.layout(twins[i]->model).slots.size(), kSlotsExpected);
        for (std::size_t slot = 0; slot < slots; ++slot) twins[i]->cells[slot].value.expect();
        const std::vector<KnownPath>& paths = m_paths[twins[i]->model.value];
        bringNear(paths.data(), std::min(paths.size(), kSlotsExpected));
    }
    for (std::size_t i = 0; i < found; ++i) {
        const std::vector<KnownPath>& paths = m_paths[twins[i]->model.value];
        for (std::size_t path = 0; path < std::min(paths.size(), kSlotsExpected); ++path)
            __builtin_prefetch(paths[path].where.schema);
    }
}

} // namespace twinflow::twins
