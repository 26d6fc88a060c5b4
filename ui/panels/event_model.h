// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of events for a table.
#pragma once

#include "panels/event_rows.h"

#include <QAbstractTableModel>

namespace twinflow::ui {

class EventModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { kTime, kDevice, kType, kTwin, kWhat, kWay, kColumns };
    using QAbstractTableModel::QAbstractTableModel;

    /// Rows whose texts have all words of `filter`.
    void setRows(std::vector<EventRow> rows, const QString& filter);
    const EventRow& at(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    /// The row of that event; -1 when it is gone.
    int find(std::uint64_t message, std::uint32_t hop) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<EventRow> m_rows;
};

} // namespace twinflow::ui
