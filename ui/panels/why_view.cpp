// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/why_view.h"

#include "bridge/text.h"
#include "look/labels.h"
#include "look/marks.h"

#include <QPainter>
#include <QVBoxLayout>

namespace twinflow::ui {

namespace {

constexpr int kRow = 24;
constexpr int kSecond = 18;
constexpr int kHead = 34;
constexpr int kIndent = 20;

void collect(const query::Explanation& explanation, const std::function<void(const query::Explanation&)>& use) {
    if (explanation.parts.empty()) return use(explanation);
    for (const auto& part : explanation.parts) collect(part, use);
}

} // namespace

WhyView::WhyView(RunMonitor& run, std::string route, QWidget* parent)
    : QWidget(parent)
    , m_run(run)
    , m_route(std::move(route))
    , m_head(sectionLabel({}, this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 12, 0, 0);
    column->addWidget(m_head);
    column->addStretch();
    connect(&run, &RunMonitor::advanced, this, &WhyView::look);
    look();
}

void WhyView::look() {
    const record::Hop* last = nullptr;
    const record::Hop* lastRefused = nullptr;
    if (m_run.hasView()) {
        for (const auto& chain : m_run.view().chains) {
            for (const record::Hop& hop : chain->hops) {
                if (hop.kind != record::HopKind::route || hop.service != m_route || !hop.explanation) continue;
                last = &hop;
                if (hop.outcome == record::HopOutcome::unwanted) lastRefused = &hop;
            }
        }
    }
    // What did not pass asks for an answer; where all pass, the last one is shown.
    const record::Hop* hop = lastRefused ? lastRefused : last;
    m_clauses.clear();
    if (hop) {
        collect(*hop->explanation, [&](const query::Explanation& clause) {
            QString saw;
            for (const auto& seen : clause.saw)
                saw += (saw.isEmpty() ? QString() : QStringLiteral(", ")) + text(seen.value);
            m_clauses.push_back({clause.truth, text(clause.text), tr("it is %1").arg(saw)});
        });
        m_head->setText(
            (lastRefused ? tr("Why %1 did not match") : tr("Why %1 matched")).arg(text(hop->subject)).toUpper());
    }
    setVisible(hop != nullptr);
    fitHeight();
    update();
}

int WhyView::rowHeight(const Clause& clause) const {
    return clause.truth || fitsOneLine(clause) ? kRow : kRow + kSecond;
}

bool WhyView::fitsOneLine(const Clause& clause) const {
    const auto width = [this](const QString& text) { return fontMetrics().horizontalAdvance(text); };
    return kIndent + width(clause.text) + 16 + width(clause.saw) <= this->width();
}

void WhyView::fitHeight() {
    int height = kHead;
    for (const Clause& clause : m_clauses) height += rowHeight(clause);
    setFixedHeight(height);
}

void WhyView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fitHeight();
}

void WhyView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const Tokens& t = tokens();
    int y = kHead;
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
