// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A built model set as text, for cases with expected output.
#pragma once

#include "models/model_set.h"

#include <string>

namespace twinflow::test {

/// A schema in one line: Array(double), Object(x: double, y: double).
std::string describe(const models::Schema& schema);
/// The findings, then each interface with its contents and slots.
std::string describe(const models::ModelSet::Built& built);

} // namespace twinflow::test
