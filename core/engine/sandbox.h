// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A copy of a project's graph that can be written to as in a run, and nothing of the run or the project changes.
#pragma once

#include "base/interner.h"
#include "base/timeline.h"
#include "deployment/deployment.h"
#include "engine/bus_client.h"
#include "engine/graph_door.h"
#include "engine/tracing.h"
#include "events/dress.h"
#include "events/notifier.h"
#include "metrics/incidents.h"
#include "models/model_set.h"
#include "record/recorder.h"
#include "twins/graph.h"

#include <vector>

namespace twinflow::engine {

/// Keeps what the graph tells.
class EventShelf final : public events::EventTaker {
public:
    void take(const events::EventRef& event) override { m_events.push_back(event); }
    /// In the order in which they were told.
    const std::vector<events::EventRef>& events() const { return m_events; }

private:
    std::vector<events::EventRef> m_events;
};

/// What happens is told as hops of chain kChain. One thread.
struct Sandbox {
    static constexpr std::uint64_t kChain = 1;

    /// Models and lines of the graph that are wrong are left out, as far as that goes.
    Sandbox(const deployment::Deployment& deployment, std::uint64_t seed, Instant now);
    Sandbox(const Sandbox&) = delete;
    Sandbox& operator=(const Sandbox&) = delete;

    /// All hops so far.
    record::Chain chain() const;

    Timeline timeline;
    Interner texts;
    models::ModelSet models;
    twins::Graph graph;
    events::EventPool pool;
    MessageMaker messages{pool};
    EventShelf shelf;
    record::Recorder recorder;
    events::Dress dress;
    Tracing tracing;
    events::Notifier notifier;
    metrics::Incidents incidents;
    GraphDoor door;
};

} // namespace twinflow::engine
