// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/route_table_model.h"

#include "bridge/text.h"
#include "look/labels.h"
#include "look/marks.h"

namespace twinflow::ui {

namespace {

const metrics::LedgerRow* rowOf(const RunMonitor& run, const std::string& route) {
    if (!run.hasView()) return nullptr;
    for (const auto& entry : run.view().snapshot.routes) {
        if (entry.name == route) return &entry.row;
    }
    return nullptr;
}

} // namespace

RouteTableModel::RouteTableModel(DeploymentController& controller, RunMonitor& run, QObject* parent)
    : ServiceTableModel(controller, run, parent) {
    reload();
}

std::vector<ServiceRef> RouteTableModel::list(const deployment::Deployment& deployment) const {
    std::vector<ServiceRef> refs;
    for (const auto& route : deployment.routes) refs.push_back({RefKind::route, route.name});
    return refs;
}

QString RouteTableModel::title(int column) const {
    switch (column) {
    case kName:
        return tr("Route");
    case kFilter:
        return tr("Filter");
    case kEndpoint:
        return tr("Endpoint");
    case kRate:
        return tr("rate");
    case kMatched:
        return tr("matched");
    case kDelivered:
        return tr("delivered");
    case kHeld:
        return tr("held back");
    default:
        return {};
    }
}

int RouteTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : kColumns;
}

QVariant RouteTableModel::figure(const ServiceRef& ref, int column, int role) const {
    if (column == kRate) return rate({ref, {}, Measure::through}, role);
    const metrics::LedgerRow* row = rowOf(run(), ref.name);
    if (!row) return count({}, role);
    return count(column == kMatched ? row->accepted : column == kDelivered ? row->delivered : row->filtered, role);
}

QVariant RouteTableModel::data(const QModelIndex& index, int role) const {
    const ServiceRef& ref = at(index.row());
    const int column = index.column();
    if (column >= kRate) {
        if (role == Qt::DisplayRole || role == kSort) return figure(ref, column, role);
        if (role == Qt::TextAlignmentRole) return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
        return role == Qt::ForegroundRole && !run().hasView() ? QVariant(tokens().dim) : QVariant();
    }
    const auto& routes = controller().deployment().routes;
    if (static_cast<std::size_t>(index.row()) >= routes.size()) return {}; // gone, and the row goes next
    const auto* route = &routes[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
    case kSort:
        return text(column == kName ? route->name : column == kFilter ? route->filter : route->endpoint);
    case Qt::ToolTipRole: {
        const Error* finding = findingOf(ref);
        return finding ? text(finding->what) + u' ' + text(finding->hint) : data(index, Qt::DisplayRole);
    }
    case Qt::DecorationRole: {
        if (column != kName) return {};
        const Error* finding = findingOf(ref);
        if (!finding) return {};
        return markIcon(finding->severity == Severity::error ? Condition::failing : Condition::attention);
    }
    case Qt::FontRole:
        return column == kFilter ? QVariant(fixedFont()) : QVariant();
    default:
        return {};
    }
}

bool RouteTableModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::EditRole) return false;
    const ServiceRef ref = at(index.row());
    const auto column = static_cast<Column>(index.column());
    const QString put = column == kName ? value.toString().trimmed() : value.toString();
    // By its row: a file may give one name to two routes.
    const auto change = [&](deployment::Deployment& deployment) {
        auto& route = deployment.routes[static_cast<std::size_t>(index.row())];
        (column == kName ? route.name : column == kFilter ? route.filter : route.endpoint) = utf8(put);
    };
    if (column == kName) return renameTo(ref, put, change);
    return controller().edit(
        (column == kFilter ? tr("Change filter of %1") : tr("Change endpoint of %1")).arg(text(ref.name)), change);
}

Qt::ItemFlags RouteTableModel::flags(const QModelIndex& index) const {
    const Qt::ItemFlags usual = ServiceTableModel::flags(index);
    return index.isValid() && index.column() < kRate ? usual | Qt::ItemIsEditable : usual;
}

} // namespace twinflow::ui
