// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// An event route as the service stores it.
#pragma once

#include <string>

namespace twinflow::routes {

struct RouteSettings {
    std::string name;
    std::string endpoint;
    std::string filter = "true"; ///< adt-facts 4.2; the command line's default, the portal's is "false"
    bool operator==(const RouteSettings&) const = default;
};

} // namespace twinflow::routes
