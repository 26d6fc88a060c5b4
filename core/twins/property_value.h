// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The value of one property: may it stand there, and what does one operation of a patch make of it.
#pragma once

#include "base/result.h"
#include "models/schema.h"
#include "twins/json_patch.h"

#include <string_view>

namespace twinflow::twins {

/// Checks schema and limits. `path` is where the value stands. Error codes: ValidationFailed, LimitExceeded.
Result<void> checkProperty(const models::Schema& schema, const Value& value, std::string_view path);

/// As it is kept: a number of a double or float is a real, however it was written, so that 21 and 21.0 are one value,
/// within arrays, maps and objects too. `value` fits the schema.
Value stored(const models::Schema& schema, Value value);

/// Whether the value of a scalar schema fits and is kept as it is, as most do. False says nothing: checkProperty()
/// knows.
bool isKeptAsItIs(const models::Schema& schema, const Value& value);

/// What `operation` makes of a property that is `current` (null when unset); null when it removes it. `inside` is the
/// rest of the operation's pointer below the property, empty for the property itself. The new value is checked, and
/// as it is kept. Error codes: JsonPatchInvalid (replace or remove of what is unset, a part of what is unset),
/// ValidationFailed, LimitExceeded.
Result<Value> editProperty(const models::Schema& schema, const Value& current, const PatchOperation& operation,
                           std::string_view path, std::string_view inside);

} // namespace twinflow::twins
