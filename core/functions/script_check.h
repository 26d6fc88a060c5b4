// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What can be said of a script without running any of it.
#pragma once

#include "base/result.h"
#include "functions/settings.h"

#include <string_view>

namespace twinflow::functions {

/// Reads the script of a function; nothing in it runs. Error codes: functions-syntax
/// with the place; as a warning functions-entry-missing where the entry's name stands nowhere in it.
Result<void> checkScript(const FunctionSettings& settings, std::string_view source);

} // namespace twinflow::functions
