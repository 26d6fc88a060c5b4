// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The ledger of a run for a person: what went in, what came out, what did not, in five seconds.
#pragma once

#include "engine/run.h"
#include "terminal.h"

#include <string>

namespace twinflow::cli {

std::string ledgerTable(const engine::RunSnapshot& snapshot, const Terminal& terminal);

} // namespace twinflow::cli
