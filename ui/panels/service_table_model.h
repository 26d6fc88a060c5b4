// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Services of one kind as rows: what a table of routes and one of endpoints have in common.
#pragma once

#include "bridge/deployment_controller.h"
#include "bridge/run_monitor.h"
#include "bridge/service_ref.h"

#include <QAbstractTableModel>

#include <vector>

namespace twinflow::ui {

class ServiceTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    static constexpr int kSort = Qt::UserRole; ///< what rows are ordered by: a number or a text

    ServiceTableModel(DeploymentController& controller, RunMonitor& run, QObject* parent);

    const ServiceRef& at(int row) const { return m_refs[static_cast<std::size_t>(row)]; }
    /// -1 where it is not among them.
    int find(const ServiceRef& ref) const;
    /// The run has other numbers.
    void showFigures();
    virtual int nameColumn() const = 0;
    /// The first column of numbers; those that follow are numbers too.
    virtual int firstFigure() const = 0;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void renamed(const twinflow::ui::ServiceRef& after);
    /// A sentence about a name that was not taken; empty after one that was.
    void refused(const QString& why);

protected:
    virtual std::vector<ServiceRef> list(const deployment::Deployment& deployment) const = 0;
    virtual QString title(int column) const = 0;
    /// For constructors: it asks the class itself.
    void reload();
    /// Through the one undo stack, by `change`; the same name changes nothing, and one that another has is refused.
    bool renameTo(const ServiceRef& ref, const QString& name, const DeploymentController::Edit& change);
    /// A count, or a dash while there is no run; `role` is DisplayRole or kSort.
    QVariant count(std::optional<std::uint64_t> number, int role) const;
    QVariant rate(const CountKey& key, int role) const;
    const Error* findingOf(const ServiceRef& ref) const;
    DeploymentController& controller() const { return m_controller; }
    RunMonitor& run() const { return m_run; }

private:
    DeploymentController& m_controller;
    RunMonitor& m_run;
    std::vector<ServiceRef> m_refs;
};

} // namespace twinflow::ui
