// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "deployment/checks/checker.h"

#include "deployment/nearest.h"

#include <algorithm>

namespace twinflow::deployment {

Checker::Checker(const Deployment& deployment)
    : m_deployment(deployment)
    , m_places(deployment)
    , m_content(readContent(deployment))
    , m_graph(m_content.models, m_texts, 1) {
    loadGraph(deployment, m_graph, m_content.lineFindings, m_twinFindings);
    const auto note = [&](const auto& services, ServiceKind kind) {
        for (const auto& service : services) {
            if (!service.name.empty()) m_kinds.emplace(service.name, kind);
        }
    };
    note(deployment.devices, ServiceKind::devices);
    note(deployment.hubs, ServiceKind::hub);
    note(deployment.functions, ServiceKind::function);
    if (!deployment.twins.name.empty()) m_kinds.emplace(deployment.twins.name, ServiceKind::twins);
    note(deployment.endpoints, ServiceKind::endpoint);
    note(deployment.downstream, ServiceKind::downstream);
    m_names = serviceNames(deployment);
    for (const Coupling& coupling : deployment.couplings) {
        m_from[coupling.from].push_back(&coupling);
        m_to[coupling.to].push_back(&coupling);
    }
}

ServiceKind Checker::kindOf(std::string_view name) const {
    const auto found = m_kinds.find(name);
    return found == m_kinds.end() ? ServiceKind::unknown : found->second;
}

const Checker::CouplingList& Checker::listOf(const CouplingMap& map, std::string_view name) {
    static const CouplingList none;
    const auto found = map.find(name);
    return found == map.end() ? none : found->second;
}

bool Checker::isFedBy(std::string_view name, ServiceKind kind) const {
    const CouplingList& couplings = to(name);
    return std::any_of(couplings.begin(), couplings.end(),
                       [&](const Coupling* coupling) { return kindOf(coupling->from) == kind; });
}

void Checker::report(Error error, Place place) {
    m_findings.push_back({std::move(error).at(std::move(place)), {}, {}});
}

void Checker::report(Error error, Place place, Sentence fixText, Fix fix) {
    m_findings.push_back({std::move(error).at(std::move(place)), std::move(fixText), std::move(fix)});
}

void Checker::report(const Findings& findings) {
    for (const Error& finding : findings) m_findings.push_back({finding, {}, {}});
}

bool Checker::reportNear(const Error& error, const Place& place, std::string_view name,
                         const std::vector<std::string>& candidates,
                         const std::function<void(Deployment&, const std::string&)>& put) {
    constexpr std::size_t kMaxSearches = 1000;
    const std::string meant = ++m_searches > kMaxSearches ? std::string() : nearest(name, candidates);
    if (meant.empty()) return false;
    Error hinted = error;
    hinted.hint = say("Did you mean '{0}'?", meant);
    report(std::move(hinted), place, say("Write '{0}' instead of '{1}'", meant, name),
           [put, meant](const Deployment& old) {
               Deployment mended = old;
               put(mended, meant);
               return mended;
           });
    return true;
}

} // namespace twinflow::deployment
