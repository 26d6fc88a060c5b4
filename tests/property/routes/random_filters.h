// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Random filters and random bodies from one small vocabulary, so that they meet often. Only within a property.
#pragma once

#include "query/filter.h"

#include <string>

namespace twinflow::test {

/// At most `depth` groups within groups.
query::Expression randomFilter(int depth);
/// A JSON value; members repeat now and then, and some names and texts are written with escapes.
std::string randomBody(int depth);
/// A filter of the many that share their first conditions.
query::Expression randomCrowd();
/// A text of two letters.
std::string randomText(int shortest, int longest);

} // namespace twinflow::test
