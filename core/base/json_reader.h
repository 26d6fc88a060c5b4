// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// JSON text into a tree, quickly, when there is nothing to complain of.
#pragma once

#include "base/json_document.h"

#include <cstddef>
#include <string_view>

namespace twinflow {

/// False, with `root` in any state, for what is not valid JSON and for a few things that are: a byte-order mark,
/// numbers with an exponent or very many digits. Who is refused asks the slow reader, which has the words for what is
/// wrong.
bool readJson(std::string_view text, std::size_t maxDepth, JsonNode& root);

} // namespace twinflow
