// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a group of devices sends in a scenario, and the curve of each generator before anything runs.
#pragma once

#include "bridge/deployment_controller.h"
#include "bridge/traffic_curves.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QTableView;

namespace twinflow::ui {

class BodyModel;
class CurveChart;

class TrafficEditor : public QWidget {
    Q_OBJECT
public:
    TrafficEditor(DeploymentController& controller, std::string path, QWidget* parent = nullptr);
    const TrafficCurves& curves() const { return m_curves; }

private:
    void refresh();
    void showLine();
    void showBody();
    void addLine();
    void removeLine();
    template <typename Change>
    void edit(const QString& label, Change change);
    /// The line that is shown; null where there is none.
    const simulation::Traffic* line() const;
    const deployment::DeviceGroup* group() const;
    void sample();
    void showCurve();

    DeploymentController& m_controller;
    std::string m_path;
    QComboBox* m_lines;
    QPushButton* m_removeLine;
    QLineEdit* m_every;
    QLineEdit* m_jitter;
    QDoubleSpinBox* m_garbage;
    QSpinBox* m_count;
    QLineEdit* m_registered;
    BodyModel* m_model;
    QTableView* m_table;
    QPushButton* m_addMember;
    QPushButton* m_removeMember;
    QLabel* m_note;
    QComboBox* m_span;
    QSpinBox* m_seed;
    CurveChart* m_chart;
    QLabel* m_caption;
    TrafficCurves m_curves;
    std::optional<simulation::Traffic> m_sampled; // the line that the curves are of
    QTimer m_delay;
    JobRunner m_sampling;
};

} // namespace twinflow::ui
