// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/filter_try_model.h"

#include "bridge/text.h"
#include "look/marks.h"
#include "panels/event_rows.h"

#include <algorithm>

namespace twinflow::ui {

void FilterTryModel::setEvents(std::vector<TrialEvent> events) {
    if (events == m_events) return;
    beginResetModel();
    m_events = std::move(events);
    m_passing.clear();
    m_what.clear();
    for (const TrialEvent& event : m_events) m_what.push_back(payloadSummary(event.body));
    endResetModel();
}

void FilterTryModel::setPassing(std::vector<bool> passing) {
    if (passing == m_passing) return;
    m_passing = std::move(passing);
    if (!m_events.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
}

int FilterTryModel::passing() const {
    return static_cast<int>(std::count(m_passing.begin(), m_passing.end(), true));
}

int FilterTryModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_events.size());
}

int FilterTryModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : kColumns;
}

QVariant FilterTryModel::data(const QModelIndex& index, int role) const {
    const auto row = static_cast<std::size_t>(index.row());
    const TrialEvent& event = m_events[row];
    const bool passes = isJudged() && m_passing[row];
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == kType) return eventTypeText(event.type);
        return m_what[row].isEmpty() ? text(event.twin) : tr("%1: %2").arg(text(event.twin), m_what[row]);
    case Qt::ToolTipRole:
        return text(event.cloudEvent).left(2000);
    case Qt::DecorationRole:
        if (index.column() != kType) return {};
        return markIcon(passes ? Condition::fine : Condition::none); // to hold back is no failure
    case Qt::ForegroundRole:
        return passes ? tokens().text : tokens().dim;
    case Qt::AccessibleTextRole:
        return tr("%1 of %2: %3")
            .arg(eventTypeText(event.type), text(event.twin),
                 !isJudged() ? tr("not tried")
                 : passes    ? tr("passes")
                             : tr("is held back"));
    default:
        return {};
    }
}

QVariant FilterTryModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    return section == kType ? tr("Event") : tr("Twin and what came");
}

} // namespace twinflow::ui
