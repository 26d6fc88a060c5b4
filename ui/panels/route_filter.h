// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The filter of a route as a field of the inspector, with what is wrong below it.
#pragma once

#include "bridge/deployment_controller.h"
#include "bridge/gesture.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace twinflow::ui {

class FilterEdit;

class RouteFilter : public QWidget {
    Q_OBJECT
public:
    RouteFilter(DeploymentController& controller, std::string route, QWidget* parent = nullptr);
    QString filter() const;

Q_SIGNALS:
    /// What stands in the field, right or wrong.
    void filterChanged(const QString& filter);

private:
    void showFilter();
    void judge();

    DeploymentController& m_controller;
    std::string m_route;
    FilterEdit* m_edit;
    QLabel* m_problem;
    QPushButton* m_fix;
    Gesture m_gesture;
    JobRunner m_words;
};

} // namespace twinflow::ui
