// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/disk_bar.h"

#include "look/marks.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace twinflow::ui {

QString fileList(const QStringList& files) {
    if (files.size() < 2) return files.join(QString());
    return DiskBar::tr("%1 and %2 more").arg(files.front()).arg(files.size() - 1);
}

DiskBar::DiskBar(DiskFollower& follower, QWidget* parent)
    : QFrame(parent)
    , m_follower(follower)
    , m_what(new QLabel(this))
    , m_reload(new QPushButton(tr("Reload"), this))
    , m_compare(new QPushButton(tr("Compare"), this)) {
    setObjectName(QStringLiteral("diskBar"));
    setProperty("role", QStringLiteral("notice"));
    m_what->setObjectName(QStringLiteral("diskWhat"));
    auto* mark = new QLabel(this);
    mark->setPixmap(markIcon(Condition::attention).pixmap(14, 14));
    auto* keep = new QPushButton(tr("Keep mine"), this);
    m_reload->setObjectName(QStringLiteral("diskReload"));
    m_reload->setToolTip(tr("The files on disk take the place of what is open; undo brings your edits back"));
    keep->setObjectName(QStringLiteral("diskKeep"));
    keep->setToolTip(tr("Your edits stay, and the next save writes over the files"));
    m_compare->setObjectName(QStringLiteral("diskCompare"));
    m_compare->setToolTip(tr("Show which lines differ"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 6, 16, 6);
    row->setSpacing(8);
    row->addWidget(mark);
    row->addWidget(m_what, 1);
    row->addWidget(m_compare);
    row->addWidget(keep);
    row->addWidget(m_reload);
    connect(m_reload, &QPushButton::clicked, &follower, &DiskFollower::reload);
    connect(keep, &QPushButton::clicked, &follower, &DiskFollower::keepOurs);
    connect(m_compare, &QPushButton::clicked, this, &DiskBar::compareWanted);
    connect(&follower, &DiskFollower::disputedChanged, this, &DiskBar::show);
    show();
}

void DiskBar::show() {
    const QStringList& files = m_follower.disputed();
    const bool canReload = m_follower.canReload();
    m_what->setText(canReload ? tr("%1 changed on disk, and you have edits that are not saved.").arg(fileList(files))
                              : tr("%1 changed on disk and can no longer be read.").arg(fileList(files)));
    m_what->setToolTip(files.join(u'\n'));
    m_reload->setVisible(canReload);
    m_compare->setVisible(canReload);
    setVisible(!files.isEmpty());
}

} // namespace twinflow::ui
