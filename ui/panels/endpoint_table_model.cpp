// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/endpoint_table_model.h"

#include "bridge/edits.h"
#include "bridge/text.h"
#include "deployment/services.h"
#include "look/marks.h"

namespace twinflow::ui {

namespace {

const metrics::LedgerRow* rowOf(const RunMonitor& run, const std::string& endpoint) {
    if (!run.hasView()) return nullptr;
    for (const auto& entry : run.view().snapshot.endpoints) {
        if (entry.name == endpoint) return &entry.row;
    }
    return nullptr;
}

} // namespace

EndpointTableModel::EndpointTableModel(DeploymentController& controller, RunMonitor& run, QObject* parent)
    : ServiceTableModel(controller, run, parent) {
    reload();
}

std::vector<ServiceRef> EndpointTableModel::list(const deployment::Deployment& deployment) const {
    std::vector<ServiceRef> refs;
    for (const auto& endpoint : deployment.endpoints) refs.push_back({RefKind::endpoint, endpoint.name});
    return refs;
}

QString EndpointTableModel::title(int column) const {
    switch (column) {
    case kName:
        return tr("Endpoint");
    case kKind:
        return tr("Kind");
    case kRoutes:
        return tr("routes");
    case kSubscribers:
        return tr("subscribers");
    case kRate:
        return tr("rate");
    case kDepth:
        return tr("depth");
    case kDelivered:
        return tr("delivered");
    case kDeadLetters:
        return tr("dead letters");
    default:
        return {};
    }
}

int EndpointTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : kColumns;
}

QVariant EndpointTableModel::figure(const ServiceRef& ref, int column, int role) const {
    const auto& deployment = controller().deployment();
    if (column == kRoutes) return count(deployment::routesTo(deployment, ref.name).size(), role);
    if (column == kSubscribers) return count(deployment::couplingsFrom(deployment, ref.name).size(), role);
    if (column == kRate) return rate({ref, {}, Measure::offered}, role);
    const metrics::LedgerRow* row = rowOf(run(), ref.name);
    if (!row) return count({}, role);
    return count(column == kDepth ? row->pending() : column == kDelivered ? row->delivered : row->deadLettered, role);
}

QVariant EndpointTableModel::data(const QModelIndex& index, int role) const {
    const ServiceRef& ref = at(index.row());
    const int column = index.column();
    if (column >= kRoutes) {
        if (role == Qt::DisplayRole || role == kSort) return figure(ref, column, role);
        if (role == Qt::TextAlignmentRole) return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
        const metrics::LedgerRow* row = rowOf(run(), ref.name);
        if (role == Qt::ForegroundRole && column == kDeadLetters && row && row->deadLettered > 0)
            return tokens().failingText;
        return role == Qt::ForegroundRole && column >= kRate && !row ? QVariant(tokens().dim) : QVariant();
    }
    const auto* endpoint = deployment::findEndpoint(controller().deployment(), ref.name);
    if (!endpoint) return {};
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
    case kSort:
        if (column == kName) return text(ref.name);
        return endpoint->isQueue()                                    ? tr("Service Bus queue")
               : endpoint->kind == endpoints::EndpointKind::eventHub  ? tr("Event Hub")
               : endpoint->kind == endpoints::EndpointKind::eventGrid ? tr("Event Grid")
                                                                      : tr("Service Bus");
    case Qt::ToolTipRole: {
        const Error* finding = findingOf(ref);
        return finding ? text(finding->what) + u' ' + text(finding->hint) : data(index, Qt::DisplayRole);
    }
    case Qt::DecorationRole: {
        if (column == kKind) return hueIcon(hueOf(controller().deployment(), ref));
        const Error* finding = findingOf(ref);
        if (!finding) return {};
        return markIcon(finding->severity == Severity::error ? Condition::failing : Condition::attention);
    }
    default:
        return {};
    }
}

bool EndpointTableModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::EditRole || index.column() != kName) return false;
    const ServiceRef ref = at(index.row());
    const QString name = value.toString().trimmed();
    return renameTo(ref, name, [&](deployment::Deployment& deployment) { rename(deployment, ref, utf8(name)); });
}

Qt::ItemFlags EndpointTableModel::flags(const QModelIndex& index) const {
    const Qt::ItemFlags usual = ServiceTableModel::flags(index);
    return index.isValid() && index.column() == kName ? usual | Qt::ItemIsEditable : usual;
}

} // namespace twinflow::ui
