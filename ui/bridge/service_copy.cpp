// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/service_copy.h"

#include "base/json_text.h"
#include "deployment/deployment_text.h"
#include "deployment/edits.h"
#include "deployment/services.h"

#include <algorithm>
#include <set>

namespace twinflow::ui {

namespace {

using deployment::Deployment;

template <typename Items>
void keepNamed(Items& items, RefKind kind, const std::set<ServiceRef>& wanted) {
    std::erase_if(items, [&](const auto& item) { return !wanted.contains({kind, item.name}); });
}

/// What is pasted, on its way into a deployment.
class Paste {
public:
    Paste(Deployment& target, Deployment pasted)
        : m_target(target)
        , m_pasted(std::move(pasted)) {}

    std::vector<ServiceRef> carryOut() {
        addScripts();
        giveFreeNames();
        add(RefKind::hub, m_pasted.hubs, m_target.hubs);
        add(RefKind::devices, m_pasted.devices, m_target.devices);
        add(RefKind::function, m_pasted.functions, m_target.functions);
        add(RefKind::downstream, m_pasted.downstream, m_target.downstream);
        add(RefKind::endpoint, m_pasted.endpoints, m_target.endpoints);
        for (routes::RouteSettings& route : m_pasted.routes) {
            route.name = deployment::freeRouteName(m_target, route.name);
            m_added.push_back({RefKind::route, route.name});
            m_target.routes.push_back(route);
        }
        for (const deployment::Coupling& coupling : m_pasted.couplings) {
            // The takers of what was copied may be others here, or none.
            if (!serviceNamed(m_target, coupling.to).isNone()) m_target.couplings.push_back(coupling);
        }
        return std::move(m_added);
    }

private:
    /// With everything that refers to them, before anything is added.
    void giveFreeNames() {
        const std::vector<std::string> there = deployment::serviceNames(m_target);
        const std::vector<std::string> come = deployment::serviceNames(m_pasted);
        const std::set<std::string> isThere(there.begin(), there.end());
        std::set<std::string> taken = isThere;
        taken.insert(come.begin(), come.end());
        for (const std::string& name : come) {
            if (name == m_pasted.twins.name || !isThere.contains(name)) continue;
            std::string free = name;
            for (int n = 2; !taken.insert(free).second; ++n) free = name + "-" + std::to_string(n);
            m_pasted = deployment::renamed(std::move(m_pasted), name, free);
        }
        // A deployment has one graph.
        const std::string twins = m_pasted.twins.name;
        m_pasted = deployment::renamed(std::move(m_pasted), twins, m_target.twins.name);
    }

    template <typename Items>
    void add(RefKind kind, const Items& pasted, Items& target) {
        for (const auto& item : pasted) {
            m_added.push_back({kind, item.name});
            target.push_back(item);
        }
    }

    void addScripts() {
        for (const deployment::ProjectFile& script : m_pasted.scripts) {
            std::string path = script.path;
            const std::string stem = path.substr(0, path.rfind('.'));
            for (int n = 2;; ++n) {
                const auto* there = deployment::findFile(m_target.scripts, path);
                if (!there || there->text == script.text) break;
                path = stem + "-" + std::to_string(n) + ".js";
            }
            if (!deployment::findFile(m_target.scripts, path)) m_target.scripts.push_back({path, script.text});
            for (auto& function : m_pasted.functions) {
                if (function.file == script.path) function.file = path;
            }
        }
        std::sort(m_target.scripts.begin(), m_target.scripts.end(),
                  [](const auto& a, const auto& b) { return a.path < b.path; });
    }

    Deployment& m_target;
    Deployment m_pasted;
    std::vector<ServiceRef> m_added;
};

} // namespace

std::string servicesText(const Deployment& deployment, std::span<const ServiceRef> refs) {
    const std::set<ServiceRef> wanted(refs.begin(), refs.end());
    Deployment copied = deployment;
    copied.source.reset();
    keepNamed(copied.devices, RefKind::devices, wanted);
    keepNamed(copied.hubs, RefKind::hub, wanted);
    keepNamed(copied.functions, RefKind::function, wanted);
    keepNamed(copied.endpoints, RefKind::endpoint, wanted);
    keepNamed(copied.routes, RefKind::route, wanted);
    keepNamed(copied.downstream, RefKind::downstream, wanted);
    std::erase_if(copied.couplings, [&](const auto& coupling) { return serviceNamed(copied, coupling.from).isNone(); });
    std::string text = "{\n\"services\": " + deployment::deploymentText(copied) + ",\n\"scripts\": {";
    const char* separator = "";
    for (const auto& function : copied.functions) {
        const auto* script = deployment::findFile(deployment.scripts, function.file);
        if (!script) continue;
        text += separator;
        appendJsonString(text, script->path);
        text += ": ";
        appendJsonString(text, script->text);
        separator = ", ";
    }
    return text + "}\n}\n";
}

Result<std::vector<ServiceRef>> addServices(Deployment& deployment, std::string_view text) {
    const auto document = JsonDocument::parse(std::string(text), "clipboard");
    if (!document) return refuse(document.error());
    const JsonNode* services = document->root().find("services");
    if (!services || !services->isObject())
        return refuse(fault("copy-nothing", "There are no services to paste.")
                          .withHint(say("Copy some in a window of Twinflow.")));
    std::string json;
    services->appendJson(json);
    auto own = JsonDocument::parse(std::move(json), "clipboard");
    if (!own) return refuse(own.error());
    Findings ignored; // check() tells what is wrong with what was pasted
    Deployment pasted = deployment::readDeployment(std::make_shared<const JsonDocument>(std::move(*own)), ignored);
    if (const JsonNode* scripts = document->root().find("scripts")) {
        for (const JsonNode::Member& member : scripts->members) {
            const bool isInside = member.name.starts_with("functions/") && member.name.find("..") == std::string::npos;
            if (isInside && member.value.isString()) pasted.scripts.push_back({member.name, member.value.text});
        }
    }
    return Paste(deployment, std::move(pasted)).carryOut();
}

} // namespace twinflow::ui
