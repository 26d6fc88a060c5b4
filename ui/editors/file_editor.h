// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A text file of the project: a model, a script, a scenario, graph lines. One undo stack with everything else.
#pragma once

#include "bridge/deployment_controller.h"
#include "bridge/gesture.h"

#include <QWidget>

class QLabel;

namespace twinflow::ui {

class CodeEdit;

class FileEditor : public QWidget {
    Q_OBJECT
public:
    FileEditor(DeploymentController& controller, QString path, QWidget* parent = nullptr);

    const QString& path() const { return m_path; }
    void goTo(int line, int column);
    /// Where somebody was: characters from the beginning, and the first line that is seen, from 0.
    int caret() const;
    int topLine() const;
    void goBack(int caret, int topLine);

Q_SIGNALS:
    /// The deployment no longer has the file.
    void gone();

private:
    void showText();
    void judge();

    DeploymentController& m_controller;
    QString m_path;
    CodeEdit* m_edit;
    QLabel* m_problem;
    Gesture m_gesture;
    bool m_setting = false;
};

} // namespace twinflow::ui
