// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/service_ref.h"

#include "deployment/services.h"

#include <algorithm>
#include <array>

namespace twinflow::ui {

namespace {

constexpr std::array<std::string_view, 9> kKindKeys{"none",  "devices",  "hub",        "function", "twins",
                                                    "route", "endpoint", "downstream", "coupling"};

RefKind refKind(deployment::ServiceKind kind) {
    switch (kind) {
    case deployment::ServiceKind::devices:
        return RefKind::devices;
    case deployment::ServiceKind::hub:
        return RefKind::hub;
    case deployment::ServiceKind::function:
        return RefKind::function;
    case deployment::ServiceKind::twins:
        return RefKind::twins;
    case deployment::ServiceKind::endpoint:
        return RefKind::endpoint;
    case deployment::ServiceKind::downstream:
        return RefKind::downstream;
    case deployment::ServiceKind::unknown:
        break;
    }
    return RefKind::none;
}

} // namespace

ServiceRef serviceNamed(const deployment::Deployment& deployment, std::string_view name) {
    const RefKind kind = refKind(deployment::serviceKind(deployment, name));
    return kind == RefKind::none ? ServiceRef{} : ServiceRef{kind, std::string(name)};
}

bool exists(const deployment::Deployment& deployment, const ServiceRef& ref) {
    switch (ref.kind) {
    case RefKind::none:
        return false;
    case RefKind::devices:
        return deployment::findDevices(deployment, ref.name) != nullptr;
    case RefKind::hub:
        return deployment::findHub(deployment, ref.name) != nullptr;
    case RefKind::function:
        return deployment::findFunction(deployment, ref.name) != nullptr;
    case RefKind::twins:
        return deployment.twins.name == ref.name;
    case RefKind::route:
        return deployment::findRoute(deployment, ref.name) != nullptr;
    case RefKind::endpoint:
        return deployment::findEndpoint(deployment, ref.name) != nullptr;
    case RefKind::downstream:
        return deployment::findDownstream(deployment, ref.name) != nullptr;
    case RefKind::coupling:
        return std::any_of(deployment.couplings.begin(), deployment.couplings.end(),
                           [&](const auto& coupling) { return coupling.from == ref.name && coupling.to == ref.to; });
    }
    return false;
}

std::string keyOf(const ServiceRef& ref) {
    std::string key = std::string(kKindKeys[static_cast<std::size_t>(ref.kind)]) + "/" + ref.name;
    if (!ref.to.empty()) key += "/" + ref.to;
    return key;
}

ServiceRef refOf(std::string_view key) {
    const std::size_t slash = key.find('/');
    const auto kind = std::find(kKindKeys.begin(), kKindKeys.end(), key.substr(0, slash));
    if (slash == std::string_view::npos || kind == kKindKeys.end()) return {};
    ServiceRef ref{static_cast<RefKind>(kind - kKindKeys.begin()), std::string(key.substr(slash + 1))};
    if (const std::size_t second = ref.name.find('/'); second != std::string::npos) {
        ref.to = ref.name.substr(second + 1);
        ref.name.resize(second);
    }
    return ref;
}

} // namespace twinflow::ui
