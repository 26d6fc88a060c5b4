// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The JSON Patch that the twin service takes: add, replace, remove.
#pragma once

#include "base/index.h"
#include "base/interner.h"
#include "base/json_document.h"
#include "base/result.h"
#include "base/value.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace twinflow::twins {

enum class PatchOp : std::uint8_t { add, replace, remove };

std::string_view patchOpName(PatchOp op);

/// A JSON pointer as it was sent, for example /motor/current. One that the interner knows is its id, since a fleet
/// writes the same few again and again; any other is its text, so that pointers that lead to nothing, or to one of a
/// map's many keys, leave no trace there.
class OperationPath {
public:
    OperationPath() = default;
    OperationPath(TextId id)
        : m_id(id) {}
    OperationPath(std::string_view pointer, const Interner& texts)
        : m_id(texts.find(pointer))
        , m_text(m_id.valid() ? Value() : Value(pointer)) {}

    /// Invalid for one that the interner did not know.
    TextId id() const { return m_id; }
    std::string_view text(const Interner& texts) const { return m_id.valid() ? texts.text(m_id) : m_text.text(); }

private:
    TextId m_id;
    Value m_text; // a string when there is no id
};

struct PatchOperation {
    PatchOp op = PatchOp::add;
    OperationPath path;
    Value value; ///< null for remove
};

using Patch = std::vector<PatchOperation>;

/// Reads the array form. Error code: JsonPatchInvalid (also for move, copy, test, a missing value, and a
/// member that stands twice).
Result<Patch> parsePatch(const JsonNode& array, const Interner& texts);

/// The array as the service echoes it in events: members in the order value, path, op.
void appendPatch(std::string& out, const Patch& patch, const Interner& texts);

} // namespace twinflow::twins
