// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The events that a filter is tried on, each with what it says.
#pragma once

#include "bridge/trial_events.h"

#include <QAbstractTableModel>

#include <optional>

namespace twinflow::ui {

class FilterTryModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { kType, kTwin, kColumns };
    using QAbstractTableModel::QAbstractTableModel;

    void setEvents(std::vector<TrialEvent> events);
    /// Of each event, in order; empty while the filter cannot be read.
    void setPassing(std::vector<bool> passing);
    const std::vector<TrialEvent>& events() const { return m_events; }
    bool isJudged() const { return m_passing.size() == m_events.size() && !m_events.empty(); }
    int passing() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<TrialEvent> m_events;
    std::vector<QString> m_what; // of each event, in words
    std::vector<bool> m_passing;
};

} // namespace twinflow::ui
