// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The routes as rows that can be written to.
#pragma once

#include "panels/service_table_model.h"

namespace twinflow::ui {

class RouteTableModel : public ServiceTableModel {
    Q_OBJECT
public:
    enum Column { kName, kFilter, kEndpoint, kRate, kMatched, kDelivered, kHeld, kColumns };

    RouteTableModel(DeploymentController& controller, RunMonitor& run, QObject* parent = nullptr);

    int nameColumn() const override { return kName; }
    int firstFigure() const override { return kRate; }
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

protected:
    std::vector<ServiceRef> list(const deployment::Deployment& deployment) const override;
    QString title(int column) const override;

private:
    QVariant figure(const ServiceRef& ref, int column, int role) const;
};

} // namespace twinflow::ui
