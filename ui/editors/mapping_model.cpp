// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/mapping_model.h"

#include "bridge/text.h"
#include "deployment/services.h"
#include "look/labels.h"
#include "look/marks.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace twinflow::ui {

MappingModel::MappingModel(DeploymentController& controller, std::string function, QObject* parent)
    : QAbstractTableModel(parent)
    , m_controller(controller)
    , m_function(std::move(function)) {
    connect(&controller, &DeploymentController::deploymentChanged, this, &MappingModel::reload);
    reload();
}

const functions::FunctionSettings* MappingModel::function() const {
    const auto* found = deployment::findFunction(m_controller.deployment(), m_function);
    return found && found->kind == functions::FunctionKind::mapping ? found : nullptr;
}

void MappingModel::reload() {
    const auto* now = function();
    auto rules = now ? now->mapping : std::vector<functions::MappingRule>();
    if (rules.size() == m_rules.size()) {
        m_rules = std::move(rules);
        if (!m_rules.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
        return;
    }
    beginResetModel();
    m_rules = std::move(rules);
    m_counts.clear(); // they were of other rules
    endResetModel();
}

void MappingModel::setCounts(std::vector<functions::RuleCounts> counts) {
    m_counts = std::move(counts);
    if (!m_rules.empty()) Q_EMIT dataChanged(index(0, kResult), index(rowCount() - 1, kResult));
}

template <typename Change>
bool MappingModel::edit(const QString& label, Change change) {
    return m_controller.edit(label, [&](deployment::Deployment& deployment) {
        for (auto& each : deployment.functions) {
            if (each.name == m_function) change(each.mapping);
        }
    });
}

void MappingModel::addRule(const functions::MappingRule& rule) {
    edit(tr("Add a rule to %1").arg(text(m_function)), [&](auto& rules) { rules.push_back(rule); });
}

void MappingModel::removeRules(std::vector<int> rows) {
    std::sort(rows.begin(), rows.end(), std::greater<>());
    edit(rows.size() == 1 ? tr("Remove a rule of %1").arg(text(m_function))
                          : tr("Remove %1 rules of %2").arg(rows.size()).arg(text(m_function)),
         [&](auto& rules) {
             for (const int row : rows) rules.erase(rules.begin() + row);
         });
}

int MappingModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rules.size());
}

int MappingModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : kColumns;
}

QString MappingModel::result(std::size_t row) const {
    if (row >= m_counts.size()) return {};
    const auto& counts = m_counts[row];
    return counts.found > 0       ? tr("written")
           : counts.missing > 0   ? tr("not in the message")
           : counts.wrongType > 0 ? tr("is no number")
                                  : QString();
}

QVariant MappingModel::data(const QModelIndex& index, int role) const {
    const auto row = static_cast<std::size_t>(index.row());
    const functions::MappingRule& rule = m_rules[row];
    if (role == Qt::DisplayRole || role == Qt::EditRole) {
        switch (index.column()) {
        case kFrom:
            return text(rule.from);
        case kTo:
            return text(rule.to);
        case kScale:
            return QLocale::c().toString(rule.scale, 'g', QLocale::FloatingPointShortest);
        case kOffset:
            return QLocale::c().toString(rule.offset, 'g', QLocale::FloatingPointShortest);
        case kFromUnit:
            return text(rule.fromUnit);
        case kToUnit:
            return text(rule.toUnit);
        case kResult:
            return result(row);
        default:
            return {};
        }
    }
    if (role == Qt::FontRole && index.column() <= kTo) return fixedFont();
    if (role == Qt::TextAlignmentRole && (index.column() == kScale || index.column() == kOffset))
        return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ForegroundRole && index.column() == kResult) return tokens().dim;
    if (role == Qt::DecorationRole && index.column() == kResult && row < m_counts.size()) {
        const auto& counts = m_counts[row];
        return markIcon(counts.found > 0       ? Condition::fine
                        : counts.wrongType > 0 ? Condition::failing
                                               : Condition::attention);
    }
    return {};
}

bool MappingModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::EditRole) return false;
    const QString put = value.toString().trimmed();
    bool isNumber = false;
    const double number = QLocale::c().toDouble(put, &isNumber);
    isNumber = isNumber && std::isfinite(number); // JSON has no infinity
    const int column = index.column();
    if ((column == kScale || column == kOffset) && !isNumber) return false;
    return edit(tr("Change a rule of %1").arg(text(m_function)), [&](auto& rules) {
        functions::MappingRule& rule = rules[static_cast<std::size_t>(index.row())];
        switch (column) {
        case kFrom:
            rule.from = utf8(put);
            break;
        case kTo:
            rule.to = utf8(put);
            break;
        case kScale:
            rule.scale = number;
            break;
        case kOffset:
            rule.offset = number;
            break;
        case kFromUnit:
            rule.fromUnit = utf8(put);
            break;
        case kToUnit:
            rule.toUnit = utf8(put);
            break;
        default:
            break;
        }
    });
}

QVariant MappingModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((section == kScale || section == kOffset ? Qt::AlignRight : Qt::AlignLeft) |
                                Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    const QString titles[kColumns]{tr("From"),      tr("To"),      tr("× scale"), tr("+ offset"),
                                   tr("from unit"), tr("to unit"), tr("Now")};
    return titles[section];
}

Qt::ItemFlags MappingModel::flags(const QModelIndex& index) const {
    const Qt::ItemFlags usual = QAbstractTableModel::flags(index);
    return index.isValid() && index.column() != kResult ? usual | Qt::ItemIsEditable : usual;
}

} // namespace twinflow::ui
