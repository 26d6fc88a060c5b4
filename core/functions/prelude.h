// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a script finds in its world before its first line: virtual time, seeded chance, the context, and nothing else of
// ours.
#pragma once

#include <string_view>

namespace twinflow::functions {

/// JavaScript that evaluates to `(host, global, seeds, environment) => ({invoke, describe, pins})`. `host` is the
/// ScriptBridge, which stays in the closure where no script can reach it; `seeds` are four 32-bit integers,
/// `environment` is an object of texts. `invoke(entry, input, isText, now)` calls `entry(context, event)`, parsing the
/// input first when it is text, at the virtual time `now` in milliseconds; it returns undefined, or what `describe`
/// makes of what was thrown: {message, stack, code}, three texts. `pins` are to be kept as long as the engine.
std::string_view preludeText();

} // namespace twinflow::functions
