// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/clause_view.h"

#include "bridge/text.h"
#include "look/marks.h"

#include <QPainter>

namespace twinflow::ui {

namespace {

constexpr int kRow = 24;
constexpr int kSecond = 18;
constexpr int kIndent = 20;

} // namespace

ClauseView::ClauseView(QWidget* parent)
    : QWidget(parent) {
    setAccessibleName(tr("Truth of each clause"));
    fitHeight();
}

void ClauseView::show(const query::Explanation& explanation) {
    m_clauses.clear();
    collect(explanation);
    settle();
}

void ClauseView::clear() {
    m_clauses.clear();
    settle();
}

void ClauseView::collect(const query::Explanation& explanation) {
    for (const auto& part : explanation.parts) collect(part);
    if (!explanation.parts.empty()) return;
    QString saw;
    for (const auto& seen : explanation.saw)
        saw += (saw.isEmpty() ? QString() : QStringLiteral(", ")) + text(seen.value);
    if (!saw.isEmpty()) saw = tr("it is %1").arg(saw);
    m_clauses.push_back({explanation.truth, text(explanation.text), saw});
}

void ClauseView::settle() {
    QStringList spoken; // for screen readers
    for (const Clause& clause : m_clauses)
        spoken << (clause.truth ? tr("%1 is true").arg(clause.text)
                                : tr("%1 is false, %2").arg(clause.text, clause.saw));
    setAccessibleDescription(spoken.join(QStringLiteral("; ")));
    fitHeight();
    update();
}

int ClauseView::rowHeight(const Clause& clause) const {
    return clause.truth || fitsOneLine(clause) ? kRow : kRow + kSecond;
}

bool ClauseView::fitsOneLine(const Clause& clause) const {
    const auto width = [this](const QString& text) { return fontMetrics().horizontalAdvance(text); };
    return kIndent + width(clause.text) + 16 + width(clause.saw) <= this->width();
}

void ClauseView::fitHeight() {
    int height = 0;
    for (const Clause& clause : m_clauses) height += rowHeight(clause);
    setFixedHeight(height);
}

void ClauseView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fitHeight();
}

void ClauseView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const Tokens& t = tokens();
    int y = 0;
    for (const Clause& clause : m_clauses) {
        const QRect row(0, y, width(), kRow);
        drawMark(painter, QPointF(6, row.center().y() + 0.5), clause.truth ? Condition::fine : Condition::failing, 8);
        QRect left = row.adjusted(kIndent, 0, 0, 0);
        if (!clause.truth) { // a clause that holds saw what it says
            painter.setPen(t.dim);
            if (fitsOneLine(clause)) {
                painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, clause.saw);
            } else {
                const QRect below = left.translated(0, kSecond);
                painter.drawText(below, Qt::AlignVCenter,
                                 fontMetrics().elidedText(clause.saw, Qt::ElideMiddle, below.width()));
            }
        }
        painter.setPen(t.text);
        painter.drawText(left, Qt::AlignVCenter, fontMetrics().elidedText(clause.text, Qt::ElideMiddle, left.width()));
        y += rowHeight(clause);
    }
}

} // namespace twinflow::ui
