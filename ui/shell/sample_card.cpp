// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/sample_card.h"

#include "bridge/text.h"
#include "flow/flow_picture.h"
#include "look/tokens.h"

#include <QPainter>
#include <QPainterPath>
#include <QTextLayout>

namespace twinflow::ui {

namespace {

constexpr int kWidth = 288;
constexpr int kPicture = 136;
constexpr int kHeight = 244;

/// At most `lines` lines, the last one cut off where there is more.
void drawLines(QPainter& painter, const QString& text, QRectF field, int lines) {
    QTextLayout layout(text, painter.font());
    layout.beginLayout();
    double y = field.top();
    for (int i = 0; i < lines; ++i) {
        QTextLine line = layout.createLine();
        if (!line.isValid()) break;
        line.setLineWidth(field.width());
        const QString rest = text.mid(line.textStart());
        const bool isLast = i + 1 == lines;
        const QString shown = isLast ? painter.fontMetrics().elidedText(rest, Qt::ElideRight, int(field.width()))
                                     : rest.left(line.textLength());
        painter.drawText(QPointF(field.left(), y + painter.fontMetrics().ascent()), shown);
        y += painter.fontMetrics().lineSpacing();
    }
    layout.endLayout();
}

} // namespace

SampleCard::SampleCard(Sample sample, QWidget* parent)
    : QAbstractButton(parent)
    , m_sample(std::move(sample)) {
    setObjectName(QStringLiteral("sample-") + m_sample.name);
    setAccessibleName(tr("Open the sample %1").arg(ui::text(m_sample.deployment.name)));
    setAccessibleDescription(ui::text(m_sample.deployment.description));
    setFixedSize(sizeHint());
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
}

QSize SampleCard::sizeHint() const {
    return {kWidth, kHeight};
}

void SampleCard::paintEvent(QPaintEvent*) {
    const Tokens& t = tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF card = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    QPainterPath outline;
    outline.addRoundedRect(card, 10, 10);
    painter.fillPath(outline, t.card);
    painter.save();
    painter.setClipPath(outline);
    const QRectF picture(0, 0, width(), kPicture);
    painter.fillRect(picture, t.canvas);
    paintFlow(painter, m_sample.deployment, picture.adjusted(16, 14, -16, -14));
    painter.fillRect(QRectF(0, kPicture, width(), 1), t.hairline);
    painter.restore();
    painter.setBrush(Qt::NoBrush);
    const bool stands = underMouse() || hasFocus();
    painter.setPen(QPen(stands ? t.selection : t.hairline, stands ? 1.6 : 1));
    painter.drawRoundedRect(card, 10, 10);

    QFont title = font();
    title.setWeight(QFont::DemiBold);
    title.setPointSizeF(title.pointSizeF() * 1.08);
    painter.setFont(title);
    painter.setPen(t.text);
    painter.drawText(QPointF(16, kPicture + 28), ui::text(m_sample.deployment.name));
    painter.setFont(font());
    painter.setPen(t.dim);
    drawLines(painter, ui::text(m_sample.deployment.description), QRectF(16, kPicture + 38, width() - 32, 60), 3);
}

void SampleCard::enterEvent(QEnterEvent* event) {
    QAbstractButton::enterEvent(event);
    update();
}

void SampleCard::leaveEvent(QEvent* event) {
    QAbstractButton::leaveEvent(event);
    update();
}

} // namespace twinflow::ui
