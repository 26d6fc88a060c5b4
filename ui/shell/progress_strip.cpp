// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/progress_strip.h"

#include "look/labels.h"

#include <QHBoxLayout>
#include <QProgressBar>

namespace twinflow::ui {

ProgressStrip::ProgressStrip(const QString& id, QWidget* parent)
    : QFrame(parent)
    , m_what(new QLabel(this))
    , m_cancel(linkButton(tr("Cancel"), this)) {
    setObjectName(id);
    setProperty("role", QStringLiteral("notice"));
    auto* bar = new QProgressBar(this);
    bar->setRange(0, 0); // how long it takes is not known
    bar->setTextVisible(false);
    bar->setFixedWidth(160);
    bar->setAccessibleName(tr("Something is going on"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 8, 16, 8);
    row->setSpacing(12);
    row->addWidget(m_what);
    row->addWidget(bar);
    row->addWidget(m_cancel);
    row->addStretch();
    m_moment.setSingleShot(true);
    m_moment.setInterval(kMoment);
    connect(&m_moment, &QTimer::timeout, this, &QWidget::show);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        m_cancel->setEnabled(false); // it ends where it can
        Q_EMIT cancelled();
    });
    hide();
}

void ProgressStrip::begin(const QString& what) {
    m_what->setText(what);
    m_cancel->setAccessibleName(tr("Cancel: %1").arg(what));
    m_cancel->setEnabled(true);
    m_moment.start();
}

void ProgressStrip::end() {
    m_moment.stop();
    hide();
}

} // namespace twinflow::ui
