// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The HTTP status that stands beside an error code of the services.
#pragma once

#include <string_view>

namespace twinflow::functions {

/// As the twin service's REST API pairs them (adt-facts 6.2); 0 for codes that are no answer of a service.
int statusOf(std::string_view code);

} // namespace twinflow::functions
