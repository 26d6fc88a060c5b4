// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the user has chosen for the next run, and the steps between choosing and running: trust, folders, speeds.
#pragma once

#include "bridge/deployment_controller.h"
#include "bridge/run_monitor.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <vector>

namespace twinflow::ui {

struct Speed {
    double factor = engine::Pacer::kMax; ///< of real time
    QString title;
};
/// From real time to as fast as possible.
const std::vector<Speed>& speeds();

class RunControls : public QObject {
    Q_OBJECT
public:
    /// Asked before a project that came from elsewhere runs for the first time; gives whether it may. The folder is
    /// empty for a recovered design that has none any more.
    using AskTrust = std::function<bool(const QString& folder)>;

    RunControls(DeploymentController& controller, RunMonitor& monitor, QObject* parent = nullptr);

    void setAskTrust(AskTrust ask) { m_askTrust = std::move(ask); }
    /// Samples and projects made here need no question.
    static void trust(const std::filesystem::path& folder);

    /// Whether scripts of the project that is open may run without a question.
    bool mayRunScripts() const;
    /// The same after a question where it takes one.
    bool askToRunScripts() { return mayRunCode(m_controller.folder()); }

    const std::string& scenario() const { return m_scenario; }
    std::uint64_t seed() const { return m_seed; }
    std::size_t speed() const { return m_speed; } ///< index of speeds()
    void setScenario(std::string scenario);
    void setSeed(std::uint64_t seed);
    void setSpeed(std::size_t speed);

    /// Starts a run, or goes on after a pause.
    void run();
    void step();
    std::filesystem::path outputFolder() const;
    /// Something of the design waits for the next run.
    bool isRunStale() const;
    /// What that is, as a sentence; empty when there is nothing.
    QString staleText() const;

Q_SIGNALS:
    void choicesChanged();

private:
    void start(bool paused);
    /// What the user says where that is not known yet.
    bool mayRunCode(const std::filesystem::path& folder);
    void followDeployment();

    DeploymentController& m_controller;
    RunMonitor& m_monitor;
    AskTrust m_askTrust;
    std::string m_scenario;
    std::uint64_t m_seed = 1;
    bool m_isUnsavedTrusted = false; // the design that is open and has no folder
    std::size_t m_speed;
    QTimer m_changeDelay; // nobody wants a run to go by half a word
};

} // namespace twinflow::ui
