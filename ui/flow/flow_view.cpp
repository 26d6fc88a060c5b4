// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/flow_view.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace twinflow::ui {

namespace {

constexpr double kSmallest = 0.15;
constexpr double kLargest = 3;

} // namespace

FlowView::FlowView(FlowScene& scene, QWidget* parent)
    : QGraphicsView(&scene, parent)
    , m_scene(scene) {
    setObjectName(QStringLiteral("flow"));
    setAccessibleName(tr("Flow of the deployment"));
    setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    setDragMode(RubberBandDrag);
    setTransformationAnchor(NoAnchor);
    setResizeAnchor(AnchorViewCenter);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(NoFrame);
    setAcceptDrops(true);
    setMinimumSize(240, 160);
    // Lines with dots change all over the picture with every beat: one pass is cheaper than many pieces.
    setViewportUpdateMode(FullViewportUpdate);
    connect(&scene, &FlowScene::pictureChanged, this, [this] {
        if (m_fits) fit();
        Q_EMIT viewChanged();
    });
}

void FlowView::fit() {
    const QRectF picture = m_scene.picture();
    if (picture.isEmpty() || viewport()->width() < 50) return;
    const double scale = std::clamp(
        std::min(viewport()->width() / picture.width(), viewport()->height() / picture.height()), kSmallest, 1.0);
    setTransform(QTransform::fromScale(scale, scale));
    centerOn(picture.center());
    m_fits = true;
    Q_EMIT viewChanged();
}

void FlowView::zoom(double factor, QPoint at) {
    const double scale = std::clamp(this->scale() * factor, kSmallest, kLargest);
    const QPointF before = mapToScene(at);
    setTransform(QTransform::fromScale(scale, scale));
    const QPointF moved = mapFromScene(before) - at;
    pan(moved.toPoint());
    m_fits = false;
    Q_EMIT viewChanged();
}

void FlowView::lookAt(double scale, QPointF centre) {
    const double bounded = std::clamp(scale, kSmallest, kLargest);
    setTransform(QTransform::fromScale(bounded, bounded));
    centerOn(centre);
    // It cuts off fractions of a pixel, so that what lies on a whole one may come to lie beside it.
    const QPointF missed = bounded * (centre - this->centre());
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() + qRound(missed.x()));
    verticalScrollBar()->setValue(verticalScrollBar()->value() + qRound(missed.y()));
    m_fits = false;
    Q_EMIT viewChanged();
}

void FlowView::zoomToLife() {
    zoom(1 / scale(), viewport()->rect().center());
}

void FlowView::reveal(const ServiceRef& ref) {
    const NodeItem* card = m_scene.cardOf(ref);
    if (!card) return;
    const QRectF field = mapToScene(viewport()->rect().adjusted(16, 16, -16, -16)).boundingRect();
    if (!field.contains(card->sceneBoundingRect())) {
        m_fits = false;
        centerOn(card);
    }
}

void FlowView::pan(QPoint by) {
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() + by.x());
    verticalScrollBar()->setValue(verticalScrollBar()->value() + by.y());
}

void FlowView::wheelEvent(QWheelEvent* event) {
    // A wheel zooms; two fingers on a pad move, as everywhere else, and zoom with Ctrl.
    const bool isPad = !event->pixelDelta().isNull() && event->phase() != Qt::NoScrollPhase;
    const bool zooms = isPad ? event->modifiers() & Qt::ControlModifier : !(event->modifiers() & Qt::ShiftModifier);
    if (zooms) {
        zoom(std::pow(1.0015, event->angleDelta().y()), event->position().toPoint());
    } else {
        const QPoint delta =
            isPad ? event->pixelDelta() : QPoint(event->angleDelta().y() + event->angleDelta().x(), 0) / 2;
        m_fits = false;
        pan(-delta);
    }
    event->accept();
}

void FlowView::keyPressEvent(QKeyEvent* event) {
    const bool isArrow = event->key() >= Qt::Key_Left && event->key() <= Qt::Key_Down;
    if (isArrow && event->modifiers() == Qt::NoModifier) {
        m_scene.stepSelection(event->key());
    } else if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) {
        setDragMode(ScrollHandDrag);
        setInteractive(false);
    } else if (event->key() == Qt::Key_Escape) {
        m_scene.clearSelection();
    } else {
        QGraphicsView::keyPressEvent(event);
    }
}

void FlowView::keyReleaseEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) letGo();
    QGraphicsView::keyReleaseEvent(event);
}

void FlowView::focusOutEvent(QFocusEvent* event) {
    letGo(); // the release of the key goes elsewhere
    QGraphicsView::focusOutEvent(event);
}

void FlowView::letGo() {
    if (isInteractive()) return;
    setDragMode(RubberBandDrag);
    setInteractive(true);
    m_fits = false;
}

void FlowView::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::MiddleButton) {
        m_panning = true;
        m_panFrom = event->pos();
        setCursor(Qt::ClosedHandCursor);
        return;
    }
    if (event->button() == Qt::RightButton) return; // keeps the selection for the menu
    QGraphicsView::mousePressEvent(event);
}

void FlowView::mouseMoveEvent(QMouseEvent* event) {
    if (m_panning) {
        m_fits = false;
        pan(m_panFrom - event->pos());
        m_panFrom = event->pos();
        return;
    }
    QGraphicsView::mouseMoveEvent(event);
}

void FlowView::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() == Qt::MiddleButton) {
        m_panning = false;
        unsetCursor();
        return;
    }
    QGraphicsView::mouseReleaseEvent(event);
}

void FlowView::contextMenuEvent(QContextMenuEvent* event) {
    if (NodeItem* card = m_scene.cardAt(mapToScene(event->pos())); card && !card->isSelected()) {
        m_scene.clearSelection();
        card->setSelected(true);
    }
    Q_EMIT contextMenuWanted(event->globalPos());
}

void FlowView::resizeEvent(QResizeEvent* event) {
    QGraphicsView::resizeEvent(event);
    if (m_fits) fit();
    Q_EMIT viewChanged();
}

void FlowView::scrollContentsBy(int dx, int dy) {
    QGraphicsView::scrollContentsBy(dx, dy);
    Q_EMIT viewChanged();
}

void FlowView::showEvent(QShowEvent* event) {
    QGraphicsView::showEvent(event);
    if (m_fits) fit();
}

void FlowView::hideEvent(QHideEvent* event) {
    QGraphicsView::hideEvent(event);
    m_scene.setMoving(false);
}

} // namespace twinflow::ui
