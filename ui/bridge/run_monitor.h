// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The run as the windows see it: looked at on a beat, so that what a window does depends on what it shows and never on
// how many events flow.
#pragma once

#include "bridge/run_history.h"
#include "bridge/run_thread.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace twinflow::ui {

class RunMonitor : public QObject {
    Q_OBJECT
public:
    enum class State { idle, compiling, running, paused, stopping, finished, stopped, refused };
    Q_ENUM(State)

    explicit RunMonitor(QObject* parent = nullptr);
    ~RunMonitor() override;

    /// Gives up the run that is there, and begins another as soon as that one is over.
    void start(std::shared_ptr<const deployment::Deployment> deployment, RunSetup setup);
    void pause();
    void resume();
    void step();
    /// Gives up the run, and waits for nothing: it is stopping, then stopped. What it has counted stays to be seen.
    void stop();
    void setSpeed(double speed);
    /// A live run goes on by another design, as far as that can be done.
    void change(std::shared_ptr<const deployment::Deployment> design);
    /// Back to no run at all, as far as anybody sees.
    void clear();
    /// Nobody looks: the beat slows down.
    void setVisible(bool visible);

    State state() const { return m_state; }
    bool isLive() const { return m_state == State::compiling || m_state == State::running || m_state == State::paused; }
    bool hasView() const { return m_view != nullptr; }
    /// Only with hasView().
    const RunView& view() const { return *m_view; }
    const RunHistory& history() const { return m_history; }
    const std::string& scenario() const { return m_scenario; } ///< empty: the project's own choice
    /// Services whose changes wait for the next run.
    const std::vector<std::string>& waiting() const { return m_waiting; }
    /// Why the newest design could not be taken on; null when it was.
    const Error* changeRefusal() const { return m_changeRefusal ? &*m_changeRefusal : nullptr; }
    /// What the run goes by; null when there is none.
    const std::shared_ptr<const deployment::Deployment>& deployment() const { return m_deployment; }
    /// Why it did not begin; only when refused.
    const Error& refusal() const { return m_refusal; }
    /// Null until a run has ended by itself.
    const RunEnd* end() const { return m_end.get(); }
    /// Seconds of virtual time a second on the wall, of late.
    double paceFactor() const;

Q_SIGNALS:
    void stateChanged();
    /// The run goes by another design, or could not.
    void designChanged();
    /// A beat with something new, at most one for each beat.
    void advanced();

private:
    /// What runs when those that were given up are over: two runs at once would write the same files.
    struct Next {
        std::shared_ptr<const deployment::Deployment> deployment;
        RunSetup setup;
        int steps = 0;
    };

    void beat();
    void setState(State state);
    void giveUp();
    void forget();
    void beginNext();
    void take(RunThread::News news);

    std::unique_ptr<RunThread> m_thread;
    std::vector<std::unique_ptr<RunThread>> m_ending; // given up, not over yet
    std::optional<Next> m_next;
    std::shared_ptr<const deployment::Deployment> m_deployment;
    std::string m_scenario;
    State m_state = State::idle;
    std::shared_ptr<const RunView> m_view;
    std::shared_ptr<const RunEnd> m_end;
    Error m_refusal;
    std::vector<std::string> m_waiting;
    std::optional<Error> m_changeRefusal;
    RunHistory m_history;
    QTimer m_beat;
    bool m_visible = true;
};

} // namespace twinflow::ui
