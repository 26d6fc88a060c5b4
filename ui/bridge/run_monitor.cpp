// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/run_monitor.h"

namespace twinflow::ui {

namespace {

constexpr int kBeat = 33;        // ms
constexpr int kHiddenBeat = 500; // ms

} // namespace

RunMonitor::RunMonitor(QObject* parent)
    : QObject(parent) {
    m_beat.setInterval(kBeat);
    connect(&m_beat, &QTimer::timeout, this, &RunMonitor::beat);
}

RunMonitor::~RunMonitor() = default;

void RunMonitor::start(std::shared_ptr<const deployment::Deployment> deployment, RunSetup setup) {
    m_thread.reset();
    m_deployment = std::move(deployment);
    m_setup = std::move(setup);
    m_view.reset();
    m_end.reset();
    m_waiting.clear();
    m_changeRefusal.reset();
    m_history.clear();
    m_thread = std::make_unique<RunThread>(m_deployment, m_setup);
    m_beat.start();
    setState(State::compiling);
    Q_EMIT advanced();
}

void RunMonitor::pause() {
    if (m_thread) m_thread->pause();
}

void RunMonitor::resume() {
    if (m_thread) m_thread->resume();
}

void RunMonitor::step() {
    if (m_thread) m_thread->step();
}

void RunMonitor::stop() {
    if (!isLive()) return;
    beat(); // what came since the last one
    m_thread.reset();
    m_beat.stop();
    if (isLive()) setState(m_view ? State::stopped : State::idle);
}

void RunMonitor::setSpeed(double speed) {
    m_setup.speed = speed;
    if (m_thread) m_thread->setSpeed(speed);
}

void RunMonitor::change(std::shared_ptr<const deployment::Deployment> design) {
    if (m_thread && isLive()) m_thread->change(std::move(design));
}

void RunMonitor::clear() {
    m_thread.reset();
    m_beat.stop();
    m_deployment.reset();
    m_view.reset();
    m_end.reset();
    m_history.clear();
    setState(State::idle);
    Q_EMIT advanced();
}

void RunMonitor::setVisible(bool visible) {
    m_visible = visible;
    m_beat.setInterval(visible ? kBeat : kHiddenBeat);
}

double RunMonitor::paceFactor() const {
    const auto samples = m_history.samples();
    if (samples.size() < 2) return 0;
    std::size_t first = samples.size() - 1;
    while (first > 0 && samples.back().real - samples[first].real < 1) --first;
    const double real = samples.back().real - samples[first].real;
    return real > 0 ? toSeconds(samples.back().at - samples[first].at) / real : 0;
}

void RunMonitor::beat() {
    if (!m_thread) return;
    RunThread::News news = m_thread->take();
    const bool isNew = news.view != m_view || !news.samples.empty();
    for (RunThread::Sample& sample : news.samples) m_history.add(sample.at, sample.real, sample.counts);
    m_view = std::move(news.view);
    const bool isChanged = (news.goesBy && news.goesBy != m_deployment) || news.waiting != m_waiting ||
                           news.changeRefusal != m_changeRefusal;
    if (news.goesBy) m_deployment = std::move(news.goesBy);
    m_waiting = std::move(news.waiting);
    m_changeRefusal = std::move(news.changeRefusal);
    m_end = std::move(news.end);
    switch (news.stage) {
    case RunThread::Stage::compiling:
        break;
    case RunThread::Stage::refused:
        m_refusal = *news.refusal;
        m_beat.stop();
        setState(State::refused);
        break;
    case RunThread::Stage::going:
        setState(news.paused ? State::paused : State::running);
        break;
    case RunThread::Stage::ended:
        m_beat.stop();
        setState(State::finished);
        break;
    }
    if (isChanged) Q_EMIT designChanged();
    if (isNew) Q_EMIT advanced();
}

void RunMonitor::setState(State state) {
    if (state == m_state) return;
    m_state = state;
    Q_EMIT stateChanged();
}

} // namespace twinflow::ui
