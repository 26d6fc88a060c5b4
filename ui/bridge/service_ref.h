// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What can be selected, looked at and jumped to in a deployment, by kind and name.
#pragma once

#include "deployment/deployment.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace twinflow::ui {

enum class RefKind : std::uint8_t { none, devices, hub, function, twins, route, endpoint, downstream, coupling };

/// A service or a route by its name; a coupling by the names of its ends.
struct ServiceRef {
    RefKind kind = RefKind::none;
    std::string name;
    std::string to = {}; ///< coupling: the taker's name

    auto operator<=>(const ServiceRef&) const = default;
    bool isNone() const { return kind == RefKind::none; }
};

/// The service of that name; none where there is no such service. Routes have names of their own and are not found.
ServiceRef serviceNamed(const deployment::Deployment& deployment, std::string_view name);
bool exists(const deployment::Deployment& deployment, const ServiceRef& ref);

/// How files and settings name it: "endpoint/alerts", "coupling/a/b". No name has a slash.
std::string keyOf(const ServiceRef& ref);
/// The other way; none for what is no key.
ServiceRef refOf(std::string_view key);

} // namespace twinflow::ui
