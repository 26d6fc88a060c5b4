// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/flow_panel.h"

#include "flow/minimap.h"
#include "flow/refusal_popup.h"
#include "look/labels.h"

#include <QLabel>
#include <QVBoxLayout>

namespace twinflow::ui {

FlowPanel::FlowPanel(DeploymentController& controller, RunMonitor& run, Selection& selection, QWidget* parent)
    : QWidget(parent)
    , m_scene(controller, run, selection)
    , m_view(new FlowView(m_scene, this))
    , m_minimap(new Minimap(m_scene, *m_view))
    , m_refusal(new RefusalPopup(m_view))
    , m_empty(dimLabel(
          tr("Nothing but the twin graph yet.\nDrag a service here from the list at the left, or press Enter on it."),
          m_view)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_view);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setAttribute(Qt::WA_TransparentForMouseEvents);
    connect(&selection, &Selection::revealed, m_view, &FlowView::reveal);
    connect(&m_scene.links(), &LinkMaker::refused, this, [this](const Refusal& refusal) {
        const NodeItem* card = m_scene.cardOf(refusal.to);
        const QPoint at = card ? m_view->mapFromScene(card->sceneBoundingRect().bottomLeft()) : rect().center();
        m_refusal->show(refusal, at);
    });
    // It speaks of the design as it was.
    connect(&controller, &DeploymentController::deploymentChanged, m_refusal, &QWidget::hide);
    connect(&controller, &DeploymentController::closed, m_refusal, &QWidget::hide);
    connect(m_refusal, &RefusalPopup::mendWanted, &m_scene.links(), &LinkMaker::mend);
    const auto tellEmpty = [this] { m_empty->setVisible(m_scene.graph().nodes.size() <= 1); };
    connect(&m_scene, &FlowScene::pictureChanged, this, tellEmpty);
    tellEmpty();
}

FlowPanel::~FlowPanel() {
    delete m_view; // it looks at the scene to the last
}

void FlowPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrangeOverlays();
}

void FlowPanel::arrangeOverlays() {
    m_minimap->move(width() - m_minimap->width() - 12, height() - m_minimap->height() - 12);
    m_empty->setGeometry(0, height() * 2 / 3, width(), 60);
}

} // namespace twinflow::ui
