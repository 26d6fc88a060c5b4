// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What every rule gets: the deployment, what its files hold, quick look-ups, and where to put findings.
#pragma once

#include "base/interner.h"
#include "deployment/check.h"
#include "deployment/checks/places.h"
#include "deployment/content.h"
#include "deployment/services.h"
#include "twins/graph.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace twinflow::deployment {

class Checker {
public:
    using Fix = std::function<Deployment(const Deployment&)>;
    using CouplingList = std::vector<const Coupling*>;

    explicit Checker(const Deployment& deployment);
    Checker(const Checker&) = delete;
    Checker& operator=(const Checker&) = delete;

    const Deployment& deployment() const { return m_deployment; }
    const Places& places() const { return m_places; }
    const Content& content() const { return m_content; }
    /// The graph as the project's files make it.
    const twins::Graph& graph() const { return m_graph; }
    const Findings& twinFindings() const { return m_twinFindings; }

    ServiceKind kindOf(std::string_view name) const;
    /// All services' names in the order of the flow.
    const std::vector<std::string>& names() const { return m_names; }
    const CouplingList& from(std::string_view name) const { return listOf(m_from, name); }
    const CouplingList& to(std::string_view name) const { return listOf(m_to, name); }
    /// True when a coupling leads from a service of that kind to `name`.
    bool isFedBy(std::string_view name, ServiceKind kind) const;

    void report(Error error, Place place);
    void report(Error error, Place place, Sentence fixText, Fix fix);
    void report(const Findings& findings);
    /// With a fix that puts `name`'s nearest neighbour among `candidates` in its place; false, and nothing is reported,
    /// when there is none near.
    bool reportNear(const Error& error, const Place& place, std::string_view name,
                    const std::vector<std::string>& candidates,
                    const std::function<void(Deployment&, const std::string& meant)>& put);

    std::vector<Finding> take() { return std::move(m_findings); }

private:
    using CouplingMap = std::map<std::string, CouplingList, std::less<>>;
    static const CouplingList& listOf(const CouplingMap& map, std::string_view name);

    const Deployment& m_deployment;
    Places m_places;
    Content m_content;
    Interner m_texts;
    twins::Graph m_graph;
    Findings m_twinFindings;
    std::map<std::string, ServiceKind, std::less<>> m_kinds;
    CouplingMap m_from;
    CouplingMap m_to;
    std::vector<std::string> m_names;
    std::size_t m_searches = 0; // for near names: each costs as much as there are names
    std::vector<Finding> m_findings;
};

} // namespace twinflow::deployment
