// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Small changes of a deployment, each from value to value: what fixes and editors are made of.
#pragma once

#include "deployment/deployment.h"

#include <string_view>

namespace twinflow::deployment {

/// `wanted` when no service has that name, else wanted-2, wanted-3, …
std::string freeName(const Deployment& deployment, std::string_view wanted);
std::string freeRouteName(const Deployment& deployment, std::string_view wanted);

/// The service named `from` is named `to`, and groups, routes, couplings and dead letters follow. Scenarios are files
/// of their own and are not touched. Of several services with one name only the last is renamed and nothing follows:
/// references mean the first.
Deployment renamed(Deployment deployment, std::string_view from, std::string_view to);

/// Adds a coupling that is not there yet.
void couple(Deployment& deployment, std::string_view from, std::string_view to);
/// Removes all couplings between the two.
void uncouple(Deployment& deployment, std::string_view from, std::string_view to);

/// Adds a function that writes each property of the twins behind the hub's devices from the member of the same name of
/// a message, and couples it from the hub to the twins. Gives its name.
std::string addMapping(Deployment& deployment, std::string_view hub);
/// The names wanted below are made to fit and to be free; what is added has the name that is returned.

/// Adds an endpoint with a route that passes everything.
std::string addEndpoint(Deployment& deployment, endpoints::EndpointKind kind, std::string_view wantedName);
std::string addStorage(Deployment& deployment, std::string_view wantedName);
/// Adds a route that passes everything.
void addRoute(Deployment& deployment, std::string_view endpoint);
/// Adds a script that sends each numeric property change to a map, coupled from the endpoint to the map.
std::string addMapScript(Deployment& deployment, std::string_view endpoint, std::string_view map);

} // namespace twinflow::deployment
