// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/flow_paths.h"

#include <algorithm>
#include <cmath>

namespace twinflow::ui {

namespace {

constexpr double kLane = 9;
constexpr double kCorner = 12;

QPointF rightOf(const QRectF& card) {
    return {card.right(), card.center().y()};
}
QPointF leftOf(const QRectF& card) {
    return {card.left(), card.center().y()};
}

/// Through the points, with round corners.
QPainterPath rounded(const std::vector<QPointF>& points) {
    QPainterPath path(points.front());
    for (std::size_t i = 1; i + 1 < points.size(); ++i) {
        const QLineF in(points[i], points[i - 1]);
        const QLineF out(points[i], points[i + 1]);
        const double radius = std::min({kCorner, in.length() / 2, out.length() / 2});
        if (radius < 1) continue;
        path.lineTo(in.pointAt(radius / in.length()));
        path.quadTo(points[i], out.pointAt(radius / out.length()));
    }
    path.lineTo(points.back());
    return path;
}

QPainterPath aroundBelow(const QRectF& from, const QRectF& to, double bottom, int lane) {
    const double y = bottom + 22 + lane * kLane;
    const double x = from.right() + kCorner + 2 + lane * 5;
    const QPointF end(to.center().x() + lane * 7 - 14, to.bottom());
    return rounded({rightOf(from), {x, from.center().y()}, {x, y}, {end.x(), y}, end});
}

QPainterPath inColumn(const QRectF& from, const QRectF& to, bool isBetweenFree) {
    const bool down = to.center().y() > from.center().y();
    if (isBetweenFree && std::abs(from.center().x() - to.center().x()) < from.width() / 2) {
        QPainterPath path(QPointF(from.center().x(), down ? from.bottom() : from.top()));
        path.lineTo(QPointF(to.center().x(), down ? to.top() : to.bottom()));
        return path;
    }
    QPainterPath path(rightOf(from));
    const double reach = std::max(from.right(), to.right()) + 34;
    path.cubicTo(QPointF(reach, from.center().y()), QPointF(reach, to.center().y()), rightOf(to));
    return path;
}

} // namespace

QPainterPath levelCurve(QPointF from, QPointF to) {
    QPainterPath path(from);
    const double pull = std::max(24.0, std::abs(to.x() - from.x()) / 2);
    path.cubicTo(from + QPointF(pull, 0), to - QPointF(pull, 0), to);
    return path;
}

std::vector<QPainterPath> flowPaths(const FlowGraph& graph, const FlowPlaces& places) {
    std::vector<QPainterPath> paths;
    paths.reserve(graph.lines.size());
    double bottom = 0;
    for (const QRectF& card : places.cards) bottom = std::max(bottom, card.bottom());
    int lane = 0;
    for (const FlowLine& line : graph.lines) {
        const QRectF& from = places.cards[line.from];
        const QRectF& to = places.cards[line.to];
        const double ahead = to.left() - from.right();
        if (ahead >= 0) {
            paths.push_back(levelCurve(rightOf(from), leftOf(to)));
        } else if (to.right() <= from.left()) {
            paths.push_back(aroundBelow(from, to, bottom, lane++));
        } else {
            const QRectF span = QRectF(from.center(), to.center()).normalized().adjusted(-1, 0, 1, 0);
            const bool isFree = std::none_of(places.cards.begin(), places.cards.end(), [&](const QRectF& card) {
                return card != from && card != to && card.intersects(span);
            });
            paths.push_back(inColumn(from, to, isFree));
        }
    }
    return paths;
}

} // namespace twinflow::ui
