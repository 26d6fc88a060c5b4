// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/expectation_model.h"

#include "bridge/scenario_edits.h"
#include "bridge/text.h"
#include "look/figures.h"
#include "look/tokens.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace twinflow::ui {

using simulation::Expectation;

namespace {

QString numberText(const std::optional<double>& number) {
    return number ? QLocale::c().toString(*number, 'g', QLocale::FloatingPointShortest) : QString();
}

/// Empty is none; false for what cannot be read.
bool takeNumber(const QString& put, std::optional<double>& out) {
    bool isNumber = false;
    const double number = QLocale::c().toDouble(put, &isNumber);
    if ((!isNumber || !std::isfinite(number)) && !put.isEmpty()) return false; // JSON has no infinity
    out = put.isEmpty() ? std::nullopt : std::optional(number);
    return true;
}

bool takeDuration(const QString& put, std::optional<Duration>& out) {
    const auto parsed = parseDuration(utf8(put));
    if (!parsed && !put.isEmpty()) return false;
    out = put.isEmpty() ? std::nullopt : std::optional(*parsed);
    return true;
}

bool takeValue(const QString& put, std::optional<Value>& out) {
    if (put.isEmpty()) {
        out.reset();
        return true;
    }
    const auto document = JsonDocument::parse(utf8(put), {});
    if (document) out = document->root().value();
    return document.has_value();
}

bool means(Expectation::Kind kind, int column) {
    using Kind = Expectation::Kind;
    switch (column) {
    case ExpectationModel::kOf:
        return kind != Kind::balanced;
    case ExpectationModel::kWhere:
        return kind == Kind::twin || kind == Kind::latency || kind == Kind::incidents;
    case ExpectationModel::kMin:
    case ExpectationModel::kMax:
        return kind != Kind::balanced;
    case ExpectationModel::kEquals:
        return kind == Kind::twin;
    default:
        return true;
    }
}

} // namespace

ExpectationModel::ExpectationModel(DeploymentController& controller, std::string path, QObject* parent)
    : QAbstractTableModel(parent)
    , m_controller(controller)
    , m_path(std::move(path)) {
    connect(&controller, &DeploymentController::deploymentChanged, this, &ExpectationModel::reload);
    reload();
}

QStringList ExpectationModel::kinds() {
    return {tr("ledger balances"), tr("count"), tr("twin"), tr("latency"), tr("incidents")};
}

void ExpectationModel::reload() {
    const auto* scenario = scenarioOfFile(m_controller.deployment(), m_path);
    if (!scenario) return; // what was read last stays until the text is a scenario again
    if (scenario->expect.size() == m_expect.size()) {
        m_expect = scenario->expect;
        if (!m_expect.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
        return;
    }
    beginResetModel();
    m_expect = scenario->expect;
    endResetModel();
}

void ExpectationModel::add() {
    Expectation expectation;
    expectation.kind = Expectation::Kind::count;
    expectation.count = "events.total";
    const auto& routes = m_controller.deployment().routes;
    if (!routes.empty()) expectation.count = "routes." + routes.front().name + ".delivered";
    expectation.min = 1;
    editScenario(m_controller, tr("Add an expectation"), m_path,
                 [&](simulation::Scenario& scenario) { scenario.expect.push_back(expectation); });
}

void ExpectationModel::remove(std::vector<int> rows) {
    std::sort(rows.begin(), rows.end(), std::greater<>());
    editScenario(m_controller,
                 rows.size() == 1 ? tr("Remove an expectation") : tr("Remove %1 expectations").arg(rows.size()), m_path,
                 [&](simulation::Scenario& scenario) {
                     for (const int row : rows) scenario.expect.erase(scenario.expect.begin() + row);
                 });
}

int ExpectationModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_expect.size());
}

int ExpectationModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : kColumns;
}

