// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/service_table_model.h"

#include "bridge/finding_place.h"
#include "bridge/text.h"
#include "deployment/services.h"
#include "look/figures.h"

#include <algorithm>

namespace twinflow::ui {

namespace {

/// Routes have names of their own; all others share theirs.
bool isTaken(const deployment::Deployment& deployment, RefKind kind, const std::string& name) {
    return kind == RefKind::route ? deployment::findRoute(deployment, name) != nullptr
                                  : deployment::serviceKind(deployment, name) != deployment::ServiceKind::unknown;
}

} // namespace

ServiceTableModel::ServiceTableModel(DeploymentController& controller, RunMonitor& run, QObject* parent)
    : QAbstractTableModel(parent)
    , m_controller(controller)
    , m_run(run) {
    connect(&controller, &DeploymentController::deploymentChanged, this, &ServiceTableModel::reload);
    connect(&controller, &DeploymentController::findingsChanged, this, &ServiceTableModel::reload);
    connect(&controller, &DeploymentController::opened, this, &ServiceTableModel::reload);
    connect(&controller, &DeploymentController::closed, this, &ServiceTableModel::reload);
}

int ServiceTableModel::find(const ServiceRef& ref) const {
    const auto found = std::find(m_refs.begin(), m_refs.end(), ref);
    return found == m_refs.end() ? -1 : static_cast<int>(found - m_refs.begin());
}

void ServiceTableModel::reload() {
    auto refs = m_controller.isOpen() ? list(m_controller.deployment()) : std::vector<ServiceRef>();
    if (refs == m_refs) { // rows stay where they are, and who types in one is not disturbed
        if (!m_refs.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        return;
    }
    beginResetModel();
    m_refs = std::move(refs);
    endResetModel();
}

void ServiceTableModel::showFigures() {
    if (!m_refs.empty()) Q_EMIT dataChanged(index(0, firstFigure()), index(rowCount() - 1, columnCount() - 1));
}

bool ServiceTableModel::renameTo(const ServiceRef& ref, const QString& name, const DeploymentController::Edit& change) {
    if (name.isEmpty() || name == text(ref.name)) return false;
    if (isTaken(m_controller.deployment(), ref.kind, utf8(name))) {
        Q_EMIT refused(tr("There is another '%1' already, so %2 keeps its name. Choose one that is free.")
                           .arg(name, text(ref.name)));
        return false;
    }
    Q_EMIT refused({});
    const ServiceRef before = ref; // the edit makes rows anew
    const bool changed = m_controller.edit(tr("Rename %1").arg(text(before.name)), change);
    if (changed) Q_EMIT renamed({before.kind, utf8(name), {}});
    return changed;
}

QVariant ServiceTableModel::count(std::optional<std::uint64_t> number, int role) const {
    if (role == kSort) return static_cast<qulonglong>(number.value_or(0));
    return number ? grouped(*number) : QString(QChar(0x2013));
}

QVariant ServiceTableModel::rate(const CountKey& key, int role) const {
    const bool has = m_run.hasView();
    const double perSecond = has ? m_run.history().rate(key) : 0;
    if (role == kSort) return perSecond;
    return has ? rateText(perSecond) : QString(QChar(0x2013));
}

const Error* ServiceTableModel::findingOf(const ServiceRef& ref) const {
    const Error* worst = nullptr;
    for (const auto& finding : m_controller.findings()) {
        if (finding.error.severity == Severity::note) continue;
        if (refOfFinding(m_controller.deployment(), finding.error) != ref) continue;
        if (!worst || finding.error.severity > worst->severity) worst = &finding.error;
    }
    return worst;
}

int ServiceTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_refs.size());
}

QVariant ServiceTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((section >= firstFigure() ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return role == Qt::DisplayRole ? title(section) : QVariant();
}

} // namespace twinflow::ui
