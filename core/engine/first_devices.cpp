// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/first_devices.h"

#include "base/file.h"
#include "simulation/model_payload.h"

namespace twinflow::engine {

std::vector<std::string> firstDevices(const deployment::DeviceGroup& group, const twins::Graph& graph,
                                      std::size_t most) {
    std::vector<std::string> ids;
    if (group.twinsOf.empty()) {
        for (std::uint32_t i = 1; i <= group.count && ids.size() < most; ++i)
            ids.push_back(group.idPrefix + std::to_string(i));
        return ids;
    }
    const auto model = graph.models().find(group.twinsOf);
    if (!model) return ids;
    for (const TwinIndex index : graph.twins()) {
        if (ids.size() == most) break;
        const twins::Twin& twin = graph.twin(index);
        if (twin.model == *model) ids.emplace_back(graph.text(twin.id));
    }
    return ids;
}

std::vector<simulation::PayloadMember> bodyOrModel(const deployment::DeviceGroup& group,
                                                   const std::vector<simulation::PayloadMember>& body,
                                                   const models::ModelSet& models) {
    const auto model = models.find(group.twinsOf);
    return body.empty() && model ? simulation::modelPayload(models, *model) : body;
}

simulation::Recordings readableRecordings(const deployment::Deployment& deployment,
                                          const std::vector<simulation::Traffic>& traffic) {
    Findings ofCheck;
    const auto read = [&](const std::string& file) -> Result<std::string> {
        return deployment.onDisk ? readFile(deployment.onDisk->folder / file) : refuse(Error());
    };
    return simulation::readRecordings(traffic, read, ofCheck);
}

} // namespace twinflow::engine
