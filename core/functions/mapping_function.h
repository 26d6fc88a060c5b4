// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The declarative mapping: values of a device message become properties of the twin that has the device's name.
#pragma once

#include "functions/function.h"

namespace twinflow::functions {

/// Error codes: functions-mapping-invalid, functions-unit.
Result<std::unique_ptr<Function>> makeMapping(const FunctionSettings& settings, FunctionHost& host);

} // namespace twinflow::functions
