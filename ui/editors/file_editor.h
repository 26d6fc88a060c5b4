// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A text file of the project: a model, a script, a scenario, graph lines. One undo stack with everything else.
#pragma once

#include "bridge/deployment_controller.h"
#include "bridge/gesture.h"
#include "bridge/run_monitor.h"
#include "editors/script_trust.h"

#include <QWidget>

class QLabel;
class QSplitter;

namespace twinflow::ui {

class CodeEdit;

class FileEditor : public QWidget {
    Q_OBJECT
public:
    /// Beside the script of a function stands what it does with a message, beside a model what it says.
    FileEditor(DeploymentController& controller, RunMonitor& run, ScriptTrust trust, QString path,
               QWidget* parent = nullptr);

    const QString& path() const { return m_path; }
    void goTo(int line, int column);
    /// Where somebody was: characters from the beginning, and the first line that is seen, from 0.
    int caret() const;
    int topLine() const;
    void goBack(int caret, int topLine);
    /// `share` of the width, in percent.
    void putBeside(QWidget* widget, int share = 42);

Q_SIGNALS:
    /// The deployment no longer has the file.
    void gone();
    void fileActivated(const QString& path);

private:
    void showText();
    void judge();
    QWidget* preview(RunMonitor& run, const ScriptTrust& trust);
    QWidget* modelView();

    DeploymentController& m_controller;
    QString m_path;
    CodeEdit* m_edit;
    QLabel* m_problem;
    QSplitter* m_split;
    JobRunner m_words;
    Gesture m_gesture;
    bool m_setting = false;
    int m_failedLine = 0; // of the last call that was tried
};

} // namespace twinflow::ui
