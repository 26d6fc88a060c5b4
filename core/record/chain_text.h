// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A chain for programs.
#pragma once

#include "record/chain.h"

#include <string>

namespace twinflow::record {

/// One JSON object: {"message", "hops": [{"id", "parent", "kind", "outcome", "at", …}], "leftOut"}; members that say
/// nothing are left out.
void appendChainJson(std::string& out, const Chain& chain);

} // namespace twinflow::record
