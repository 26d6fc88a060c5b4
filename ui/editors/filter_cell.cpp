// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/filter_cell.h"

#include "bridge/text.h"
#include "deployment/filter_findings.h"
#include "look/labels.h"

#include <QLineEdit>
#include <QStyle>

#include <algorithm>

namespace twinflow::ui {

QWidget* FilterCell::createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex&) const {
    auto* edit = new QLineEdit(parent);
    edit->setFont(fixedFont());
    edit->setAccessibleName(tr("Filter"));
    connect(edit, &QLineEdit::textChanged, edit, [edit](const QString& filter) {
        const auto findings = deployment::filterFindings(utf8(filter), routes::EventShapes());
        const auto wrong = std::find_if(findings.begin(), findings.end(),
                                        [](const auto& finding) { return finding.error.severity == Severity::error; });
        const bool isWrong = wrong != findings.end();
        edit->setProperty("wrong", isWrong);
        edit->setToolTip(isWrong ? text(wrong->error.what) + u' ' + text(wrong->error.hint) : QString());
        edit->style()->unpolish(edit);
        edit->style()->polish(edit);
    });
    return edit;
}

} // namespace twinflow::ui
