// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/run_controls.h"

#include "bridge/text.h"
#include "deployment/services.h"

#include <QDir>
#include <QSettings>
#include <QStandardPaths>

#include <algorithm>

namespace twinflow::ui {

namespace {

constexpr std::size_t kUsualSpeed = 2;
constexpr int kChangeDelay = 300; // ms

QString trustKey() {
    return QStringLiteral("trusted");
}

QString realPath(const std::filesystem::path& folder) {
    return QDir(text(folder.string())).canonicalPath();
}

bool isTrusted(const std::filesystem::path& folder) {
    return QSettings().value(trustKey()).toStringList().contains(realPath(folder));
}

} // namespace

const std::vector<Speed>& speeds() {
    static const std::vector<Speed> all{
        {1, RunControls::tr("Real time")},       {10, RunControls::tr("10 × real")},
        {60, RunControls::tr("1 min a second")}, {600, RunControls::tr("10 min a second")},
        {3600, RunControls::tr("1 h a second")}, {engine::Pacer::kMax, RunControls::tr("As fast as possible")}};
    return all;
}

RunControls::RunControls(DeploymentController& controller, RunMonitor& monitor, QObject* parent)
    : QObject(parent)
    , m_controller(controller)
    , m_monitor(monitor)
    , m_speed(std::min<std::size_t>(QSettings().value(QStringLiteral("run/speed"), int(kUsualSpeed)).toUInt(),
                                    speeds().size() - 1)) {
    connect(&controller, &DeploymentController::opened, this, [this] {
        m_monitor.clear();
        m_scenario.clear();
        m_isUnsavedTrusted = false;
        followDeployment();
    });
    connect(&controller, &DeploymentController::closed, this, [this] { m_monitor.clear(); });
    connect(&controller, &DeploymentController::deploymentChanged, this, &RunControls::followDeployment);
    m_changeDelay.setSingleShot(true);
    m_changeDelay.setInterval(kChangeDelay);
    connect(&controller, &DeploymentController::deploymentChanged, this, [this] {
        if (m_monitor.isLive()) m_changeDelay.start();
    });
    connect(&m_changeDelay, &QTimer::timeout, this, [this] { m_monitor.change(m_controller.shared()); });
}

void RunControls::trust(const std::filesystem::path& folder) {
    QSettings settings;
    QStringList all = settings.value(trustKey()).toStringList();
    const QString path = realPath(folder);
    if (path.isEmpty() || all.contains(path)) return;
    all.append(path);
    settings.setValue(trustKey(), all);
}

void RunControls::followDeployment() {
    if (deployment::findScenario(m_controller.deployment(), m_scenario)) return;
    const auto* usual = deployment::defaultScenario(m_controller.deployment());
    m_scenario = usual ? usual->name : std::string();
    Q_EMIT choicesChanged();
}

void RunControls::setScenario(std::string scenario) {
    if (scenario == m_scenario) return;
    m_scenario = std::move(scenario);
    Q_EMIT choicesChanged();
}

void RunControls::setSeed(std::uint64_t seed) {
    if (seed == m_seed) return;
    m_seed = seed;
    Q_EMIT choicesChanged();
}

void RunControls::setSpeed(std::size_t speed) {
    speed = std::min(speed, speeds().size() - 1);
    if (speed == m_speed) return;
    m_speed = speed;
    QSettings().setValue(QStringLiteral("run/speed"), static_cast<int>(speed));
    m_monitor.setSpeed(speeds()[m_speed].factor);
    Q_EMIT choicesChanged();
}

void RunControls::run() {
    if (m_monitor.state() == RunMonitor::State::paused)
        m_monitor.resume();
    else
        start(false);
}

void RunControls::step() {
    if (!m_monitor.isLive()) start(true);
    m_monitor.step();
}

void RunControls::start(bool paused) {
    if (!m_controller.isOpen()) return;
    const std::filesystem::path folder = m_controller.folder(); // as it was when the user was asked
    if (!mayRunCode(folder)) return;
    RunSetup setup;
    setup.scenario = m_scenario;
    setup.seed = m_seed;
    setup.speed = speeds()[m_speed].factor;
    setup.projectFolder = folder;
    setup.outputFolder = outputFolder();
    setup.paused = paused;
    m_monitor.start(m_controller.shared(), std::move(setup));
}

bool RunControls::mayRunScripts() const {
    if (m_controller.deployment().scripts.empty() || m_controller.isBegunHere()) return true;
    return m_controller.folder().empty() ? m_isUnsavedTrusted : isTrusted(m_controller.folder());
}

bool RunControls::mayRunCode(const std::filesystem::path& folder) {
    if (mayRunScripts()) return true;
    const auto asked = m_controller.shared();
    if (m_askTrust && !m_askTrust(text(folder.string()))) return false;
    // The question leaves time for another project, or another design, to take the place of the one it was about.
    if (m_controller.shared() != asked || m_controller.folder() != folder) return false;
    if (folder.empty())
        m_isUnsavedTrusted = true;
    else
        trust(folder);
    return true;
}

std::filesystem::path RunControls::outputFolder() const {
    if (!m_controller.folder().empty()) return m_controller.folder() / ".twinflow" / "out";
    const QString cache = QStandardPaths::writableLocation(QStandardPaths::CacheLocation);
    return std::filesystem::path(utf8(cache)) / "out";
}

bool RunControls::isRunStale() const {
    return m_monitor.isLive() && (!m_monitor.waiting().empty() || m_monitor.changeRefusal());
}

QString RunControls::staleText() const {
    if (!isRunStale()) return {};
    if (const Error* refusal = m_monitor.changeRefusal())
        return tr("The run goes on as before: %1").arg(text(refusal->what));
    QStringList names;
    for (const std::string& name : m_monitor.waiting()) names << text(name);
    return tr("Changes of %1 wait for the next run").arg(names.join(QStringLiteral(", ")));
}

} // namespace twinflow::ui
