// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Scenarios: what they name must be in the deployment.
#include "deployment/checks/rules.h"

#include "deployment/json_merge.h"
#include "deployment/scenario_files.h"
#include "simulation/fault_rules.h"
#include "simulation/scenario_text.h"

#include <algorithm>
#include <charconv>

namespace twinflow::deployment {

namespace {

using simulation::Expectation;
using simulation::Fault;
using simulation::Resubmission;
using simulation::Scenario;

/// A name within one of a scenario's lists.
struct Spot {
    std::string list;
    std::size_t item = 0;
    std::string member;
    std::string name;
};

/// The text at a spot; null where the file says something else by now.
const JsonNode* findSpot(const JsonNode& root, const Spot& spot) {
    const JsonNode* items = root.find(spot.list);
    const JsonNode* node =
        items && spot.item < items->items.size() ? items->items[spot.item].find(spot.member) : nullptr;
    return node && node->isString() && node->text == spot.name ? node : nullptr;
}

/// Writes `meant` at a spot of a scenario's text.
void replaceInScenario(Deployment& deployment, const std::string& path, const Spot& spot, const std::string& meant) {
    for (ProjectFile& file : deployment.scenarioFiles) {
        if (file.path != path) continue;
        const auto document = JsonDocument::parse(file.text, path);
        const JsonNode* node = document ? findSpot(document->root(), spot) : nullptr;
        if (node) file.text = withText(*document, {node}, meant);
    }
    Findings known;
    readScenarios(deployment, known);
}

class ScenarioRule {
public:
    ScenarioRule(Checker& checker, const Scenario& scenario)
        : m_checker(checker)
        , m_scenario(scenario)
        , m_path("scenarios/" + scenario.name + ".json") {
        const ProjectFile* file = findFile(checker.deployment().scenarioFiles, m_path);
        if (!file) return;
        if (auto document = JsonDocument::parse(file->text, m_path)) m_document.emplace(std::move(*document));
    }

    void check() {
        each(m_scenario.traffic, [&](const auto& traffic) { checkTraffic(traffic.devices); });
        each(m_scenario.faults, [&](const Fault& fault) { checkFault(fault); });
        each(m_scenario.resubmit, [&](const Resubmission& wanted) { checkResubmission(wanted); });
        each(m_scenario.expect, [&](const Expectation& expectation) {
            if (expectation.kind == Expectation::Kind::twin) checkTwin(expectation);
            if (expectation.kind == Expectation::Kind::count) checkCount(expectation.count);
            if (expectation.kind == Expectation::Kind::latency) checkLatency(expectation.latency);
            if (expectation.kind == Expectation::Kind::incidents) checkIncidents(expectation.service);
        });
    }

private:
    template <typename Item, typename Check>
    void each(const std::vector<Item>& list, Check&& check) {
        for (m_item = 0; m_item < list.size(); ++m_item) check(list[m_item]);
    }

    Spot spot(std::string_view list, std::string_view member, const std::string& name) const {
        return {std::string(list), m_item, std::string(member), name};
    }

    Place place(const Spot& spot) const {
        const JsonNode* node = m_document ? findSpot(m_document->root(), spot) : nullptr;
        return node ? m_document->place(*node) : Place{m_path, 0, 0, spot.name};
    }

    /// Reports an unknown name, with a fix that writes the nearest known one into the scenario's text.
    void reportUnknown(const Error& error, std::string_view list, std::string_view member, const std::string& name,
                       const std::vector<std::string>& known) {
        const Spot where = spot(list, member, name);
        const auto put = [path = m_path, where](Deployment& deployment, const std::string& meant) {
            replaceInScenario(deployment, path, where, meant);
        };
        if (!m_checker.reportNear(error, place(where), name, known, put)) m_checker.report(error, place(where));
    }

    void checkTraffic(const std::string& devices) {
        if (m_checker.kindOf(devices) == ServiceKind::devices) return;
        std::vector<std::string> groups;
        for (const DeviceGroup& group : m_checker.deployment().devices) groups.push_back(group.name);
        reportUnknown(fault("deployment-scenario-devices",
                            "The scenario '{0}' sends from devices '{1}', which do not exist.", m_scenario.name,
                            devices)
                          .withHint(say("Name a group of devices of the deployment.")),
                      "traffic", "devices", devices, groups);
    }

    void checkFault(const Fault& wanted) {
        using simulation::FaultTarget;
        switch (simulation::faultRule(wanted.kind).target) {
        case FaultTarget::endpoint:
            return checkFaultService(wanted, ServiceKind::endpoint, say("Name an endpoint."));
        case FaultTarget::downstream:
            return checkFaultService(wanted, ServiceKind::downstream, say("Name a downstream service."));
        case FaultTarget::twins:
            return checkFaultService(wanted, ServiceKind::twins, say("Name the twins of the deployment."));
        case FaultTarget::network:
            if (m_checker.kindOf(wanted.target) == ServiceKind::hub) return;
            return checkFaultDevices(wanted, true);
        case FaultTarget::devices:
            return checkFaultDevices(wanted, false);
        }
    }

