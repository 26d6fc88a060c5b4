// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report.h"

#include <algorithm>
#include <functional>

namespace twinflow::models {

void Report::error(Spot spot, std::string_view code, Sentence what, Sentence hint) {
    m_entries.push_back(
        {spot, Error{"models-" + std::string(code), std::move(what), {}, std::move(hint), Severity::error}});
}

Findings Report::take() {
    std::stable_sort(m_entries.begin(), m_entries.end(), [](const Entry& a, const Entry& b) {
        if (a.spot.document != b.spot.document) return std::less<>()(a.spot.document, b.spot.document);
        return a.spot.offset < b.spot.offset;
    });
    Findings findings;
    findings.reserve(m_entries.size());
    for (Entry& entry : m_entries) {
        findings.push_back(std::move(entry.error).at(entry.spot.document->place(entry.spot.offset)));
    }
    m_entries.clear();
    return findings;
}

} // namespace twinflow::models
