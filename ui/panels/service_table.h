// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A table of services beside the picture: sorted, searched, edited in place, with the same selection.
#pragma once

#include "bridge/edits.h"
#include "bridge/selection.h"
#include "panels/service_table_model.h"

#include <QElapsedTimer>
#include <QWidget>

class QHBoxLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSortFilterProxyModel;
class QTableView;

namespace twinflow::ui {

class ServiceTable : public QWidget {
    Q_OBJECT
public:
    /// `model` becomes its own.
    ServiceTable(DeploymentController& controller, RunMonitor& run, Selection& selection, ServiceTableModel* model,
                 QWidget* parent = nullptr);

    /// A button that adds a service of that kind.
    void addAdder(const QString& title, ServiceTemplate kind);
    QTableView& table() { return *m_table; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void takeSelection();
    void showSelection();
    void showButtons();
    std::vector<ServiceRef> selected() const;
    void removeSelected();
    void duplicateSelected();

    DeploymentController& m_controller;
    RunMonitor& m_run;
    Selection& m_selection;
    ServiceTableModel* m_model;
    QSortFilterProxyModel* m_shown;
    QTableView* m_table;
    QLineEdit* m_filter;
    QHBoxLayout* m_head;
    QLabel* m_note; // why a name was not taken
    QPushButton* m_duplicate;
    QPushButton* m_remove;
    QElapsedTimer m_refreshed;
    bool m_selecting = false;
};

/// The two tables of the window.
ServiceTable* routeTable(DeploymentController& controller, RunMonitor& run, Selection& selection, QWidget* parent);
ServiceTable* endpointTable(DeploymentController& controller, RunMonitor& run, Selection& selection, QWidget* parent);

} // namespace twinflow::ui
