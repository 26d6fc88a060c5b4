// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/project_tree.h"

#include "bridge/finding_place.h"
#include "bridge/text.h"
#include "look/marks.h"

#include <QHeaderView>
#include <QPainter>
#include <QStyledItemDelegate>

namespace twinflow::ui {

namespace {

enum Role { kKey = Qt::UserRole, kCount, kCondition, kPath };

/// Counts of groups and states of services stand at the right.
class TreeRow : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        QStyledItemDelegate::paint(painter, option, index);
        const QRect right(option.rect.right() - 40, option.rect.top(), 32, option.rect.height());
        const auto condition = static_cast<Condition>(index.data(kCondition).toInt());
        if (condition > Condition::fine) {
            drawMark(*painter, QPointF(right.right() - 5, right.center().y() + 0.5), condition, 8);
        } else if (const QVariant count = index.data(kCount); count.isValid()) {
            painter->save();
            painter->setPen(tokens().dim);
            painter->drawText(right, Qt::AlignRight | Qt::AlignVCenter, count.toString());
            painter->restore();
        }
    }
};

/// Services are seen at once, files when they are wanted.
bool isOpenAtFirst(const QTreeWidgetItem& group) {
    return group.childCount() == 0 || !group.child(0)->data(0, kPath).isValid();
}

} // namespace

ProjectTree::ProjectTree(DeploymentController& controller, Selection& selection, QWidget* parent)
    : QTreeWidget(parent)
    , m_controller(controller)
    , m_selection(selection) {
    setObjectName(QStringLiteral("projectTree"));
    setAccessibleName(tr("Services of the project"));
    setHeaderHidden(true);
    setRootIsDecorated(false);
    setIndentation(20);
    setSelectionMode(ExtendedSelection);
    setItemDelegate(new TreeRow(this));
    setExpandsOnDoubleClick(false);
    setMinimumWidth(180);
    connect(&controller, &DeploymentController::deploymentChanged, this, &ProjectTree::rebuild);
    connect(&controller, &DeploymentController::findingsChanged, this, &ProjectTree::showFindings);
    connect(&selection, &Selection::changed, this, &ProjectTree::showSelection);
    connect(&Theme::instance(), &Theme::changed, this, &ProjectTree::rebuild);
    connect(this, &QTreeWidget::itemSelectionChanged, this, &ProjectTree::takeSelection);
    connect(this, &QTreeWidget::itemClicked, this, [this](QTreeWidgetItem* item) {
        const ServiceRef ref = refOf(utf8(item->data(0, kKey).toString()));
        if (!ref.isNone()) Q_EMIT m_selection.revealed(ref);
        if (item->childCount() > 0 && ref.isNone()) item->setExpanded(!item->isExpanded());
    });
    connect(this, &QTreeWidget::itemExpanded, this, &ProjectTree::noteTurn); // by the keys too
    connect(this, &QTreeWidget::itemCollapsed, this, &ProjectTree::noteTurn);
    connect(this, &QTreeWidget::itemActivated, this, [this](QTreeWidgetItem* item) {
        const QString path = item->data(0, kPath).toString();
        if (!path.isEmpty()) Q_EMIT fileActivated(path);
    });
    rebuild();
}

QTreeWidgetItem* ProjectTree::addGroup(const QString& title, int hue, std::size_t count) {
    auto* group = new QTreeWidgetItem(this, {title});
    group->setIcon(0, hueIcon(static_cast<Hue>(hue)));
    group->setData(0, kCount, static_cast<qulonglong>(count));
    group->setFlags(Qt::ItemIsEnabled);
    QFont strong = font();
    strong.setWeight(QFont::Medium);
    group->setFont(0, strong);
    return group;
}

void ProjectTree::addService(QTreeWidgetItem* group, const ServiceRef& ref) {
    auto* item = new QTreeWidgetItem(group, {text(ref.name)});
    item->setData(0, kKey, text(keyOf(ref)));
    item->setToolTip(0, text(ref.name));
    item->setForeground(0, tokens().dim);
    m_items[ref] = item;
}