    void checkFaultService(const Fault& wanted, ServiceKind needed, Sentence hint) {
        if (m_checker.kindOf(wanted.target) == needed) return;
        std::vector<std::string> targets;
        for (const std::string& name : m_checker.names()) {
            if (m_checker.kindOf(name) == needed) targets.push_back(name);
        }
        reportUnknown(fault("deployment-scenario-fault",
                            "The scenario '{0}' has a fault '{1}' at '{2}', which is not {3}.", m_scenario.name,
                            simulation::faultKindName(wanted.kind), wanted.target, kindText(needed))
                          .withHint(std::move(hint)),
                      "faults", "target", wanted.target, targets);
    }

    void checkResubmission(const Resubmission& wanted) {
        if (wanted.from.empty()) return; // a finding of its own
        const Deployment& deployment = m_checker.deployment();
        const auto* bus = findEndpoint(deployment, wanted.from);
        if (!bus || bus->kind != endpoints::EndpointKind::serviceBus) {
            std::vector<std::string> known;
            for (const auto& each : deployment.endpoints) {
                if (each.kind == endpoints::EndpointKind::serviceBus) known.push_back(each.name);
            }
            reportUnknown(
                fault("deployment-scenario-resubmit",
                      "The scenario '{0}' sends dead letters of '{1}' again, which is no Service Bus topic or "
                      "queue.",
                      m_scenario.name, wanted.from)
                    .withHint(say("Only a topic or queue of Service Bus keeps dead letters that can be sent "
                                  "again.")),
                "resubmit", "from", wanted.from, known);
            return;
        }
        if (wanted.subscription.empty()) return;
        std::vector<std::string> known;
        if (bus->isQueue()) known.push_back(bus->name); // it is its own subscription, and has no other
        for (const auto& each : bus->subscriptions) known.push_back(each.name);
        for (const Coupling* coupling : m_checker.from(bus->name))
            known.push_back(subscriptionOf(deployment, *coupling));
        if (std::find(known.begin(), known.end(), wanted.subscription) != known.end()) return;
        reportUnknown(
            fault("deployment-scenario-resubmit",
                  "The scenario '{0}' sends dead letters of the subscription '{1}' of '{2}' again, which does "
                  "not exist.",
                  m_scenario.name, wanted.subscription, wanted.from)
                .withHint(bus->isQueue() ? say("Leave 'subscription' out: a queue has none.")
                                         : say("Name a subscription of the topic, or leave 'subscription' out.")),
            "resubmit", "subscription", wanted.subscription, known);
    }

    /// GROUP, GROUP/DEVICE or, for the network, a hub.
    void checkFaultDevices(const Fault& wanted, bool orHub) {
        const simulation::DeviceTarget target = simulation::deviceTarget(wanted.target);
        const DeviceGroup* group = findDevices(m_checker.deployment(), target.group);
        if (group && (target.device.empty() || hasDevice(*group, target.device))) return;
        std::vector<std::string> targets;
        for (const DeviceGroup& each : m_checker.deployment().devices) {
            targets.push_back(each.name + (target.device.empty() ? "" : "/" + std::string(target.device)));
        }
        if (group) {
            targets.clear();
            for (const std::string& id : idsOf(*group)) targets.push_back(group->name + "/" + id);
        }
        for (const auto& hub : m_checker.deployment().hubs) {
            if (orHub) targets.push_back(hub.name);
        }
        reportUnknown(fault("deployment-scenario-fault",
                            "The scenario '{0}' has a fault '{1}' at '{2}', which are no devices of the deployment.",
                            m_scenario.name, simulation::faultKindName(wanted.kind), wanted.target)
                          .withHint(orHub ? say("Name a hub, a group of devices, or one device as GROUP/DEVICE.")
                                          : say("Name a group of devices, or one device as GROUP/DEVICE.")),
                      "faults", "target", wanted.target, targets);
    }

    std::vector<std::string> idsOf(const DeviceGroup& group) const {
        constexpr std::uint32_t kMostSuggested = 1000; // of a counted group: enough to find a slip of the pen
        std::vector<std::string> ids;
        if (!group.twinsOf.empty()) {
            const auto model = m_checker.content().models.find(group.twinsOf);
            for (const TwinIndex twin : m_checker.graph().twins()) {
                if (model && m_checker.graph().twin(twin).model == *model)
                    ids.emplace_back(m_checker.graph().text(m_checker.graph().twin(twin).id));
            }
            return ids;
        }
        for (std::uint32_t i = 1; i <= std::min(group.count, kMostSuggested); ++i)
            ids.push_back(group.idPrefix + std::to_string(i));
        return ids;
    }

