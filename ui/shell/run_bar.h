// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The bar over the picture: the project's name, run controls, the clock and the ledger in five numbers.
#pragma once

#include "shell/command_set.h"
#include "shell/run_controls.h"

#include <QWidget>

#include <array>

class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;

namespace twinflow::ui {

class RunBar : public QWidget {
    Q_OBJECT
public:
    RunBar(DeploymentController& controller, RunMonitor& monitor, RunControls& controls, CommandSet& commands,
           QWidget* parent = nullptr);

Q_SIGNALS:
    void ledgerWanted();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void showProject();
    void showState();
    void showFigures();
    void showChoices();

    DeploymentController& m_controller;
    RunMonitor& m_monitor;
    RunControls& m_controls;
    CommandSet& m_commands;
    QLabel* m_title;
    QLabel* m_modified;
    QPushButton* m_run;
    QComboBox* m_scenario;
    QComboBox* m_speed;
    QSpinBox* m_seed;
    QLabel* m_clock;
    QPushButton* m_stale;
    struct Figure {
        QLabel* number = nullptr;
        QWidget* field = nullptr;
    };
    std::array<Figure, 5> m_figures;
};

} // namespace twinflow::ui
