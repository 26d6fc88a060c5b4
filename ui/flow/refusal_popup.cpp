// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/refusal_popup.h"

#include "look/labels.h"
#include "look/marks.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace twinflow::ui {

namespace {
constexpr int kWidth = 360;
}

RefusalPopup::RefusalPopup(QWidget* parent)
    : QFrame(parent)
    , m_why(new QLabel(this))
    , m_hint(dimLabel({}, this))
    , m_way(new QLabel(this))
    , m_fix(new QPushButton(tr("Do this"), this))
    , m_close(new QPushButton(tr("Leave it"), this)) {
    setProperty("role", QStringLiteral("popup"));
    setObjectName(QStringLiteral("refusal"));
    setAccessibleName(tr("Why this coupling is not possible"));
    m_why->setWordWrap(true);
    QFont strong = m_why->font();
    strong.setWeight(QFont::DemiBold);
    m_why->setFont(strong);
    m_way->setWordWrap(true);
    m_fix->setProperty("role", QStringLiteral("primary"));
    m_fix->setObjectName(QStringLiteral("refusalFix"));
    auto* mark = new QLabel(this);
    mark->setPixmap(markIcon(Condition::failing).pixmap(16, 16));
    mark->setAlignment(Qt::AlignTop);
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(mark);
    head->addWidget(m_why, 1);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch();
    buttons->addWidget(m_close);
    buttons->addWidget(m_fix);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 14, 16, 14);
    column->setSpacing(8);
    column->addLayout(head);
    column->addWidget(m_hint);
    column->addWidget(m_way);
    column->addSpacing(4);
    column->addLayout(buttons);
    connect(m_close, &QPushButton::clicked, this, &QWidget::hide);
    connect(m_fix, &QPushButton::clicked, this, [this] {
        hide();
        Q_EMIT mendWanted(m_refusal);
    });
    hide();
}

void RefusalPopup::show(const Refusal& refusal, QPoint at) {
    m_refusal = refusal;
    m_why->setText(refusal.why);
    m_hint->setText(refusal.hint);
    m_hint->setVisible(!refusal.hint.isEmpty());
    m_way->setText(tr("The way: %1.").arg(refusal.fixText));
    m_way->setVisible(!refusal.fixText.isEmpty());
    m_fix->setAccessibleName(refusal.fixText);
    m_fix->setVisible(!refusal.fixText.isEmpty());
    setFixedWidth(kWidth);
    adjustSize();
    resize(kWidth, layout()->totalHeightForWidth(kWidth));
    const QRect field = parentWidget()->rect().adjusted(8, 8, -8, -8);
    move(std::clamp(at.x() + 12, field.left(), std::max(field.left(), field.right() - width())),
         std::clamp(at.y() + 12, field.top(), std::max(field.top(), field.bottom() - height())));
    QFrame::show();
    raise();
    (m_fix->isVisible() ? m_fix : m_close)->setFocus();
}

void RefusalPopup::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape)
        hide();
    else
        QFrame::keyPressEvent(event);
}

} // namespace twinflow::ui
