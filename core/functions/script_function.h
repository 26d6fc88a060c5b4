// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A function written in JavaScript: an engine of its own, compiled once, under a watch.
#pragma once

#include "functions/function.h"

namespace twinflow::functions {

/// Error codes: functions-syntax, functions-entry-missing, functions-threw, functions-timed-out,
/// functions-output-limit, functions-memory-limit.
Result<std::unique_ptr<Function>> makeScript(const FunctionSettings& settings, std::string_view source,
                                             FunctionHost& host, std::uint64_t seed);

} // namespace twinflow::functions
