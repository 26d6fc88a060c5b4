// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/finding_place.h"

#include <array>
#include <tuple>
#include <utility>

namespace twinflow::ui {

namespace {

using deployment::Deployment;

constexpr std::array<std::pair<std::string_view, RefKind>, 6> kLists{{{"devices", RefKind::devices},
                                                                      {"hubs", RefKind::hub},
                                                                      {"functions", RefKind::function},
                                                                      {"endpoints", RefKind::endpoint},
                                                                      {"routes", RefKind::route},
                                                                      {"downstream", RefKind::downstream}}};

std::string member(const JsonNode& object, std::string_view name) {
    const JsonNode* node = object.find(name);
    return node && node->isString() ? node->text : std::string();
}

bool isAtOrBefore(const Place& a, const Place& b) {
    return std::tie(a.line, a.column) <= std::tie(b.line, b.column);
}

ServiceRef refAt(const JsonDocument& source, const Place& place) {
    ServiceRef found;
    for (const JsonNode::Member& list : source.root().members) {
        if (list.name == "twins" && isAtOrBefore(source.place(list.value), place))
            found = {RefKind::twins, member(list.value, "name")};
        for (const JsonNode& item : list.value.items) {
            if (!item.isObject() || !isAtOrBefore(source.place(item), place)) continue;
            if (list.name == "couplings") found = {RefKind::coupling, member(item, "from"), member(item, "to")};
            for (const auto& [name, kind] : kLists) {
                if (list.name == name) found = {kind, member(item, "name")};
            }
        }
    }
    return found;
}

ServiceRef refNamed(const Deployment& deployment, const std::string& name) {
    if (const std::size_t arrow = name.find(" -> "); arrow != std::string::npos)
        return {RefKind::coupling, name.substr(0, arrow), name.substr(arrow + 4)};
    if (const ServiceRef service = serviceNamed(deployment, name); !service.isNone()) return service;
    const ServiceRef route{RefKind::route, name};
    return exists(deployment, route) ? route : ServiceRef{};
}

} // namespace

void nameServices(const Deployment& checked, std::vector<deployment::Finding>& findings) {
    if (!checked.source) return;
    for (deployment::Finding& finding : findings) {
        Place& place = finding.error.place;
        if (place.file != "deployment.json" || place.line == 0) continue;
        if (const ServiceRef ref = refAt(*checked.source, place); !ref.isNone()) place.path = keyOf(ref);
    }
}

ServiceRef refOfFinding(const Deployment& deployment, const Error& finding) {
    if (finding.place.file != "deployment.json") return {};
    ServiceRef ref = refOf(finding.place.path);
    if (ref.isNone()) ref = refNamed(deployment, finding.place.path);
    return exists(deployment, ref) ? ref : ServiceRef{};
}

} // namespace twinflow::ui
