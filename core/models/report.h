// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where the parser and the rules put what they find.
#pragma once

#include "base/json_document.h"
#include "base/result.h"

#include <string_view>
#include <vector>

namespace twinflow::models {

/// A point of a document.
struct Spot {
    const JsonDocument* document = nullptr;
    std::uint32_t offset = 0;
};

/// Collects findings and gives them out in the order of the documents.
class Report {
public:
    /// The documents stand in one array, whose order is the order of findings.
    void error(Spot spot, std::string_view code, Sentence what, Sentence hint);
    std::size_t count() const { return m_entries.size(); }
    /// All findings, with their places; codes begin with "models-", which `error` leaves out.
    Findings take();

private:
    struct Entry {
        Spot spot;
        Error error;
    };
    std::vector<Entry> m_entries;
};

} // namespace twinflow::models
