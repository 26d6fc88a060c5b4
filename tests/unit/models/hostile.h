// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Model texts that are meant to cost much.
#pragma once

#include <string>

namespace twinflow::test {

/// An array of `length` interfaces, each extending the next.
std::string longInheritance(int length);
/// An interface whose schema holds the next one `fields` times, `levels` deep: fields^levels ways to its bottom.
std::string wideSchemas(int levels, int fields);
/// Two interfaces that hold each other `count` times.
std::string mutualComponents(int count);

} // namespace twinflow::test
