// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Groups of devices: a hub to send to, and devices at all.
#include "deployment/checks/rules.h"

#include "ingress/device_twin.h"

#include <algorithm>
#include <utility>

namespace twinflow::deployment {

namespace {

DeviceGroup* findGroup(Deployment& deployment, const std::string& name) {
    const auto found = std::find_if(deployment.devices.begin(), deployment.devices.end(),
                                    [&](const DeviceGroup& group) { return group.name == name; });
    return found == deployment.devices.end() ? nullptr : &*found;
}

void checkHub(Checker& checker, const DeviceGroup& group) {
    const ServiceKind kind = checker.kindOf(group.hub);
    if (kind == ServiceKind::hub) return;
    const Place place = checker.places().of("devices", group.name, "hub");
    const Error error =
        kind == ServiceKind::unknown
            ? fault("deployment-hub-unknown", "The devices '{0}' send to a hub '{1}', which does not exist.",
                    group.name, group.hub)
            : fault("deployment-hub-unknown", "The devices '{0}' send to '{1}', which is {2} and no hub.", group.name,
                    group.hub, kindText(kind));
    std::vector<std::string> hubs;
    for (const auto& hub : checker.deployment().hubs) hubs.push_back(hub.name);
    const auto put = [name = group.name](Deployment& deployment, const std::string& meant) {
        if (DeviceGroup* found = findGroup(deployment, name)) found->hub = meant;
    };
    if (checker.reportNear(error, place, group.hub, hubs, put)) return;
    if (!hubs.empty()) {
        checker.report(Error(error).withHint(say("Name the hub that they send to.")), place,
                       say("Let them send to '{0}'", hubs.front()), [put, hub = hubs.front()](const Deployment& old) {
                           Deployment mended = old;
                           put(mended, hub);
                           return mended;
                       });
        return;
    }
    checker.report(Error(error).withHint(say("Add a hub to the deployment and name it here.")), place);
}

void checkModel(Checker& checker, const DeviceGroup& group) {
    const Place place = checker.places().of("devices", group.name, "twinsOf");
    const models::ModelSet& models = checker.content().models;
    const auto model = models.find(group.twinsOf);
    if (!model) {
        std::vector<std::string> ids;
        for (std::uint32_t i = 0; i < models.size(); ++i) ids.push_back(models.at(ModelIndex{i}).id);
        const Error error =
            fault("deployment-model-unknown", "The devices '{0}' are those of a model '{1}', which does not exist.",
                  group.name, group.twinsOf);
        const bool near = checker.reportNear(error, place, group.twinsOf, ids,
                                             [name = group.name](Deployment& deployment, const std::string& meant) {
                                                 if (DeviceGroup* found = findGroup(deployment, name))
                                                     found->twinsOf = meant;
                                             });
        if (!near)
            checker.report(Error(error).withHint(say("Put the model into the folder models, or correct the name.")),
                           place);
        return;
    }
    for (const TwinIndex twin : checker.graph().twins()) {
        if (checker.graph().twin(twin).model == *model) return;
    }
    checker.report(fault("deployment-devices-empty", "The group '{0}' has no device: no twin is of model '{1}'.",
                         group.name, group.twinsOf)
                       .withHint(say("Add twins of that model to a file in the folder graph."))
                       .as(Severity::warning),
                   place);
}

void checkMembers(Checker& checker, const DeviceGroup& group) {
    if (group.twinsOf.empty()) {
        if (group.count > 0) return;
        checker.report(
            fault("deployment-devices-none", "The group '{0}' does not say which devices it has.", group.name)
                .withHint(say("Give 'twinsOf' with a model, or 'idPrefix' and 'count'.")),
            checker.places().of("devices", group.name, "count"), say("Give it one device"),
            [name = group.name](const Deployment& old) {
                Deployment mended = old;
                if (DeviceGroup* found = findGroup(mended, name)) {
                    found->count = 1;
                    if (found->idPrefix.empty()) found->idPrefix = name + "-";
                }
                return mended;
            });
        return;
    }
    if (group.count == 0 && group.idPrefix.empty()) return;
    checker.report(fault("deployment-devices-both",
                         "The group '{0}' has 'twinsOf', so its 'idPrefix' and 'count' mean nothing.", group.name)
                       .withHint(say("Remove one or the other."))
                       .as(Severity::warning),
                   checker.places().of("devices", group.name, "twinsOf"), say("Remove 'idPrefix' and 'count'"),
                   [name = group.name](const Deployment& old) {
                       Deployment mended = old;
                       if (DeviceGroup* found = findGroup(mended, name)) {
                           found->count = 0;
                           found->idPrefix.clear();
                       }
                       return mended;
                   });
}

/// The hub would not register a device of such an id.
void checkIds(Checker& checker, const DeviceGroup& group) {
    std::string wrong;
    if (group.twinsOf.empty()) {
        const std::string longest = group.idPrefix + std::to_string(group.count);
        if (group.count > 0 && !ingress::isDeviceId(longest)) wrong = longest;
    } else if (const auto model = checker.content().models.find(group.twinsOf)) {
        for (const TwinIndex twin : checker.graph().twins()) {
            if (checker.graph().twin(twin).model != *model) continue;
            const std::string_view id = checker.graph().text(checker.graph().twin(twin).id);
            if (wrong.empty() && !ingress::isDeviceId(id)) wrong = id;
        }
    }
    if (wrong.empty()) return;
    checker.report(fault("deployment-device-id", "The group '{0}' has a device '{1}', and no hub registers such an id.",
                         group.name, wrong)
                       .withHint(say("An id has 1 to {0} ASCII letters, digits and - : . + % _ # * ? ! ( ) , = @ ; $ "
                                     "'.",
                                     ingress::kMaxDeviceId)),
                   checker.places().of("devices", group.name, group.twinsOf.empty() ? "idPrefix" : "twinsOf"));
}

void checkTimes(Checker& checker, const DeviceGroup& group) {
    if (group.removed == Duration{} || group.removed > group.registered) return;
    checker.report(
        fault("deployment-devices-order", "The devices of '{0}' are removed before they are registered.", group.name)
            .withHint(say("Let 'removeAfter' be later than 'registerAfter'.")),
        checker.places().of("devices", group.name, "removeAfter"));
}

void checkStatus(Checker& checker, const DeviceGroup& group) {
    const std::size_t length = ingress::statusReasonLength(group.statusReason);
    if (length <= ingress::kMaxStatusReason) return;
    checker.report(fault("deployment-status-reason",
                         "The status reason of '{0}' has {1} characters, more than the {2} that a registry keeps.",
                         group.name, length, ingress::kMaxStatusReason)
                       .withHint(say("Shorten it.")),
                   checker.places().of("devices", group.name, "statusReason"));
}

/// The hub would refuse to begin with such twins.
void checkTwinOf(Checker& checker, const DeviceGroup& group) {
    using ingress::TwinSection;
    const simulation::InitialTwin& twin = group.behaviour.twin;
    ingress::DeviceTwin trial;
    for (const auto& [section, text] :
         {std::pair(TwinSection::tags, &twin.tags), std::pair(TwinSection::desired, &twin.desired),
          std::pair(TwinSection::reported, &twin.reported)}) {
        const auto document = JsonDocument::parse(*text, {});
        const Result<void> done =
            document ? trial.merge(section, document->root(), {}) : Result<void>(refuse(document.error()));
        if (!done) checker.report(done.error(), checker.places().of("devices", group.name, "behaviour"));
    }
}

/// Whether the n of an id PREFIXn is one of the group's numbers.
bool isNumberOf(const DeviceGroup& group, std::string_view digits) {
    constexpr std::size_t kDigits = 10; // of the largest count
    if (digits.empty() || digits.size() > kDigits || digits.front() == '0') return false;
    std::uint64_t number = 0;
    for (const char c : digits) {
        if (c < '0' || c > '9') return false;
        number = number * 10 + static_cast<std::uint64_t>(c - '0');
    }
    return number <= group.count;
}

bool hasDevice(const DeviceGroup& group, std::string_view id) {
    return group.twinsOf.empty() && id.starts_with(group.idPrefix) &&
           isNumberOf(group, id.substr(group.idPrefix.size()));
}

/// A device that both groups would register with their hub, or an empty text.
std::string sharedDevice(const Checker& checker, const DeviceGroup& a, const DeviceGroup& b) {
    if (!a.twinsOf.empty() && !b.twinsOf.empty()) return a.twinsOf == b.twinsOf ? a.twinsOf : std::string();
    if (a.twinsOf.empty() && b.twinsOf.empty()) {
        // Of two prefixes one is the other with digits behind it: the least number of the longer one decides.
        const DeviceGroup& longer = a.idPrefix.size() < b.idPrefix.size() ? b : a;
        const DeviceGroup& shorter = &longer == &a ? b : a;
        const std::string first = longer.idPrefix + "1";
        return longer.count > 0 && hasDevice(shorter, first) ? first : std::string();
    }
    const DeviceGroup& twins = a.twinsOf.empty() ? b : a;
    const auto model = checker.content().models.find(twins.twinsOf);
    if (!model) return {};
    for (const TwinIndex twin : checker.graph().twins()) {
        if (checker.graph().twin(twin).model != *model) continue;
        const std::string_view id = checker.graph().text(checker.graph().twin(twin).id);
        if (hasDevice(&twins == &a ? b : a, id)) return std::string(id);
    }
    return {};
}

bool areThereTogether(const DeviceGroup& a, const DeviceGroup& b) {
    const auto isGone = [](const DeviceGroup& first, const DeviceGroup& then) {
        return first.removed > Duration{} && first.removed < then.registered;
    };
    return !isGone(a, b) && !isGone(b, a);
}

/// A hub registers a device once. Compared are the first groups only: each pair costs up to as much as there are twins.
void checkShared(Checker& checker) {
    constexpr std::size_t kMaxGroups = 200;
    const auto& groups = checker.deployment().devices;
    for (std::size_t i = 0; i < std::min(groups.size(), kMaxGroups); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (groups[i].hub != groups[j].hub || !areThereTogether(groups[i], groups[j])) continue;
            const std::string shared = sharedDevice(checker, groups[j], groups[i]);
            if (shared.empty()) continue;
            checker.report(fault("deployment-devices-twice",
                                 "The groups '{0}' and '{1}' both register '{2}' with the hub '{3}'.", groups[j].name,
                                 groups[i].name, shared, groups[i].hub)
                               .withHint(say("Give each group devices of its own.")),
                           checker.places().of("devices", groups[i].name));
            break;
        }
    }
}

} // namespace

void checkDevices(Checker& checker) {
    for (const DeviceGroup& group : checker.deployment().devices) {
        checkHub(checker, group);
        checkMembers(checker, group);
        if (!group.twinsOf.empty()) checkModel(checker, group);
        checkIds(checker, group);
        checkTimes(checker, group);
        checkStatus(checker, group);
        checkTwinOf(checker, group);
    }
    checkShared(checker);
}

} // namespace twinflow::deployment
