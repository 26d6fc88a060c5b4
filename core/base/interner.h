// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Each distinct text once, with a small number for it.
#pragma once

#include "base/index.h"

#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

namespace twinflow {

/// Texts never leave and never move: a string_view from text() lives as long as the interner. One writer.
class Interner {
public:
    TextId intern(std::string_view text) {
        if (const auto found = m_ids.find(text); found != m_ids.end()) return found->second;
        const TextId id{static_cast<std::uint32_t>(m_texts.size())};
        m_ids.emplace(m_texts.emplace_back(text), id);
        return id;
    }
    /// The id of a text that was interned before, else an invalid one.
    TextId find(std::string_view text) const {
        const auto found = m_ids.find(text);
        return found == m_ids.end() ? TextId{} : found->second;
    }
    std::string_view text(TextId id) const { return m_texts[id.value]; }

private:
    std::deque<std::string> m_texts;
    std::unordered_map<std::string_view, TextId> m_ids;
};

} // namespace twinflow
