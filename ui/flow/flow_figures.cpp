// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/flow_figures.h"

#include "bridge/finding_place.h"
#include "bridge/text.h"
#include "look/figures.h"

#include <QCoreApplication>

#include <algorithm>

namespace twinflow::ui {

namespace {

constexpr std::size_t kSparkPoints = 28;
constexpr Duration kSparkWindow = std::chrono::minutes(30);

struct Words {
    Q_DECLARE_TR_FUNCTIONS(FlowFigures)
};

void raise(NodeFigures& node, Condition condition, const QString& cause) {
    if (condition <= node.condition) return;
    node.condition = condition;
    node.cause = cause;
}

QString faultWords(simulation::FaultKind kind) {
    using simulation::FaultKind;
    switch (kind) {
    case FaultKind::endpointDown:
    case FaultKind::downstreamDown:
        return Words::tr("The scenario has it down.");
    case FaultKind::endpointSlow:
        return Words::tr("The scenario slows it down.");
    case FaultKind::endpointThrottled:
    case FaultKind::graphThrottled:
        return Words::tr("The scenario throttles it.");
    case FaultKind::endpointRefusing:
        return Words::tr("The scenario lets it refuse events.");
    case FaultKind::graphLagging:
        return Words::tr("The scenario lets it lag.");
    case FaultKind::networkCut:
        return Words::tr("The scenario cuts its network.");
    case FaultKind::deviceSilent:
        return Words::tr("The scenario silences its devices.");
    case FaultKind::deviceBursting:
    case FaultKind::deviceGarbage:
    case FaultKind::deviceDuplicating:
    case FaultKind::deviceReordering:
    case FaultKind::deviceClockDrift:
        return Words::tr("The scenario disturbs its devices.");
    }
    return {};
}

class Figures {
public:
    Figures(const FlowGraph& graph, const RunMonitor& run)
        : m_graph(graph)
        , m_run(run)
        , m_history(run.history()) {
        m_result.nodes.resize(graph.nodes.size());
        m_result.lines.resize(graph.lines.size());
    }

    FlowFigures ofFindings(const deployment::Deployment& deployment, const std::vector<deployment::Finding>& findings) {
        for (const auto& finding : findings) {
            if (finding.error.severity == Severity::note) continue;
            const bool isError = finding.error.severity == Severity::error;
            const Condition condition = isError ? Condition::failing : Condition::attention;
            const ServiceRef ref = refOfFinding(deployment, finding.error);
            if (ref.kind == RefKind::coupling) {
                for (std::size_t i = 0; i < m_graph.lines.size(); ++i) {
                    if (m_graph.lines[i].ref == ref) m_result.lines[i].condition = condition;
                }
            } else if (const std::size_t node = m_graph.find(ref); node != FlowGraph::kNone) {
                raise(m_result.nodes[node], condition, text(finding.error.what));
            }
        }
        return std::move(m_result);
    }

    FlowFigures ofRun() {
        for (std::size_t i = 0; i < m_graph.nodes.size(); ++i) fillNode(m_graph.nodes[i], m_result.nodes[i]);
        addIncidents();
        addFaults();
        for (std::size_t i = 0; i < m_graph.lines.size(); ++i) fillLine(m_graph.lines[i], m_result.lines[i]);
        return std::move(m_result);
    }

private:
    static ServiceRef counted(const ServiceRef& ref) {
        return ref.kind == RefKind::twins ? ServiceRef{RefKind::twins, {}} : ref;
    }

