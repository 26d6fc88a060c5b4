// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/minimap.h"

#include "flow/flow_view.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace twinflow::ui {

namespace {
constexpr double kInset = 8;
}

Minimap::Minimap(FlowScene& scene, FlowView& view)
    : QWidget(&view)
    , m_scene(scene)
    , m_view(view) {
    setFixedSize(132, 84);
    setCursor(Qt::PointingHandCursor);
    setAccessibleName(tr("Overview of the flow"));
    setToolTip(tr("Overview: press to go there"));
    connect(&view, &FlowView::viewChanged, this, [this] {
        // Where all is seen there is nothing to find.
        const QRectF seen = m_view.mapToScene(m_view.viewport()->rect()).boundingRect();
        setVisible(!m_scene.graph().nodes.empty() && !seen.adjusted(-2, -2, 2, 2).contains(m_scene.places().bounds));
        update();
    });
}

QTransform Minimap::map() const {
    const QRectF picture = m_scene.picture();
    const double scale = std::min((width() - 2 * kInset) / picture.width(), (height() - 2 * kInset) / picture.height());
    QTransform map;
    map.translate(width() / 2.0, height() / 2.0);
    map.scale(scale, scale);
    map.translate(-picture.center().x(), -picture.center().y());
    return map;
}

void Minimap::paintEvent(QPaintEvent*) {
    const Tokens& t = tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor ground = t.card;
    ground.setAlpha(235);
    painter.setBrush(ground);
    painter.setPen(t.hairline);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
    const QTransform toHere = map();
    painter.setPen(Qt::NoPen);
    for (std::size_t i = 0; i < m_scene.graph().nodes.size(); ++i) {
        QColor ink = colour(m_scene.graph().nodes[i].hue);
        ink.setAlpha(170);
        painter.setBrush(ink);
        painter.drawRoundedRect(toHere.mapRect(m_scene.places().cards[i]), 1.5, 1.5);
    }
    const QRectF seen = toHere.mapRect(m_view.mapToScene(m_view.viewport()->rect()).boundingRect())
                            .intersected(QRectF(rect()).adjusted(2, 2, -2, -2));
    painter.setBrush(QColor(t.selection.red(), t.selection.green(), t.selection.blue(), 24));
    painter.setPen(QPen(t.selection, 1));
    painter.drawRoundedRect(seen, 3, 3);
}

void Minimap::mousePressEvent(QMouseEvent* event) {
    goTo(event->position());
}

void Minimap::mouseMoveEvent(QMouseEvent* event) {
    goTo(event->position());
}

void Minimap::goTo(QPointF at) {
    m_view.centerOn(map().inverted().map(at));
}

} // namespace twinflow::ui