    bool hasDevice(const DeviceGroup& group, std::string_view device) const {
        if (!group.twinsOf.empty()) {
            const std::vector<std::string> ids = idsOf(group);
            return std::find(ids.begin(), ids.end(), device) != ids.end();
        }
        if (!device.starts_with(group.idPrefix)) return false;
        const std::string_view digits = device.substr(group.idPrefix.size());
        std::uint32_t number = 0;
        const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
        return failure == std::errc() && end == digits.data() + digits.size() && digits.front() != '0' && number >= 1 &&
               number <= group.count;
    }

    void checkLatency(const std::string& name) {
        std::vector<std::string> known;
        for (const auto& route : m_checker.deployment().routes) known.push_back(route.name);
        for (const auto& sink : m_checker.deployment().downstream) known.push_back(sink.name);
        if (std::find(known.begin(), known.end(), name) != known.end()) return;
        reportUnknown(fault("deployment-scenario-latency",
                            "The scenario '{0}' expects a latency of '{1}', which is no route and no destination.",
                            m_scenario.name, name)
                          .withHint(say("Name a route or a downstream service.")),
                      "expect", "latency", name, known);
    }

    /// Hubs, functions and the run itself have incidents.
    void checkIncidents(const std::string& service) {
        if (service.empty() || service == "run" || m_checker.kindOf(service) != ServiceKind::unknown) return;
        reportUnknown(fault("deployment-scenario-incidents",
                            "The scenario '{0}' expects incidents of '{1}', which does not exist.", m_scenario.name,
                            service)
                          .withHint(say("Name a hub or a function, or leave the service out.")),
                      "expect", "service", service, m_checker.names());
    }

    void checkTwin(const Expectation& expectation) {
        const auto twin = m_checker.graph().find(expectation.twin);
        if (!twin) {
            reportUnknown(fault("deployment-scenario-twin",
                                "The scenario '{0}' expects something of a twin '{1}', which does not exist.",
                                m_scenario.name, expectation.twin)
                              .withHint(say("Name a twin of the graph, unless a function creates it."))
                              .as(Severity::warning),
                          "expect", "twin", expectation.twin, twinIds());
            return;
        }
        const models::Layout& layout = m_checker.content().models.layout(m_checker.graph().twin(*twin).model);
        std::vector<std::string> paths;
        for (const models::Slot& slot : layout.slots) {
            const std::string& path = expectation.path;
            if (path == slot.path || (path.starts_with(slot.path) && path[slot.path.size()] == '/')) return;
            paths.push_back(slot.path);
        }
        reportUnknown(fault("deployment-scenario-path",
                            "The scenario '{0}' expects something of '{1}', which the model of '{2}' does not have.",
                            m_scenario.name, expectation.path, expectation.twin)
                          .withHint(say("Name a property of the model as a JSON pointer."))
                          .as(Severity::warning),
                      "expect", "path", expectation.path, paths);
    }

    /// A count is a path into the report: routes.NAME.delivered. Only the name is ours to check.
    void checkCount(const std::string& count) {
        const std::size_t first = count.find('.');
        const std::size_t second = first == std::string::npos ? first : count.find('.', first + 1);
        if (second == std::string::npos) return;
        const std::string group = count.substr(0, first);
        const std::string name = count.substr(first + 1, second - first - 1);
        std::vector<std::string> known;
        const auto take = [&](const auto& things) {
            for (const auto& thing : things) known.push_back(thing.name);
        };
        const Deployment& deployment = m_checker.deployment();
        if (group == "devices")
            take(deployment.devices);
        else if (group == "hubs")
            take(deployment.hubs);
        else if (group == "functions")
            take(deployment.functions);
        else if (group == "routes")
            take(deployment.routes);
        else if (group == "endpoints")
            take(deployment.endpoints);
        else if (group == "downstream" || group == "dataHistory")
            take(deployment.downstream);
        else
            return;
        if (std::find(known.begin(), known.end(), name) != known.end()) return;
        for (std::string& each : known) each = group + "." + each + count.substr(second);
        reportUnknown(fault("deployment-scenario-count",
                            "The scenario '{0}' counts '{1}', but there is no '{2}' among the {3}.", m_scenario.name,
                            count, name, group)
                          .withHint(say("Name a part of the deployment.")),
                      "expect", "count", count, known);
    }

    std::vector<std::string> twinIds() const {
        std::vector<std::string> ids;
        for (const TwinIndex twin : m_checker.graph().twins()) {
            ids.emplace_back(m_checker.graph().text(m_checker.graph().twin(twin).id));
        }
        return ids;
    }

    Checker& m_checker;
    const Scenario& m_scenario;
    std::string m_path;
    std::size_t m_item = 0; // of the list that is being checked
    std::optional<JsonDocument> m_document;
};

} // namespace

void checkScenarios(Checker& checker) {
    for (const Scenario& scenario : checker.deployment().scenarios) ScenarioRule(checker, scenario).check();
}

} // namespace twinflow::deployment
