// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/why_view.h"

#include "bridge/text.h"
#include "look/labels.h"
#include "panels/clause_view.h"

#include <QVBoxLayout>

namespace twinflow::ui {

WhyView::WhyView(RunMonitor& run, std::string route, QWidget* parent)
    : QWidget(parent)
    , m_run(run)
    , m_route(std::move(route))
    , m_head(sectionLabel({}, this))
    , m_clauses(new ClauseView(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 12, 0, 0);
    column->setSpacing(6);
    column->addWidget(m_head);
    column->addWidget(m_clauses);
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
    if (hop) {
        m_clauses->show(*hop->explanation);
        m_head->setText(
            (lastRefused ? tr("Why %1 did not match") : tr("Why %1 matched")).arg(text(hop->subject)).toUpper());
    }
    setVisible(hop != nullptr);
}

} // namespace twinflow::ui
