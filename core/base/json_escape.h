// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a backslash stands for in a JSON string.
#pragma once

#include <string>

namespace twinflow {

/// Appends the character of the escape whose backslash is at `at`, as UTF-8. Behind the escape, or null where it is
/// none: an unknown letter, half of a surrogate pair, or the end.
const char* appendEscape(std::string& out, const char* at, const char* end);

} // namespace twinflow
