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
/// An interface with `properties` and that many heirs of it, all without contents of their own.
std::string manyHeirs(int properties, int heirs);
/// An interface with `properties`, and holders that have that many components of it. Version 2, which does not count
/// what they come to together.
std::string manyHolders(int holders, int components, int properties);
/// An interface with that many annotations of its last property, and heirs of it.
std::string manyAnnotations(int annotations, int heirs);

} // namespace twinflow::test
