// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/flow_picture.h"

#include "flow/flow_layout.h"
#include "flow/flow_paths.h"

#include <algorithm>

namespace twinflow::ui {

void paintFlow(QPainter& painter, const deployment::Deployment& deployment, const QRectF& field) {
    const FlowGraph graph = flowGraph(deployment);
    const FlowPlaces places = layoutFlow(graph, {});
    QRectF bounds;
    for (const QRectF& card : places.cards) bounds |= card;
    if (bounds.isEmpty()) return;
    const double scale = std::min({field.width() / bounds.width(), field.height() / bounds.height(), 0.5});
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(field.center());
    painter.scale(scale, scale);
    painter.translate(-bounds.center());
    const Tokens& t = tokens();
    painter.setPen(QPen(t.isDark ? QColor(0x45, 0x4f, 0x5d) : QColor(0xc3, 0xc9, 0xd3), 1.1 / scale));
    painter.setBrush(Qt::NoBrush);
    const std::vector<QPainterPath> paths = flowPaths(graph, places);
    for (std::size_t i = 0; i < paths.size(); ++i) {
        if (graph.lines[i].kind == LineKind::flow) painter.drawPath(paths[i]);
    }
    for (std::size_t i = 0; i < places.cards.size(); ++i) {
        painter.setPen(QPen(t.hairline, 1 / scale));
        painter.setBrush(t.card);
        painter.drawRoundedRect(places.cards[i], 12, 12);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour(graph.nodes[i].hue));
        painter.drawRoundedRect(QRectF(places.cards[i].topLeft(), QSizeF(26, places.cards[i].height())), 12, 12);
        QColor text = t.faint;
        text.setAlpha(90);
        painter.setBrush(text);
        painter.drawRoundedRect(QRectF(places.cards[i].topLeft() + QPointF(42, 16), QSizeF(76, 10)), 5, 5);
    }
    painter.restore();
}

} // namespace twinflow::ui
