// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/event_model.h"

#include "look/figures.h"
#include "look/labels.h"
#include "look/marks.h"

#include <algorithm>

namespace twinflow::ui {

void EventModel::setRows(std::vector<EventRow> rows, const QString& filter) {
    const QStringList words = filter.split(u' ', Qt::SkipEmptyParts);
    if (!words.isEmpty()) {
        std::erase_if(rows, [&](const EventRow& row) {
            const QString all = QStringList{row.device, row.type, row.twin, row.what, row.way}.join(u' ');
            return !std::all_of(words.begin(), words.end(),
                                [&](const QString& word) { return all.contains(word, Qt::CaseInsensitive); });
        });
    }
    if (rows == m_rows) return;
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int EventModel::find(std::uint64_t message, std::uint32_t hop) const {
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        if (m_rows[i].chain->message == message && m_rows[i].hop == hop) return static_cast<int>(i);
    }
    return -1;
}

int EventModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int EventModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : kColumns;
}

QVariant EventModel::data(const QModelIndex& index, int role) const {
    const EventRow& row = at(index.row());
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole) {
        switch (index.column()) {
        case kTime:
            return timeText(row.at);
        case kDevice:
            return row.device;
        case kType:
            return row.type;
        case kTwin:
            return row.twin;
        case kWhat:
            return row.what;
        case kWay:
            return row.way;
        default:
            return {};
        }
    }
    if (role == Qt::DecorationRole && index.column() == kWay) return markIcon(row.condition);
    if (role == Qt::ForegroundRole && (index.column() == kTime || index.column() == kWhat || index.column() == kDevice))
        return tokens().dim;
    if (role == Qt::FontRole && index.column() == kTime) return fixedFont();
    return {};
}

QVariant EventModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case kTime:
        return tr("Time");
    case kDevice:
        return tr("Device");
    case kType:
        return tr("Event");
    case kTwin:
        return tr("Twin");
    case kWhat:
        return tr("What came");
    case kWay:
        return tr("Routes that wanted it");
    default:
        return {};
    }
}

} // namespace twinflow::ui
