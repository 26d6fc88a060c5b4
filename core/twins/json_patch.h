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

/// One operation. Paths are interned: a fleet writes the same few again and again.
struct PatchOperation {
    PatchOp op = PatchOp::add;
    TextId path; ///< JSON pointer as sent, for example /motor/current
    Value value; ///< null for remove
};

using Patch = std::vector<PatchOperation>;

/// Reads the array form. Error code: JsonPatchInvalid (also for move, copy, test, and a missing value).
Result<Patch> parsePatch(const JsonNode& array, Interner& texts);

/// The array as the service echoes it in events: members in the order value, path, op.
void appendPatch(std::string& out, const Patch& patch, const Interner& texts);

} // namespace twinflow::twins
