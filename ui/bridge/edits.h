// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Changes that a hand makes, each from value to value; what the engine's own edits do not have.
#pragma once

#include "bridge/service_ref.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace twinflow::ui {

/// What can be put into the picture.
enum class ServiceTemplate : std::uint8_t {
    devices,
    hub,
    script,
    mapping,
    route,
    eventHub,
    eventGrid,
    serviceBus,
    serviceBusQueue,
    storage,
    timeSeries,
    map,
    webhook,
    dataHistory
};

/// Adds a service of that kind under a free name, with what it cannot do without: devices send to the first hub, a
/// route leads to the first endpoint, a script has a file. Gives what was added.
ServiceRef add(deployment::Deployment& deployment, ServiceTemplate kind);
/// Takes services, routes and couplings away, and what refers to them. The twins stay: a deployment has one graph.
void removeAll(deployment::Deployment& deployment, std::span<const ServiceRef> refs);
/// What copying and pasting gives (service_copy.h): services and routes under free names, coupled as the originals are.
/// Gives the copies.
std::vector<ServiceRef> duplicate(deployment::Deployment& deployment, std::span<const ServiceRef> refs);

/// Writes down that `from` gives to `to`, in the way of their kinds: a group's hub, a route, a route's endpoint, or a
/// coupling, be it one that the service refuses: check() says so.
void join(deployment::Deployment& deployment, const ServiceRef& from, const ServiceRef& to);
/// A service under another name, with everything that refers to it.
void rename(deployment::Deployment& deployment, const ServiceRef& ref, const std::string& name);

} // namespace twinflow::ui
