// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Payloads of functions and bodies of telemetry: read strictly, since they may hold anything.
#pragma once

#include "base/json_document.h"
#include "base/result.h"
#include "base/value.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace twinflow::downstream {

/// Keeps its buffers from one text to the next. Flat objects, the common case, take a fast path; a text that it cannot
/// take (nested, huge numbers, damaged) goes through JsonDocument, which keeps numbers as written and says what is
/// wrong and where.
class PayloadReader {
public:
    struct Member {
        std::string_view name; ///< valid until the next call
        Value value;           ///< objects and arrays as compact JSON text
    };

    PayloadReader();
    ~PayloadReader();

    /// The members of an object in their order. Error codes: those of JsonDocument, and downstream-payload-invalid for
    /// another kind of value.
    Result<std::span<const Member>> members(std::string_view json);
    /// Appends any JSON value as it is. Error codes: those of JsonDocument.
    Result<void> append(std::string& out, std::string_view json);

private:
    struct Parser;
    bool readFlat(std::string_view json);

    std::unique_ptr<Parser> m_parser;
    std::vector<Member> m_members;
    std::optional<JsonDocument> m_document; // what the names of a document's members point into
};

} // namespace twinflow::downstream
