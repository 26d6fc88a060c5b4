// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A scenario beside its text: its faults, its traffic, what it expects.
#pragma once

#include "bridge/deployment_controller.h"

#include <QTabWidget>

class QLabel;

namespace twinflow::ui {

class ScenarioView : public QTabWidget {
    Q_OBJECT
public:
    ScenarioView(DeploymentController& controller, const QString& path, QWidget* parent = nullptr);

private:
    QWidget* expectations(DeploymentController& controller, const std::string& path);
    /// Above each page, why it changes nothing now.
    void showObstacle(const std::optional<Error>& obstacle);

    std::vector<QLabel*> m_notes;
};

} // namespace twinflow::ui
