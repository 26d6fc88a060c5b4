// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The properties of one relationship: read from a body, patched, compared.
#pragma once

#include "base/index.h"
#include "base/interner.h"
#include "base/json_document.h"
#include "base/result.h"
#include "base/value.h"
#include "models/model_set.h"
#include "twins/json_patch.h"

#include <utility>
#include <vector>

namespace twinflow::twins {

/// In order of name.
using RelationshipProperties = std::vector<std::pair<TextId, Value>>;

/// Reads the members of a relationship's body that are no system members. Error codes: ValidationFailed, LimitExceeded.
Result<RelationshipProperties> readProperties(const models::Content& relationship, const JsonNode& body,
                                              Interner& texts);

/// The properties after the patch. Error codes: JsonPatchInvalid, ValidationFailed, LimitExceeded.
Result<RelationshipProperties> patchProperties(const models::Content& relationship, RelationshipProperties properties,
                                               const Patch& patch, Interner& texts);

/// Whether the properties fit another definition of the relationship. Error codes: ValidationFailed, LimitExceeded.
Result<void> checkProperties(const models::Content& relationship, const RelationshipProperties& properties,
                             const Interner& texts);

/// The patch that makes `after` of `before`.
Patch diffProperties(const RelationshipProperties& before, const RelationshipProperties& after, Interner& texts);

} // namespace twinflow::twins