    void fillNode(const FlowNode& node, NodeFigures& figures) const {
        const ServiceRef ref = counted(node.ref);
        const std::size_t through = m_history.find({ref, {}, Measure::through});
        if (through == RunHistory::kNone) return; // made since the run began
        figures.figure = m_run.isLive() ? rateText(m_history.rate(through)) : grouped(m_history.latest(through));
        figures.spark = m_history.rates(through, kSparkPoints, kSparkWindow);
        figures.condition = m_history.latest(through) > 0 ? Condition::fine : Condition::none;
        const std::uint64_t retrying = m_history.latest({ref, {}, Measure::retrying});
        const std::uint64_t failed = m_history.latest({ref, {}, Measure::failed});
        if (node.ref.kind == RefKind::twins) {
            figures.subtitle = Words::tr("%1 twins").arg(grouped(m_run.view().snapshot.twins));
        } else if (node.ref.kind == RefKind::route) {
            const std::uint64_t offered = m_history.latest({ref, {}, Measure::offered});
            const std::uint64_t passed = m_history.latest(through) + m_history.latest({ref, {}, Measure::pending});
            if (offered > 0) {
                figures.subtitle =
                    Words::tr("%1 % of events")
                        .arg(shortNumber(100.0 * static_cast<double>(passed) / static_cast<double>(offered)));
            }
        }
        if (retrying > 0)
            raise(figures, Condition::attention, Words::tr("%1 are being tried again.").arg(grouped(retrying)));
        if (retrying > 0) figures.figure = Words::tr("%1 retrying").arg(grouped(retrying));
        if (failed > 0) {
            const bool isFunction = node.ref.kind == RefKind::function;
            raise(figures, Condition::failing,
                  isFunction ? Words::tr("%1 calls failed.").arg(grouped(failed))
                             : Words::tr("%1 were given up; dead letters are kept where a storage is set.")
                                   .arg(grouped(failed)));
            if (retrying == 0)
                figures.figure = isFunction ? Words::tr("%1 failed").arg(grouped(failed))
                                            : Words::tr("%1 given up").arg(grouped(failed));
        }
    }

    void addIncidents() {
        for (const auto& [key, entry] : m_run.view().snapshot.incidents.entries()) {
            for (std::size_t i = 0; i < m_graph.nodes.size(); ++i) {
                const ServiceRef& ref = m_graph.nodes[i].ref;
                if (ref.name == key.first && ref.kind != RefKind::route)
                    raise(m_result.nodes[i], Condition::attention,
                          Words::tr("%1 × %2").arg(grouped(entry.count), text(entry.first.what)));
            }
        }
    }

    /// Those that hold now.
    void addFaults() {
        const auto& snapshot = m_run.view().snapshot;
        const Duration since = snapshot.now - snapshot.start;
        if (!m_run.isLive()) return;
        for (const simulation::Scenario& scenario : m_run.deployment()->scenarios) {
            if (scenario.name != m_run.scenario()) continue;
            for (const simulation::Fault& fault : scenario.faults) {
                if (since < fault.at || since >= fault.at + fault.lasts) continue;
                const std::string target = fault.target.substr(0, fault.target.find('/'));
                for (std::size_t i = 0; i < m_graph.nodes.size(); ++i) {
                    if (m_graph.nodes[i].ref.name == target && m_graph.nodes[i].ref.kind != RefKind::route)
                        raise(m_result.nodes[i], Condition::failing, faultWords(fault.kind));
                }
            }
        }
    }

    void fillLine(const FlowLine& line, LineFigures& figures) const {
        CountKey key = line.through;
        key.ref = counted(key.ref);
        const std::size_t place = m_history.find(key);
        figures.rate = m_run.isLive() ? m_history.rate(place) : 0;
        figures.count = m_history.latest(place);
        if (line.kind == LineKind::deadLetter) {
            if (figures.count > 0) figures.condition = Condition::failing;
        } else if (!line.pending.ref.isNone()) {
            CountKey retrying = line.pending;
            retrying.measure = Measure::retrying;
            if (m_history.latest(retrying) > 0) figures.condition = Condition::attention;
        }
    }

    const FlowGraph& m_graph;
    const RunMonitor& m_run;
    const RunHistory& m_history;
    FlowFigures m_result;
};

} // namespace

FlowFigures flowFigures(const FlowGraph& graph, const deployment::Deployment& deployment, const RunMonitor& run,
                        const std::vector<deployment::Finding>& findings) {
    Figures figures(graph, run);
    return run.hasView() ? figures.ofRun() : figures.ofFindings(deployment, findings);
}

} // namespace twinflow::ui
