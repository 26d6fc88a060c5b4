// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The rules of a mapping function as a table, beside what they do with a message.
#pragma once

#include "bridge/deployment_controller.h"
#include "bridge/run_monitor.h"

#include <QStringList>
#include <QWidget>

class QCheckBox;
class QPushButton;
class QTableView;

namespace twinflow::ui {

class FunctionPreview;
class MappingModel;

class MappingEditor : public QWidget {
    Q_OBJECT
public:
    MappingEditor(DeploymentController& controller, RunMonitor& run, std::string function, QWidget* parent = nullptr);

    const std::string& function() const { return m_function; }

Q_SIGNALS:
    /// The deployment no longer has the function, or it is no mapping any more.
    void gone();

private:
    void showFunction();
    void readNames();
    /// JSON pointers to the values of the message that is chosen.
    QStringList pointers() const;
    void addRule();
    void removeSelected();

    DeploymentController& m_controller;
    std::string m_function;
    MappingModel* m_model;
    QTableView* m_table;
    QCheckBox* m_telemetry;
    QPushButton* m_remove;
    FunctionPreview* m_preview;
    JobRunner m_names;
    QStringList m_targets; // JSON pointers to properties of the models
};

} // namespace twinflow::ui
