// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The one piece of metadata that clients write: when a property's value was measured.
#pragma once

#include "base/result.h"
#include "base/time.h"
#include "twins/json_patch.h"

#include <string_view>

namespace twinflow::twins {

/// A client's source time, cut to the 100 ns that the service keeps. Error code: ValidationFailed.
Result<Instant> readSourceTime(const Value& value, std::string_view path);

/// What an operation on a sourceTime sets; add and replace do the same, remove is refused.
/// Error codes: JsonPatchInvalid, ValidationFailed.
Result<Instant> editSourceTime(const PatchOperation& operation, std::string_view path);

/// Metadata stands beside a value, never alone.
Error sourceTimeWithoutValue(std::string_view property);

} // namespace twinflow::twins
