// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong with the deployment: a press goes there, a link mends it.
#pragma once

#include "bridge/deployment_controller.h"
#include "bridge/selection.h"

#include <QTreeWidget>

namespace twinflow::ui {

class Problems : public QTreeWidget {
    Q_OBJECT
public:
    Problems(DeploymentController& controller, Selection& selection, QWidget* parent = nullptr);

Q_SIGNALS:
    /// Somebody wants to see the place of a problem in a file; a line of zero is unknown.
    void fileActivated(const QString& path, int line, int column);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void rebuild();

    DeploymentController& m_controller;
    Selection& m_selection;
};

} // namespace twinflow::ui
