// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// An explanation as a text that tests compare.
#pragma once

#include "query/explain.h"

namespace twinflow::test {

/// Indented, a line each: "+" or "-", the text, and what was seen.
void appendExplanation(std::string& out, const query::Explanation& explanation, int indent = 0);

} // namespace twinflow::test
