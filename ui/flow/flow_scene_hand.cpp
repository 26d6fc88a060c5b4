// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a hand does in the picture: select, move, draw couplings, drop services.
#include "bridge/text.h"
#include "flow/flow_paths.h"
#include "flow/flow_scene.h"
#include "flow/service_mime.h"

#include <QGraphicsSceneMouseEvent>
#include <QMimeData>

#include <cmath>

namespace twinflow::ui {

void FlowScene::stepSelection(int key) {
    const ServiceRef single = m_selection.single();
    const NodeItem* from = cardOf(single);
    if (!from) {
        if (!m_graph.nodes.empty()) m_selection.select(m_graph.nodes.front().ref);
        return;
    }
    const bool level = key == Qt::Key_Left || key == Qt::Key_Right;
    const double sign = key == Qt::Key_Left || key == Qt::Key_Up ? -1 : 1;
    const NodeItem* nearest = nullptr;
    double best = 0;
    for (const auto& [ref, card] : m_cards) {
        const QPointF step = card->pos() - from->pos();
        const double along = sign * (level ? step.x() : step.y());
        const double aside = std::abs(level ? step.y() : step.x());
        if (along < 8) continue;
        const double cost = along + 2.5 * aside;
        if (!nearest || cost < best) {
            nearest = card;
            best = cost;
        }
    }
    if (!nearest) return;
    const ServiceRef ref = nearest->ref();
    m_selection.select(ref);
    Q_EMIT m_selection.revealed(ref);
}

void FlowScene::mousePressEvent(QGraphicsSceneMouseEvent* event) {
    m_pressedAt = event->scenePos();
    if (event->button() == Qt::LeftButton) {
        NodeItem* card = cardAt(event->scenePos());
        if (card && card->isOnPort(event->scenePos())) {
            beginLink(card);
            event->accept();
            return;
        }
    }
    QGraphicsScene::mousePressEvent(event);
}

void FlowScene::mouseMoveEvent(QGraphicsSceneMouseEvent* event) {
    if (m_linkFrom) {
        NodeItem* over = cardAt(event->scenePos());
        for (const auto& [ref, card] : m_cards) card->setOffered(card == over && card != m_linkFrom);
        m_linkPath->setPath(levelCurve(m_linkFrom->port(), event->scenePos()));
        event->accept();
        return;
    }
    QGraphicsScene::mouseMoveEvent(event);
    if (event->buttons() & Qt::LeftButton && mouseGrabberItem()) drawLines();
}

void FlowScene::mouseReleaseEvent(QGraphicsSceneMouseEvent* event) {
    if (m_linkFrom) {
        endLink(event->scenePos());
        event->accept();
        return;
    }
    QGraphicsScene::mouseReleaseEvent(event);
    if (event->button() == Qt::LeftButton && event->scenePos() != m_pressedAt) storeMoves();
}

void FlowScene::mouseDoubleClickEvent(QGraphicsSceneMouseEvent* event) {
    if (const NodeItem* card = cardAt(event->scenePos())) Q_EMIT activated(card->ref());
}

void FlowScene::beginLink(NodeItem* from) {
    m_linkFrom = from;
    m_linkPath =
        addPath(levelCurve(from->port(), from->port()), QPen(tokens().selection, 2, Qt::SolidLine, Qt::RoundCap));
    m_linkPath->setZValue(3);
}

void FlowScene::endLink(QPointF at) {
    NodeItem* to = cardAt(at);
    const NodeItem* from = m_linkFrom;
    abandonLink();
    if (to && to != from) m_links.link(from->ref(), to->ref());
}

void FlowScene::abandonLink() {
    m_linkFrom = nullptr;
    delete std::exchange(m_linkPath, nullptr);
    for (const auto& [ref, card] : m_cards) card->setOffered(false);
}

void FlowScene::storeMoves() {
    std::map<std::string, Spot> moved;
    for (std::size_t i = 0; i < m_graph.nodes.size(); ++i) {
        const QPointF place = m_cards.at(m_graph.nodes[i].ref)->pos();
        if (place == m_places.cards[i].topLeft()) continue;
        const auto snapped = [](double value) { return static_cast<int>(std::round(value / kGrid)) * kGrid; };
        moved[keyOf(m_graph.nodes[i].ref)] = {snapped(place.x()), snapped(place.y())};
    }
    if (moved.empty()) return;
    m_controller.editLayout(moved.size() == 1 ? tr("Move a card") : tr("Move %1 cards").arg(moved.size()),
                            [&](Layout& layout) {
                                for (const auto& [key, spot] : moved) layout.spots[key] = spot;
                            });
}

void FlowScene::dragEnterEvent(QGraphicsSceneDragDropEvent* event) {
    event->setAccepted(event->mimeData()->hasFormat(QLatin1String(kServiceMime)));
}

void FlowScene::dragMoveEvent(QGraphicsSceneDragDropEvent* event) {
    event->setAccepted(event->mimeData()->hasFormat(QLatin1String(kServiceMime)));
}

void FlowScene::dropEvent(QGraphicsSceneDragDropEvent* event) {
    const QByteArray kind = event->mimeData()->data(QLatin1String(kServiceMime));
    if (kind.isEmpty()) return;
    const QPointF at = event->scenePos();
    addService(kind.toInt(), &at);
    event->acceptProposedAction();
}

} // namespace twinflow::ui
