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
    giveUp();
    forget();
    m_deployment = deployment;
    m_scenario = setup.scenario;
    m_next = Next{std::move(deployment), std::move(setup)};
    beginNext();
    m_beat.start();
    setState(State::compiling);
    Q_EMIT advanced();
}

void RunMonitor::beginNext() {
    if (!m_next || !m_ending.empty()) return;
    m_thread = std::make_unique<RunThread>(m_next->deployment, std::move(m_next->setup));
    for (int i = 0; i < m_next->steps; ++i) m_thread->step();
    m_next.reset();
}

void RunMonitor::giveUp() {
    m_next.reset();
    if (!m_thread) return;
    m_thread->requestStop();
    m_ending.push_back(std::move(m_thread));
}

void RunMonitor::forget() {
    m_deployment.reset();
    m_view.reset();
    m_end.reset();
    m_waiting.clear();
    m_changeRefusal.reset();
    m_history.clear();
}

void RunMonitor::pause() {
    if (m_thread) m_thread->pause();
    if (m_next) m_next->setup.paused = true;
}

void RunMonitor::resume() {
    if (m_thread) m_thread->resume();
    if (m_next) m_next->setup.paused = false;
}

void RunMonitor::step() {
    if (m_thread) m_thread->step();
    if (m_next) ++m_next->steps;
}

void RunMonitor::stop() {
    if (!isLive()) return;
    if (m_thread) beat(); // what came since the last one
    if (!isLive()) return;
    m_next.reset();
    if (m_thread) m_thread->requestStop();
    setState(m_thread ? State::stopping : State::idle);
}

void RunMonitor::setSpeed(double speed) {
    if (m_thread) m_thread->setSpeed(speed);
    if (m_next) m_next->setup.speed = speed;
}

void RunMonitor::change(std::shared_ptr<const deployment::Deployment> design) {
    if (!isLive()) return;
    if (m_thread) m_thread->change(std::move(design));
    if (m_next) m_next->deployment = std::move(design);
}

void RunMonitor::clear() {
    giveUp();
    forget();
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
    std::erase_if(m_ending, [](const auto& thread) { return thread->isOver(); });
    beginNext();
    if (const RunThread* thread = m_thread.get()) {
        const bool isOver = thread->isOver(); // looked at first: what it tells later is then all that it tells
        take(m_thread->take());
        if (isOver && m_thread.get() == thread) { // whoever was told may have begun another
            m_thread.reset();
            if (m_state == State::stopping) setState(m_view ? State::stopped : State::idle);
        }
    }
    if (!m_thread && !m_next && m_ending.empty()) m_beat.stop();
}

void RunMonitor::take(RunThread::News news) {
    const bool isNew = news.view != m_view || !news.samples.empty();
    for (RunThread::Sample& sample : news.samples) m_history.add(sample.at, sample.real, sample.counts);
    m_view = std::move(news.view);
    const bool isChanged = (news.goesBy && news.goesBy != m_deployment) || news.waiting != m_waiting ||
                           news.changeRefusal != m_changeRefusal;
    if (news.goesBy) m_deployment = std::move(news.goesBy);
    m_waiting = std::move(news.waiting);
    m_changeRefusal = std::move(news.changeRefusal);
    m_end = std::move(news.end);
    if (m_state != State::stopping || news.stage == RunThread::Stage::ended) {
        switch (news.stage) {
        case RunThread::Stage::compiling:
            break;
        case RunThread::Stage::refused:
            m_refusal = *news.refusal;
            setState(State::refused);
            break;
        case RunThread::Stage::going:
            setState(news.paused ? State::paused : State::running);
            break;
        case RunThread::Stage::ended:
            setState(State::finished);
            break;
        }
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