void ProjectTree::addFile(QTreeWidgetItem* group, const QString& title, const std::string& path) {
    auto* item = new QTreeWidgetItem(group, {title});
    item->setData(0, kPath, text(path));
    item->setToolTip(0, tr("%1: two clicks show its text").arg(text(path)));
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
}

void ProjectTree::rebuild() {
    m_taking = true;
    clear();
    m_items.clear();
    const auto& deployment = m_controller.deployment();
    if (m_controller.isOpen()) {
        const auto addAll = [&](const QString& title, Hue hue, RefKind kind, const auto& items) {
            if (items.empty()) return;
            QTreeWidgetItem* group = addGroup(title, static_cast<int>(hue), items.size());
            for (const auto& item : items) addService(group, {kind, item.name});
        };
        addAll(tr("Devices"), Hue::device, RefKind::devices, deployment.devices);
        addAll(tr("IoT Hubs"), Hue::hub, RefKind::hub, deployment.hubs);
        addAll(tr("Functions"), Hue::function, RefKind::function, deployment.functions);
        addAll(tr("Twins"), Hue::twins, RefKind::twins, std::vector{deployment.twins});
        addAll(tr("Routes"), Hue::route, RefKind::route, deployment.routes);
        addAll(tr("Endpoints"), Hue::eventHub, RefKind::endpoint, deployment.endpoints);
        addAll(tr("Downstream"), Hue::downstream, RefKind::downstream, deployment.downstream);
        const auto addFiles = [&](const QString& title, const std::vector<deployment::ProjectFile>& files) {
            if (files.empty()) return;
            QTreeWidgetItem* group = addGroup(title, static_cast<int>(Hue::route), files.size());
            group->setIcon(0, glyphIcon(Glyph::folder, tokens().dim));
            for (const auto& file : files) addFile(group, text(file.path).section(u'/', 1), file.path);
        };
        addFiles(tr("Models"), deployment.models);
        addFiles(tr("Scripts"), deployment.scripts);
        addFiles(tr("Scenarios"), deployment.scenarioFiles);
    }
    for (int i = 0; i < topLevelItemCount(); ++i) {
        QTreeWidgetItem* group = topLevelItem(i);
        group->setExpanded(isOpenAtFirst(*group) != m_turned.contains(group->text(0)));
    }
    m_taking = false;
    showSelection();
    showFindings();
}

void ProjectTree::noteTurn(const QTreeWidgetItem* group) {
    if (m_taking) return;
    m_turned.removeAll(group->text(0));
    if (group->isExpanded() != isOpenAtFirst(*group)) m_turned.append(group->text(0));
}

void ProjectTree::takeSelection() {
    if (m_taking) return;
    std::vector<ServiceRef> refs;
    for (const QTreeWidgetItem* item : selectedItems()) refs.push_back(refOf(utf8(item->data(0, kKey).toString())));
    m_selection.set(std::move(refs));
}

void ProjectTree::showSelection() {
    if (m_taking) return;
    m_taking = true;
    for (const auto& [ref, item] : m_items) item->setSelected(m_selection.contains(ref));
    if (const auto found = m_items.find(m_selection.single()); found != m_items.end()) scrollToItem(found->second);
    m_taking = false;
}

void ProjectTree::showFindings() {
    std::map<ServiceRef, Condition> worst;
    for (const auto& finding : m_controller.findings()) {
        if (finding.error.severity == Severity::note) continue;
        Condition& condition = worst[refOfFinding(m_controller.deployment(), finding.error)];
        condition =
            std::max(condition, finding.error.severity == Severity::error ? Condition::failing : Condition::attention);
    }
    for (const auto& [ref, item] : m_items) {
        const auto found = worst.find(ref);
        item->setData(0, kCondition, static_cast<int>(found == worst.end() ? Condition::none : found->second));
    }
}

} // namespace twinflow::ui
