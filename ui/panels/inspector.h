// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What is selected, in full: its settings, its problems, its counts.
#pragma once

#include "panels/service_forms.h"

#include <QScrollArea>

namespace twinflow::ui {

class Inspector : public QScrollArea {
    Q_OBJECT
public:
    Inspector(DeploymentController& controller, RunMonitor& run, Selection& selection, QWidget* parent = nullptr);

    /// The caret goes to the name of what is selected.
    void editName();
    /// Takes what is written in a field that has not been left yet: before a save, a run, the end.
    void commit();

Q_SIGNALS:
    void fileActivated(const QString& path);
    void mappingActivated(const QString& function);

private:
    void rebuild();

    DeploymentController& m_controller;
    RunMonitor& m_run;
    Selection& m_selection;
    Form* m_form = nullptr;
    bool m_hadView = false;
    QString m_shape; // what the form was made for
};

} // namespace twinflow::ui