QString ExpectationModel::shown(const Expectation& expectation, int column) const {
    using Kind = Expectation::Kind;
    const bool isLatency = expectation.kind == Kind::latency;
    const auto duration = [](const std::optional<Duration>& value) { return value ? durationText(*value) : QString(); };
    switch (column) {
    case kKind:
        return kinds()[static_cast<int>(expectation.kind)];
    case kOf:
        return text(expectation.kind == Kind::count       ? expectation.count
                    : expectation.kind == Kind::twin      ? expectation.twin
                    : expectation.kind == Kind::latency   ? expectation.latency
                    : expectation.kind == Kind::incidents ? expectation.incidents
                                                          : std::string());
    case kWhere:
        return expectation.kind == Kind::twin        ? text(expectation.path)
               : isLatency                           ? numberText(expectation.percentile)
               : expectation.kind == Kind::incidents ? text(expectation.service)
                                                     : QString();
    case kMin:
        return isLatency ? duration(expectation.minLatency) : numberText(expectation.min);
    case kMax:
        return isLatency ? duration(expectation.maxLatency) : numberText(expectation.max);
    case kEquals:
        return expectation.equals ? text(expectation.equals->json()) : QString();
    case kAt:
        return duration(expectation.at);
    default:
        return {};
    }
}

QVariant ExpectationModel::data(const QModelIndex& index, int role) const {
    const Expectation& expectation = m_expect[static_cast<std::size_t>(index.row())];
    const QString value = shown(expectation, index.column());
    if (role == Qt::EditRole || role == Qt::ToolTipRole) return value;
    if (role == Qt::DisplayRole) return index.column() == kAt && value.isEmpty() ? tr("at the end") : value;
    if (role == Qt::ForegroundRole && index.column() == kAt && value.isEmpty()) return tokens().dim;
    return {};
}

bool ExpectationModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    using Kind = Expectation::Kind;
    if (role != Qt::EditRole) return false;
    Expectation changed = m_expect[static_cast<std::size_t>(index.row())];
    const QString put = value.toString().trimmed();
    const bool isLatency = changed.kind == Kind::latency;
    switch (index.column()) {
    case kKind: {
        const auto kind = static_cast<Kind>(std::max<qsizetype>(0, kinds().indexOf(put)));
        if (kind == changed.kind) return false;
        Expectation fresh; // what another kind says means nothing here
        fresh.kind = kind;
        fresh.at = changed.at;
        if (kind == Kind::count || kind == Kind::twin) fresh.min = 1;
        if (kind == Kind::latency) fresh.maxLatency = std::chrono::seconds(1);
        if (kind == Kind::incidents) fresh.max = 0;
        changed = fresh;
        break;
    }
    case kOf:
        (changed.kind == Kind::count     ? changed.count
         : changed.kind == Kind::twin    ? changed.twin
         : changed.kind == Kind::latency ? changed.latency
                                         : changed.incidents) = utf8(put);
        break;
    case kWhere:
        if (isLatency) {
            std::optional<double> percentile;
            if (!takeNumber(put, percentile) || !percentile) return false;
            changed.percentile = *percentile;
        } else {
            (changed.kind == Kind::twin ? changed.path : changed.service) = utf8(put);
        }
        break;
    case kMin:
        if (isLatency ? !takeDuration(put, changed.minLatency) : !takeNumber(put, changed.min)) return false;
        break;
    case kMax:
        if (isLatency ? !takeDuration(put, changed.maxLatency) : !takeNumber(put, changed.max)) return false;
        break;
    case kEquals:
        if (!takeValue(put, changed.equals)) return false;
        break;
    case kAt:
        if (!takeDuration(put, changed.at)) return false;
        break;
    default:
        return false;
    }
    return editScenario(m_controller, tr("Change an expectation"), m_path, [&](simulation::Scenario& scenario) {
        scenario.expect[static_cast<std::size_t>(index.row())] = changed;
    });
}

QVariant ExpectationModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && section == kWhere)
        return tr("Of a twin the property, of a latency the percentile, of incidents the service.");
    if (role != Qt::DisplayRole) return {};
    const QString titles[kColumns]{tr("Expect"),  tr("Of"),     tr("Where"), tr("at least"),
                                   tr("at most"), tr("equals"), tr("When")};
    return titles[section];
}

Qt::ItemFlags ExpectationModel::flags(const QModelIndex& index) const {
    const Qt::ItemFlags usual = QAbstractTableModel::flags(index);
    if (!index.isValid()) return usual;
    return means(m_expect[static_cast<std::size_t>(index.row())].kind, index.column()) ? usual | Qt::ItemIsEditable
                                                                                       : usual;
}

} // namespace twinflow::ui
