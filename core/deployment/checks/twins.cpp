// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Twins and relationships that break their models, and the host that their events name.
#include "deployment/checks/rules.h"

#include <algorithm>

namespace twinflow::deployment {

namespace {

/// The service names itself by its bare host; a scheme or path here would make every filter on `source` miss.
void checkHost(Checker& checker) {
    const std::string& host = checker.deployment().twins.host;
    const std::size_t scheme = host.find("://");
    std::string bare = scheme == std::string::npos ? host : host.substr(scheme + 3);
    bare = bare.substr(0, bare.find('/'));
    if (bare == host && !host.empty()) return;
    if (bare.empty()) bare = TwinsSettings().host;
    checker.report(fault("deployment-host", "The host '{0}' is not a bare host name.", host)
                       .withHint(say("It is the source of events: write it without scheme and path.")),
                   checker.places().ofTwins("host"), say("Write '{0}'", bare), [bare](const Deployment& old) {
                       Deployment mended = old;
                       mended.twins.host = bare;
                       return mended;
                   });
}

void checkDecommissioned(Checker& checker) {
    const models::ModelSet& models = checker.content().models;
    std::vector<std::string> ids;
    for (std::uint32_t i = 0; i < models.size(); ++i) ids.push_back(models.at(ModelIndex{i}).id);
    for (const std::string& id : checker.deployment().twins.decommissioned) {
        if (models.find(id)) continue;
        const Error error =
            fault("deployment-model-unknown", "The model '{0}', which is decommissioned, is not there.", id)
                .withHint(say("Models that are decommissioned stay in models/; delete the entry."));
        const Place place = checker.places().ofTwins("decommissioned");
        const auto put = [id](Deployment& deployment, const std::string& meant) {
            auto& list = deployment.twins.decommissioned;
            std::replace(list.begin(), list.end(), id, meant);
        };
        if (checker.reportNear(error, place, id, ids, put)) continue;
        checker.report(error, place, say("Remove '{0}'", id), [id](const Deployment& old) {
            Deployment mended = old;
            std::erase(mended.twins.decommissioned, id);
            return mended;
        });
    }
}

} // namespace

void checkTwins(Checker& checker) {
    checkHost(checker);
    checkDecommissioned(checker);
    checker.report(checker.content().lineFindings);
    checker.report(checker.twinFindings());
}

} // namespace twinflow::deployment
