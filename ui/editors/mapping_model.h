// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The rules of a mapping function as rows that can be written to.
#pragma once

#include "bridge/deployment_controller.h"
#include "functions/function.h"

#include <QAbstractTableModel>

#include <vector>

namespace twinflow::ui {

class MappingModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { kFrom, kTo, kScale, kOffset, kFromUnit, kToUnit, kResult, kColumns };

    MappingModel(DeploymentController& controller, std::string function, QObject* parent = nullptr);

    /// Null where there is no such function, or it is no mapping.
    const functions::FunctionSettings* function() const;
    /// What came of each rule for one message; none while nothing was tried.
    void setCounts(std::vector<functions::RuleCounts> counts);
    void addRule(const functions::MappingRule& rule);
    void removeRules(std::vector<int> rows);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    /// A number that cannot be read is not taken.
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    void reload();
    template <typename Change>
    bool edit(const QString& label, Change change);
    QString result(std::size_t row) const;

    DeploymentController& m_controller;
    std::string m_function;
    std::vector<functions::MappingRule> m_rules;
    std::vector<functions::RuleCounts> m_counts;
};

} // namespace twinflow::ui
