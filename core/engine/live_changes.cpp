// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/live_changes.h"

#include "engine/run_parts.h"

#include "deployment/project_files.h"
#include "deployment/services.h"
#include "query/parser.h"

#include <algorithm>

namespace twinflow::engine {

namespace {

using deployment::Deployment;
using functions::FunctionSettings;
using routes::RouteSettings;

template <typename Item>
const Item* findNamed(const std::vector<Item>& items, const std::string& name) {
    const auto found = std::find_if(items.begin(), items.end(), [&](const Item& item) { return item.name == name; });
    return found == items.end() ? nullptr : &*found;
}

/// The script of a function, empty for a mapping; null when it is not there.
const std::string* sourceOf(const Deployment& deployment, const FunctionSettings& function) {
    static const std::string kNone;
    if (function.kind != functions::FunctionKind::script) return &kNone;
    const deployment::ProjectFile* file = deployment::findFile(deployment.scripts, function.file);
    return file ? &file->text : nullptr;
}

/// First everything is made ready, then everything is put in place, which cannot fail.
class LiveChange {
public:
    LiveChange(Run::Parts& parts, const Deployment& before, const Deployment& after)
        : m_parts(parts)
        , m_before(before)
        , m_after(after) {}

    Result<void> prepare() {
        if (auto ready = prepareRoutes(); !ready) return ready;
        return prepareFunctions();
    }

    void commit() {
        for (const RouteIndex route : m_goes) {
            m_parts.table.remove(route);
            m_parts.router->remove(route);
        }
        for (const auto& [route, filter] : m_filters) (void)m_parts.table.setFilter(route, filter);
        for (const RouteSettings& route : m_comes) {
            (void)m_parts.table.add(route);
            m_parts.router->add(m_parts.addGate(m_parts.gates, route, *m_parts.findEndpoint(route.endpoint)));
        }
        for (auto& [node, function] : m_functions) node->replace(std::move(function));
    }

    /// What stays as it is until the next run.
    std::vector<std::string> waiting() const {
        std::vector<std::string> names;
        if (m_before.twins != m_after.twins) names.push_back(m_after.twins.name);
        differ(m_before.devices, m_after.devices, names);
        differ(m_before.hubs, m_after.hubs, names);
        differ(m_before.endpoints, m_after.endpoints, names);
        differ(m_before.downstream, m_after.downstream, names);
        differ(m_before.scenarios, m_after.scenarios, names);
        for (const FunctionSettings& function : m_after.functions) {
            if (!findNamed(m_before.functions, function.name)) names.push_back(function.name);
        }
        for (const FunctionSettings& function : m_before.functions) {
            if (!findNamed(m_after.functions, function.name)) names.push_back(function.name);
        }
        for (const deployment::Coupling& coupling : m_after.couplings) {
            if (!contains(m_before.couplings, coupling)) names.push_back(coupling.from + " → " + coupling.to);
        }
        for (const deployment::Coupling& coupling : m_before.couplings) {
            if (!contains(m_after.couplings, coupling)) names.push_back(coupling.from + " → " + coupling.to);
        }
        for (const auto files : {&Deployment::models, &Deployment::graph}) fileNames(files, names);
        return names;
    }

private:
    template <typename Item>
    static bool contains(const std::vector<Item>& items, const Item& item) {
        return std::find(items.begin(), items.end(), item) != items.end();
    }
    template <typename Item>
    static void differ(const std::vector<Item>& before, const std::vector<Item>& after,
                       std::vector<std::string>& names) {
        for (const Item& item : after) {
            if (!contains(before, item)) names.push_back(item.name);
        }
        for (const Item& item : before) {
            if (!findNamed(after, item.name)) names.push_back(item.name);
        }
    }
    void fileNames(std::vector<deployment::ProjectFile> Deployment::*files, std::vector<std::string>& names) const {
        for (const deployment::ProjectFile& file : m_after.*files) {
            if (!contains(m_before.*files, file)) names.push_back(file.path);
        }
        for (const deployment::ProjectFile& file : m_before.*files) {
            if (!deployment::findFile(m_after.*files, file.path)) names.push_back(file.path);
        }
    }

    Result<void> prepareRoutes() {
        for (std::uint32_t i = 0; i < m_parts.table.size(); ++i) {
            const RouteIndex route{i};
            if (m_parts.table.isGone(route)) continue;
            const RouteSettings& now = m_parts.table.at(route);
            const RouteSettings* wanted = findNamed(m_after.routes, now.name);
            if (!wanted || wanted->endpoint != now.endpoint) {
                m_goes.push_back(route);
            } else if (wanted->filter != now.filter) {
                m_filters.emplace_back(route, wanted->filter);
            }
        }
        for (const RouteSettings& wanted : m_after.routes) {
            if (auto parsed = query::parseFilter(wanted.filter); !parsed) {
                Error error = std::move(parsed.error());
                error.place.path = wanted.name;
                return refuse(std::move(error));
            }
            if (isThere(wanted)) continue;
            const endpoints::Endpoint* endpoint = m_parts.findEndpoint(wanted.endpoint);
            if (!endpoint || feedsHistory(*endpoint)) {
                return refuse(fault("engine-unknown", "The run has no endpoint '{0}' for the route '{1}'.",
                                    wanted.endpoint, wanted.name)
                                  .withHint(say("Let it run again: new endpoints are there in the next run.")));
            }
            m_comes.push_back(wanted);
        }
        return {};
    }
    bool isThere(const RouteSettings& wanted) const {
        for (std::uint32_t i = 0; i < m_parts.table.size(); ++i) {
            const RouteSettings& now = m_parts.table.at(RouteIndex{i});
            if (!m_parts.table.isGone(RouteIndex{i}) && now.name == wanted.name && now.endpoint == wanted.endpoint)
                return true;
        }
        return false;
    }
    bool feedsHistory(const endpoints::Endpoint& endpoint) const {
        return std::any_of(m_parts.historyGates.begin(), m_parts.historyGates.end(),
                           [&](const auto& gate) { return &gate->endpoint() == &endpoint; });
    }

    Result<void> prepareFunctions() {
        for (const FunctionSettings& wanted : m_after.functions) {
            const FunctionSettings* known = findNamed(m_before.functions, wanted.name);
            FunctionNode* node = m_parts.findFunction(wanted.name);
            if (!known || !node) continue;
            const std::string* source = sourceOf(m_after, wanted);
            if (!source) return refuse(fault("engine-unknown", "There is no script '{0}'.", wanted.file));
            const std::string* old = sourceOf(m_before, *known);
            if (*known == wanted && old && *old == *source) continue;
            auto function = node->prepare(wanted, *source, m_parts.options.seed);
            if (!function) return refuse(function.error());
            m_functions.emplace_back(node, std::move(*function));
        }
        return {};
    }

    Run::Parts& m_parts;
    const Deployment& m_before;
    const Deployment& m_after;
    std::vector<RouteIndex> m_goes;
    std::vector<RouteSettings> m_comes;
    std::vector<std::pair<RouteIndex, std::string>> m_filters;
    std::vector<std::pair<FunctionNode*, std::unique_ptr<functions::Function>>> m_functions;
};

} // namespace

Result<std::vector<std::string>> changeLive(Run::Parts& parts, const Deployment& before, const Deployment& after) {
    LiveChange change(parts, before, after);
    if (auto ready = change.prepare(); !ready) return refuse(ready.error());
    change.commit();
    return change.waiting();
}

} // namespace twinflow::engine
