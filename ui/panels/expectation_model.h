// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a scenario expects as rows that can be written to.
#pragma once

#include "bridge/deployment_controller.h"

#include <QAbstractTableModel>

#include <vector>

namespace twinflow::ui {

class ExpectationModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { kKind, kOf, kWhere, kMin, kMax, kEquals, kAt, kColumns };

    ExpectationModel(DeploymentController& controller, std::string path, QObject* parent = nullptr);

    /// In the order of Expectation::Kind.
    static QStringList kinds();
    void add();
    void remove(std::vector<int> rows);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    /// What cannot be read is not taken.
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    /// Fields that mean nothing to a kind cannot be written to.
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    void reload();
    QString shown(const simulation::Expectation& expectation, int column) const;

    DeploymentController& m_controller;
    std::string m_path;
    std::vector<simulation::Expectation> m_expect;
};

} // namespace twinflow::ui
