// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Following the references between elements.
#pragma once

#include "models/element.h"

namespace twinflow::models {

/// Gives every reference its target and checks that it may point there. Codes: models-unresolved-reference,
/// models-bad-type, models-cross-partition-reference, models-disallowed-version-reference.
void linkReferences(Elements& elements, Report& report);

} // namespace twinflow::models
