// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A chain of hops as a tree that a person reads from the device down to what was written.
#pragma once

#include "terminal.h"

#include "record/chain.h"
#include "record/why_not.h"

#include <string>

namespace twinflow::cli {

/// `full` shows payloads whole and what each route thought; else payloads are cut to the terminal's width.
std::string chainTree(const record::Chain& chain, const Terminal& terminal, bool full);

/// The answer to "why did nothing arrive at `service`", a line a reason.
std::string answerText(const record::Answer& answer, const std::string& service, const Terminal& terminal);

} // namespace twinflow::cli
