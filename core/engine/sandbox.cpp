// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sandbox.h"

#include "deployment/content.h"

namespace twinflow::engine {

Sandbox::Sandbox(const deployment::Deployment& deployment, std::uint64_t seed, Instant now)
    : timeline(now)
    , models(deployment::readContent(deployment).models)
    , graph(models, texts, seed)
    , recorder({{kChain}, 1, seed, 1})
    , dress(texts, models, deployment.twins.host, seed)
    , tracing(recorder, timeline, dress)
    , notifier(pool, tracing.beforeQueue(shelf))
    , door(graph, deployment.twins.rateLimits, Random(seed)) {
    graph.setTime(now);
    Findings ofLines; // check() tells them
    Findings ofGraph;
    deployment::loadGraph(deployment, graph, ofLines, ofGraph);
    for (const std::string& id : deployment.twins.decommissioned) {
        if (const auto model = models.find(id)) graph.setDecommissioned(*model, true);
    }
    graph.setListener(&notifier);
    notifier.setMoment(now, {kChain, now, 0});
}

record::Chain Sandbox::chain() const {
    const auto found = recorder.chains().find(kChain);
    return found == recorder.chains().end() ? record::Chain{kChain, {}, 0} : found->second;
}

} // namespace twinflow::engine
