// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "deployment/edits.h"

#include "deployment/content.h"
#include "deployment/name_forms.h"
#include "deployment/services.h"

#include <algorithm>
#include <set>

namespace twinflow::deployment {

namespace {

template <typename Taken>
std::string firstFree(std::string_view wanted, Taken taken) {
    std::string name(wanted);
    for (int n = 2; taken(name); ++n) name = std::string(wanted) + "-" + std::to_string(n);
    return name;
}

/// The names of all services as places that can be written to, in the order of the flow.
std::vector<std::string*> nameSlots(Deployment& deployment) {
    std::vector<std::string*> slots;
    for (auto& group : deployment.devices) slots.push_back(&group.name);
    for (auto& hub : deployment.hubs) slots.push_back(&hub.name);
    for (auto& function : deployment.functions) slots.push_back(&function.name);
    slots.push_back(&deployment.twins.name);
    for (auto& endpoint : deployment.endpoints) slots.push_back(&endpoint.name);
    for (auto& service : deployment.downstream) slots.push_back(&service.name);
    return slots;
}

/// Everything that refers to a service by its name.
std::vector<std::string*> referenceSlots(Deployment& deployment) {
    std::vector<std::string*> slots;
    for (auto& group : deployment.devices) slots.push_back(&group.hub);
    for (auto& hub : deployment.hubs) {
        for (auto& route : hub.routes) slots.push_back(&route.endpoint);
        for (auto& enrichment : hub.enrichments) {
            for (auto& endpoint : enrichment.endpoints) slots.push_back(&endpoint);
        }
    }
    for (auto& endpoint : deployment.endpoints) slots.push_back(&endpoint.deadLetter);
    for (auto& route : deployment.routes) slots.push_back(&route.endpoint);
    for (auto& coupling : deployment.couplings) slots.insert(slots.end(), {&coupling.from, &coupling.to});
    return slots;
}

/// Whether the endpoint has settings for a subscription of that name.
bool hasSubscription(const Deployment& deployment, std::string_view endpoint, std::string_view name) {
    const auto named = [&](const auto& entries) {
        return std::any_of(entries.begin(), entries.end(), [&](const auto& entry) { return entry.name == name; });
    };
    return std::any_of(deployment.endpoints.begin(), deployment.endpoints.end(), [&](const auto& each) {
        return each.name == endpoint &&
               (named(each.subscriptions) || named(each.eventSubscriptions) || named(each.consumerGroups));
    });
}

/// Pointers to what a message can carry as one number, truth or text, for the twins of one model.
void addRules(const models::ModelSet& models, std::string_view dtmi, std::set<std::string>& paths) {
    const auto model = models.find(dtmi);
    if (!model) return;
    for (const models::Slot& slot : models.layout(*model).slots) {
        const bool simple = slot.component == models::Slot::kNoComponent && slot.schema &&
                            slot.schema->kind != models::SchemaKind::array &&
                            slot.schema->kind != models::SchemaKind::map &&
                            slot.schema->kind != models::SchemaKind::object;
        if (simple) paths.insert(slot.path);
    }
}

} // namespace

std::string freeName(const Deployment& deployment, std::string_view wanted) {
    const std::vector<std::string> names = serviceNames(deployment);
    const std::set<std::string> taken(names.begin(), names.end());
    return firstFree(wanted, [&](const std::string& name) { return taken.contains(name); });
}

std::string freeRouteName(const Deployment& deployment, std::string_view wanted) {
    std::set<std::string> taken;
    for (const auto& route : deployment.routes) taken.insert(route.name);
    return firstFree(wanted, [&](const std::string& name) { return taken.contains(name); });
}

Deployment renamed(Deployment deployment, std::string_view from, std::string_view to) {
    std::vector<std::string*> holders;
    for (std::string* slot : nameSlots(deployment)) {
        if (*slot == from) holders.push_back(slot);
    }
    if (holders.empty()) return deployment;
    *holders.back() = to;
    if (holders.size() > 1 || from.empty()) return deployment;
    for (Coupling& coupling : deployment.couplings) {
        // A subscription with settings keeps its name when the taker that it was named after gets another.
        const bool isNamedAfter = coupling.to == from && coupling.subscription.empty();
        if (isNamedAfter && hasSubscription(deployment, coupling.from, from)) coupling.subscription = from;
    }
    for (std::string* slot : referenceSlots(deployment)) {
        if (*slot == from) *slot = to;
    }
    return deployment;
}

void couple(Deployment& deployment, std::string_view from, std::string_view to) {
    const auto same = [&](const Coupling& coupling) { return coupling.from == from && coupling.to == to; };
    if (std::none_of(deployment.couplings.begin(), deployment.couplings.end(), same)) {
        deployment.couplings.push_back({std::string(from), std::string(to), {}});
    }
}

void uncouple(Deployment& deployment, std::string_view from, std::string_view to) {
    std::erase_if(deployment.couplings,
                  [&](const Coupling& coupling) { return coupling.from == from && coupling.to == to; });
}

std::string addMapping(Deployment& deployment, std::string_view hub) {
    std::set<std::string> paths;
    const Content content = readContent(deployment);
    for (const DeviceGroup& group : deployment.devices) {
        if (group.hub == hub) addRules(content.models, group.twinsOf, paths);
    }
    functions::FunctionSettings function;
    function.name = freeName(deployment, kServiceName.mended(std::string(hub) + "-to-twins", "ingest"));
    function.kind = functions::FunctionKind::mapping;
    for (const std::string& path : paths) function.mapping.push_back({path, path, 1, 0});
    deployment.functions.push_back(function);
    couple(deployment, hub, function.name);
    couple(deployment, function.name, deployment.twins.name);
    return function.name;
}

std::string addEndpoint(Deployment& deployment, endpoints::EndpointKind kind, std::string_view wantedName) {
    endpoints::EndpointSettings endpoint;
    endpoint.name = freeName(deployment, kEndpointName.mended(wantedName, "events"));
    endpoint.kind = kind;
    deployment.endpoints.push_back(endpoint);
    addRoute(deployment, endpoint.name);
    return endpoint.name;
}

std::string addStorage(Deployment& deployment, std::string_view wantedName) {
    downstream::DownstreamSettings storage;
    storage.name = freeName(deployment, kServiceName.mended(wantedName, "archive"));
    deployment.downstream.push_back(storage);
    return storage.name;
}

void addRoute(Deployment& deployment, std::string_view endpoint) {
    const std::string wanted = kServiceName.mended("all-to-" + std::string(endpoint), "all");
    deployment.routes.push_back({freeRouteName(deployment, wanted), std::string(endpoint), "true"});
}

} // namespace twinflow::deployment
