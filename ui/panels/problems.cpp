// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/problems.h"

#include "bridge/finding_place.h"
#include "bridge/text.h"
#include "look/labels.h"
#include "look/marks.h"
#include "panels/empty_hint.h"

#include <QHBoxLayout>
#include <QHeaderView>

#include <algorithm>

namespace twinflow::ui {

namespace {
enum Column { kWhat, kWhere, kFix };
}

Problems::Problems(DeploymentController& controller, Selection& selection, QWidget* parent)
    : QTreeWidget(parent)
    , m_controller(controller)
    , m_selection(selection) {
    setObjectName(QStringLiteral("problems"));
    setAccessibleName(tr("Problems"));
    setHeaderLabels({tr("Problem"), tr("Where"), tr("Way out")});
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(kWhat, QHeaderView::Stretch);
    header()->setSectionResizeMode(kWhere, QHeaderView::ResizeToContents);
    header()->setSectionResizeMode(kFix, QHeaderView::ResizeToContents);
    connect(&controller, &DeploymentController::findingsChanged, this, &Problems::rebuild);
    connect(&Theme::instance(), &Theme::changed, this, &Problems::rebuild);
    connect(this, &QTreeWidget::itemClicked, this, [this](QTreeWidgetItem* item) {
        const ServiceRef ref = refOf(utf8(item->data(kWhere, Qt::UserRole).toString()));
        if (ref.isNone()) {
            Q_EMIT fileActivated(item->data(kWhat, Qt::UserRole).toString(),
                                 item->data(kWhat, Qt::UserRole + 1).toInt(),
                                 item->data(kWhat, Qt::UserRole + 2).toInt());
            return;
        }
        m_selection.select(ref);
        Q_EMIT m_selection.revealed(ref);
    });
    rebuild();
}

void Problems::rebuild() {
    clear();
    std::vector<const deployment::Finding*> findings;
    for (const auto& finding : m_controller.findings()) findings.push_back(&finding);
    std::stable_sort(findings.begin(), findings.end(),
                     [](const auto* a, const auto* b) { return a->error.severity > b->error.severity; });
    for (const auto* finding : findings) {
        const QString what = text(finding->error.what) + u' ' + text(finding->error.hint);
        const ServiceRef ref = refOfFinding(m_controller.deployment(), finding->error);
        const QString where = ref.isNone()     ? text(finding->error.place.str())
                              : ref.to.empty() ? text(ref.name)
                                               : text(ref.name) + QStringLiteral(" → ") + text(ref.to);
        auto* item = new QTreeWidgetItem(this, {what, where});
        const Severity severity = finding->error.severity;
        item->setIcon(kWhat, markIcon(severity == Severity::error     ? Condition::failing
                                      : severity == Severity::warning ? Condition::attention
                                                                      : Condition::none));
        item->setForeground(kWhere, tokens().dim);
        item->setToolTip(kWhat, what);
        item->setData(kWhere, Qt::UserRole, text(keyOf(ref)));
        item->setData(kWhat, Qt::UserRole, text(finding->error.place.file));
        item->setData(kWhat, Qt::UserRole + 1, finding->error.place.line);
        item->setData(kWhat, Qt::UserRole + 2, finding->error.place.column);
        if (!finding->fix) continue;
        auto* cell = new QWidget(this);
        auto* room = new QHBoxLayout(cell);
        room->setContentsMargins(8, 0, 16, 0);
        auto* fix = linkButton(text(finding->fixText), cell);
        room->addWidget(fix);
        connect(fix, &QPushButton::clicked, this, [this, copy = *finding] {
            m_controller.replace(text(copy.fixText), copy.fix(m_controller.deployment()));
        });
        setItemWidget(item, kFix, cell);
    }
    setHeaderHidden(findings.empty());
    viewport()->update();
}

void Problems::paintEvent(QPaintEvent* event) {
    QTreeWidget::paintEvent(event);
    if (topLevelItemCount() > 0) return;
    paintHint(*viewport(), m_controller.isOpen()
                               ? tr("No problems. What a run could not be made of, or would lose, appears here.")
                               : tr("Open a project to see what is wrong with it."));
}

} // namespace twinflow::ui
