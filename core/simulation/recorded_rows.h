// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of a recording, one by one: CSV with a header, or an object a line.
#pragma once

#include "base/result.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace twinflow::simulation {

class RecordedRows {
public:
    /// By the file's name: .ndjson and .jsonl are objects, all else CSV. `text` outlives the rows.
    static Result<std::unique_ptr<RecordedRows>> open(const std::string& text, const std::string& file);
    virtual ~RecordedRows() = default;

    /// Goes to the next row, false at the end. Codes: simulation-replay-quote, json-syntax.
    virtual Result<bool> next() = 0;
    /// Of the row: a cell's text, none when it is not there. `name` is a column, or a member's name or JSON pointer.
    virtual std::optional<std::string> cell(const std::string& name) const = 0;
    /// The columns where there is a header.
    virtual const std::vector<std::string>& header() const = 0;
    /// False when it is sure that no row has it.
    virtual bool mayHave(const std::string& name) const = 0;
    /// Of the row, or of the header before the first.
    virtual Place place() const = 0;
};

} // namespace twinflow::simulation
