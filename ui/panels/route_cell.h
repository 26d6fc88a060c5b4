// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How a cell of the table of routes is edited: a filter that says what is wrong, an endpoint that is there.
#pragma once

#include "bridge/deployment_controller.h"

#include <QStyledItemDelegate>

namespace twinflow::ui {

class RouteCell : public QStyledItemDelegate {
    Q_OBJECT
public:
    RouteCell(DeploymentController& controller, QObject* parent);
    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    QWidget* filterEditor(QWidget* parent) const;
    QWidget* endpointEditor(QWidget* parent, const QString& now) const;

    DeploymentController& m_controller;
};

} // namespace twinflow::ui
