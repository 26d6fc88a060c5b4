// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Everything of the project as a tree: services by kind with their state, models, scenarios.
#pragma once

#include "bridge/deployment_controller.h"
#include "bridge/run_monitor.h"
#include "bridge/selection.h"

#include <QTreeWidget>

#include <map>

namespace twinflow::ui {

class ProjectTree : public QTreeWidget {
    Q_OBJECT
public:
    ProjectTree(DeploymentController& controller, Selection& selection, QWidget* parent = nullptr);

Q_SIGNALS:
    /// A file of the project, to be seen as text.
    void fileActivated(const QString& path);

private:
    void rebuild();
    void takeSelection();
    void showSelection();
    void showFindings();
    void noteTurn(const QTreeWidgetItem* group);
    QTreeWidgetItem* addGroup(const QString& title, int hue, std::size_t count);
    void addService(QTreeWidgetItem* group, const ServiceRef& ref);
    void addFile(QTreeWidgetItem* group, const QString& title, const std::string& path);

    DeploymentController& m_controller;
    Selection& m_selection;
    std::map<ServiceRef, QTreeWidgetItem*> m_items;
    QStringList m_turned; // groups that somebody opened or closed, unlike they are at first
    bool m_taking = false;
};

} // namespace twinflow::ui
