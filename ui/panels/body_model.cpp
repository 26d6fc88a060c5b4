// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/body_model.h"

#include "base/json_text.h"
#include "bridge/text.h"
#include "look/labels.h"
#include "simulation/generator_text.h"

#include <algorithm>

namespace twinflow::ui {

using simulation::PayloadMember;

namespace {

const char* const kKinds[]{"constant", "text",     "choice", "sine",   "walk",      "counter",
                           "steps",    "schedule", "follow", "replay", "timestamp", "object"};

/// A generator of that kind that can be sent at once.
simulation::Generator usual(const QString& kind) {
    using namespace simulation;
    if (kind == QStringLiteral("text")) return Text{"ok"};
    if (kind == QStringLiteral("choice")) return Choice{{Value("on"), Value("off")}, {}};
    if (kind == QStringLiteral("sine")) return Sine{};
    if (kind == QStringLiteral("walk")) return Walk{50, 1, 0, 100};
    if (kind == QStringLiteral("counter")) return Counter{};
    if (kind == QStringLiteral("steps")) return Steps{{0, 1}, std::chrono::minutes(10), 0};
    if (kind == QStringLiteral("schedule"))
        return Schedule{{{Schedule::kAllDays, std::chrono::hours(8), std::chrono::hours(18), 1}}, 0, 0};
    if (kind == QStringLiteral("timestamp")) return Timestamp{};
    return Constant{};
}

} // namespace

BodyModel::BodyModel(Take take, QObject* parent)
    : QAbstractTableModel(parent)
    , m_take(std::move(take)) {}

QStringList BodyModel::kinds() {
    return {QStringLiteral("constant"), QStringLiteral("text"),     QStringLiteral("choice"),
            QStringLiteral("sine"),     QStringLiteral("walk"),     QStringLiteral("counter"),
            QStringLiteral("steps"),    QStringLiteral("schedule"), QStringLiteral("timestamp")};
}

QString BodyModel::kindOf(const simulation::Generator& generator) {
    return QLatin1String(kKinds[generator.index()]);
}

void BodyModel::show(std::vector<PayloadMember> body, Duration every) {
    m_every = every;
    if (body.size() == m_body.size()) {
        m_body = std::move(body);
        if (!m_body.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
        return;
    }
    beginResetModel();
    m_body = std::move(body);
    endResetModel();
}

void BodyModel::addMember() {
    auto body = m_body;
    std::string name = "value";
    const auto isTaken = [&] {
        return std::any_of(body.begin(), body.end(), [&](const auto& member) { return member.name == name; });
    };
    for (int i = 2; isTaken(); ++i) name = "value" + std::to_string(i);
    body.push_back({name, usual(QStringLiteral("walk")), 1, 1});
    m_take(std::move(body));
}

void BodyModel::removeMember(int row) {
    auto body = m_body;
    body.erase(body.begin() + row);
    m_take(std::move(body));
}

int BodyModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_body.size());
}

int BodyModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : kColumns;
}

QVariant BodyModel::data(const QModelIndex& index, int role) const {
    const PayloadMember& member = m_body[static_cast<std::size_t>(index.row())];
    if (role == Qt::DisplayRole || role == Qt::EditRole || role == Qt::ToolTipRole) {
        return index.column() == kName   ? text(member.name)
               : index.column() == kKind ? kindOf(member.generator)
                                         : text(simulation::memberText(member));
    }
    if (role == Qt::FontRole && index.column() == kGenerator) return fixedFont();
    return {};
}

bool BodyModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::EditRole) return false;
    auto body = m_body;
    PayloadMember& changed = body[static_cast<std::size_t>(index.row())];
    const std::string put = utf8(value.toString());
    if (index.column() == kKind && kindOf(changed.generator) == value.toString()) return false;
    if (index.column() == kName) changed.name = put;
    if (index.column() == kKind) changed.generator = usual(value.toString());
    // As a whole: members follow each other.
    std::string all = "{";
    for (const PayloadMember& member : body) {
        if (all.size() > 1) all += ", ";
        appendJsonString(all, member.name);
        all += ": ";
        all += &member == &changed && index.column() == kGenerator ? put : simulation::memberText(member);
    }
    const auto document = JsonDocument::parse(all + "}", {});
    Findings findings;
    std::vector<PayloadMember> read;
    if (document)
        read = simulation::readBody({*document, document->root(), "body", findings}, m_every);
    else
        findings.push_back(document.error());
    const auto wrong = std::find_if(findings.begin(), findings.end(),
                                    [](const Error& each) { return each.severity == Severity::error; });
    if (wrong != findings.end() || read.size() != body.size()) {
        Q_EMIT refused(wrong == findings.end() ? tr("One value belongs into the field.")
                                               : text(wrong->what) + u' ' + text(wrong->hint));
        return false;
    }
    Q_EMIT refused({});
    m_take(std::move(read));
    return true;
}

QVariant BodyModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    return section == kName ? tr("Member") : section == kKind ? tr("Generator") : tr("Its settings");
}

Qt::ItemFlags BodyModel::flags(const QModelIndex& index) const {
    const Qt::ItemFlags usualFlags = QAbstractTableModel::flags(index);
    return index.isValid() ? usualFlags | Qt::ItemIsEditable : usualFlags;
}

} // namespace twinflow::ui
