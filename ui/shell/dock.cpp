// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/dock.h"

#include "look/labels.h"
#include "look/marks.h"

#include <QHBoxLayout>
#include <QToolButton>

namespace twinflow::ui {

Dock::Dock(const QString& title, const QString& id, QWidget* content, bool titled, QWidget* parent)
    : QDockWidget(title, parent) {
    setObjectName(id);
    setWidget(content);
    setFeatures(DockWidgetMovable | DockWidgetFloatable | DockWidgetClosable);
    auto* bar = new QWidget(this);
    bar->setProperty("role", QStringLiteral("panel"));
    if (titled) {
        bar->setAttribute(Qt::WA_StyledBackground);
        auto* row = new QHBoxLayout(bar);
        row->setContentsMargins(16, 10, 8, 2);
        row->addWidget(sectionLabel(title, bar));
        row->addStretch();
        auto* hide = new QToolButton(bar);
        hide->setIcon(glyphIcon(Glyph::close, tokens().faint));
        hide->setIconSize({12, 12});
        hide->setToolTip(tr("Hide; the View menu brings it back"));
        hide->setAccessibleName(tr("Hide %1").arg(title));
        hide->setFocusPolicy(Qt::NoFocus);
        connect(hide, &QToolButton::clicked, this, &QWidget::hide);
        row->addWidget(hide);
    }
    setTitleBarWidget(bar);
}

} // namespace twinflow::ui
