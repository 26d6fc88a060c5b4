// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/route_cell.h"

#include "bridge/text.h"
#include "deployment/filter_findings.h"
#include "look/labels.h"
#include "panels/route_table_model.h"

#include <QComboBox>
#include <QLineEdit>
#include <QStyle>

#include <algorithm>

namespace twinflow::ui {

RouteCell::RouteCell(DeploymentController& controller, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_controller(controller) {}

QWidget* RouteCell::createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    if (index.column() == RouteTableModel::kFilter) return filterEditor(parent);
    if (index.column() == RouteTableModel::kEndpoint) return endpointEditor(parent, index.data().toString());
    return QStyledItemDelegate::createEditor(parent, option, index);
}

QWidget* RouteCell::filterEditor(QWidget* parent) const {
    auto* edit = new QLineEdit(parent);
    edit->setFont(fixedFont());
    edit->setAccessibleName(tr("Filter"));
    connect(edit, &QLineEdit::textChanged, edit, [edit](const QString& filter) {
        const auto findings = deployment::filterFindings(utf8(filter), routes::EventShapes());
        const auto wrong = std::find_if(findings.begin(), findings.end(),
                                        [](const auto& finding) { return finding.error.severity == Severity::error; });
        edit->setProperty("wrong", wrong != findings.end());
        edit->setToolTip(wrong == findings.end() ? QString()
                                                 : text(wrong->error.what) + u' ' + text(wrong->error.hint));
        edit->style()->unpolish(edit);
        edit->style()->polish(edit);
    });
    return edit;
}

QWidget* RouteCell::endpointEditor(QWidget* parent, const QString& now) const {
    auto* box = new QComboBox(parent);
    box->setAccessibleName(tr("Endpoint"));
    for (const auto& endpoint : m_controller.deployment().endpoints) box->addItem(text(endpoint.name));
    if (box->findText(now) < 0) box->insertItem(0, now); // what is written there, though it does not exist
    connect(box, &QComboBox::activated, this, [this, box] {
        auto* self = const_cast<RouteCell*>(this); // Qt makes editors through a const delegate that has to signal
        Q_EMIT self->commitData(box);
        Q_EMIT self->closeEditor(box);
    });
    return box;
}

} // namespace twinflow::ui
