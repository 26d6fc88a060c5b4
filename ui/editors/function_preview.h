// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a function does with a message while it is edited: the message, its writes and log lines, the twins after it.
#pragma once

#include "bridge/deployment_controller.h"
#include "bridge/run_monitor.h"
#include "bridge/trial_messages.h"
#include "editors/script_trust.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QTreeWidget;

namespace twinflow::ui {

/// The call is made on a job with the function's own limits, on a copy of the graph: nothing of the run or the project
/// changes.
class FunctionPreview : public QWidget {
    Q_OBJECT
public:
    FunctionPreview(DeploymentController& controller, RunMonitor& run, ScriptTrust trust, std::string function,
                    QWidget* parent = nullptr);

    const engine::FunctionTrial& trial() const { return m_trial; }
    /// The message that is chosen; null while there is none.
    const engine::TrialMessage* message() const;

Q_SIGNALS:
    /// A call has ended; `line` is where it failed, 0 where it did not or that is not known.
    void tried(int line);
    void messageChosen();
    void lineWanted(int line);

private:
    void listMessages();
    void offer(std::vector<engine::TrialMessage> messages, bool areExamples);
    void choose();
    void tryNow();
    bool mayTry() const;
    void show(engine::FunctionTrial trial);
    void showSteps();
    void showTwins();

    DeploymentController& m_controller;
    RunMonitor& m_run;
    ScriptTrust m_trust;
    std::string m_function;
    std::vector<engine::TrialMessage> m_messages; // of the box
    bool m_areExamples = true;                    // else of the run
    engine::FunctionTrial m_trial;
    QComboBox* m_box;
    QLabel* m_source;
    QPushButton* m_allow;
    QPlainTextEdit* m_message;
    QLabel* m_verdict;
    QTreeWidget* m_steps;
    QTreeWidget* m_twins;
    QTimer m_delay; // nobody wants half a word tried
    JobRunner m_examples;
    JobRunner m_trying;
    QElapsedTimer m_listed;
};

} // namespace twinflow::ui
