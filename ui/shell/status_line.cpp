// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/status_line.h"

#include "bridge/text.h"
#include "look/figures.h"

#include <QLabel>
#include <QStatusBar>

#include <algorithm>

namespace twinflow::ui {

namespace {

constexpr int kTold = 6000; // ms: long enough to be read by somebody who looked elsewhere

} // namespace

StatusLine::StatusLine(DeploymentController& controller, RunMonitor& monitor, QStatusBar& bar)
    : QObject(&bar)
    , m_controller(controller)
    , m_monitor(monitor)
    , m_bar(bar)
    , m_state(new QLabel(&bar))
    , m_pace(new QLabel(&bar))
    , m_findings(new QLabel(&bar)) {
    m_state->setObjectName(QStringLiteral("stateText"));
    bar.setSizeGripEnabled(false);
    bar.addWidget(m_state, 1);
    bar.addPermanentWidget(m_pace);
    bar.addPermanentWidget(m_findings);
    connect(&controller, &DeploymentController::deploymentChanged, this, &StatusLine::showState);
    connect(&controller, &DeploymentController::findingsChanged, this, &StatusLine::showFindings);
    connect(&monitor, &RunMonitor::stateChanged, this, &StatusLine::showState);
    connect(&monitor, &RunMonitor::advanced, this, &StatusLine::showPace);
    showState();
    showFindings();
}

void StatusLine::tell(const QString& sentence) {
    m_bar.showMessage(sentence, kTold);
}

QString StatusLine::stateSentence() const {
    using State = RunMonitor::State;
    switch (m_monitor.state()) {
    case State::idle:
        return m_controller.isOpen() ? tr("Ready to run") : QString();
    case State::compiling:
        return tr("Starting the run…");
    case State::running:
        return tr("Running");
    case State::paused:
        return tr("Paused");
    case State::stopping:
        return tr("Stopping…");
    case State::stopped:
        return tr("Stopped by hand");
    case State::refused:
        return text(m_monitor.refusal().what) + u' ' + text(m_monitor.refusal().hint);
    case State::finished:
        break;
    }
    const RunEnd* end = m_monitor.end();
    if (end && end->failure) return text(end->failure->what);
    if (!end || end->verdicts.empty()) return tr("Finished");
    const auto met =
        std::count_if(end->verdicts.begin(), end->verdicts.end(), [](const auto& verdict) { return verdict.met; });
    return tr("Finished. %1 of %2 expectations met.").arg(met).arg(end->verdicts.size());
}

void StatusLine::showState() {
    m_state->setText(stateSentence());
    m_state->setProperty("role", m_monitor.state() == RunMonitor::State::refused ? QStringLiteral("error") : QString());
    m_state->setStyleSheet(m_state->styleSheet()); // looks at the role again
}

void StatusLine::showFindings() {
    std::size_t errors = 0;
    std::size_t warnings = 0;
    for (const auto& finding : m_controller.findings()) {
        if (finding.error.severity == Severity::error) ++errors;
        if (finding.error.severity == Severity::warning) ++warnings;
    }
    QStringList found;
    if (errors > 0) found << (errors == 1 ? tr("1 error") : tr("%1 errors").arg(errors));
    if (warnings > 0) found << (warnings == 1 ? tr("1 warning") : tr("%1 warnings").arg(warnings));
    m_findings->setText(found.isEmpty() ? tr("No problems") : found.join(QStringLiteral(", ")));
}

void StatusLine::showPace() {
    const double pace = m_monitor.paceFactor();
    m_pace->setText(m_monitor.state() == RunMonitor::State::running && pace > 0
                        ? tr("%1 × real time").arg(shortNumber(pace))
                        : QString());
}

} // namespace twinflow::ui
