// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a record passes one filter. Many filters at once are the routes' matcher's business.
#pragma once

#include "query/record.h"

namespace twinflow::query {

Scalar valueOf(const Term& term, const Record& record);
bool isTrue(const Clause& clause, const Record& record);
bool isTrue(const Expression& expression, const Record& record);

} // namespace twinflow::query
