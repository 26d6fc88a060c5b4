// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/node_item.h"

#include "flow/canvas_fonts.h"
#include "look/marks.h"

#include <QFontMetricsF>
#include <QGraphicsSceneHoverEvent>
#include <QPainter>
#include <QPainterPath>
#include <QStyleOptionGraphicsItem>

#include <algorithm>

namespace twinflow::ui {

namespace {

constexpr double kRadius = 9;
constexpr double kBand = 4.5;
constexpr double kPad = 13;
constexpr double kPortRadius = 5;
constexpr double kSparkWidth = 46;
constexpr double kSparkHeight = 13;

void paintSpark(QPainter& painter, const std::vector<double>& spark, QRectF field, const QColor& ink) {
    if (spark.size() < 2) return;
    const double top = *std::max_element(spark.begin(), spark.end());
    if (top <= 0) return;
    QPolygonF line;
    for (std::size_t i = 0; i < spark.size(); ++i) {
        line << QPointF(field.left() + field.width() * static_cast<double>(i) / static_cast<double>(spark.size() - 1),
                        field.bottom() - field.height() * spark[i] / top);
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(ink, 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(line);
}

} // namespace

void paintCard(QPainter& painter, const FlowNode& node, const NodeFigures& figures, bool selected, bool hovered) {
    const Tokens& t = tokens();
    const QRectF card(0, 0, kCardWidth, cardHeight(node));
    painter.setRenderHint(QPainter::Antialiasing);
    // A shadow of one pixel lifts it off the canvas.
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(0, 0, 0, t.isDark ? 50 : 14));
    painter.drawRoundedRect(card.translated(0, 1.5), kRadius, kRadius);
    painter.setBrush(t.card);
    painter.drawRoundedRect(card, kRadius, kRadius);
    QPainterPath outline;
    outline.addRoundedRect(card, kRadius, kRadius);
    painter.save();
    painter.setClipPath(outline, Qt::IntersectClip);
    painter.fillRect(QRectF(0, 0, kBand, card.height()), colour(node.hue));
    painter.restore();
    painter.setBrush(Qt::NoBrush);
    if (selected)
        painter.setPen(QPen(t.selection, 2));
    else
        painter.setPen(QPen(hovered ? t.faint : t.hairline, 1));
    painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), kRadius - 0.5, kRadius - 0.5);

    const double markRoom = figures.condition == Condition::none ? 0 : 18;
    const double width = card.width() - kPad - 10;
    painter.setPen(t.text);
    const FittedText title = fitted(node.title, canvasFont(CanvasText::title), width - markRoom);
    painter.setFont(title.font);
    painter.drawText(QPointF(kPad, 19), title.text);
    drawMark(painter, QPointF(card.right() - 15, 15), figures.condition, 9);

    painter.setPen(t.dim);
    const QString& subtitle = figures.subtitle.isEmpty() ? node.subtitle : figures.subtitle;
    const FittedText second = fitted(subtitle, canvasFont(CanvasText::small), width);
    painter.setFont(second.font);
    painter.drawText(QPointF(kPad, 34), second.text);
    if (card.height() < kCardHeight) return;

    if (!figures.figure.isEmpty()) {
        const bool isBad = figures.condition == Condition::failing;
        const bool isOdd = figures.condition == Condition::attention;
        const QColor ink = isBad ? t.failingText : isOdd ? t.attentionText : t.text;
        painter.setPen(ink);
        const FittedText figure = fitted(figures.figure, canvasFont(CanvasText::figure), width - kSparkWidth);
        painter.setFont(figure.font);
        painter.drawText(QPointF(kPad, 51), figure.text);
    }
    paintSpark(painter, figures.spark, QRectF(card.right() - 10 - kSparkWidth, 40, kSparkWidth, kSparkHeight),
               colour(node.hue));
}

NodeItem::NodeItem(FlowNode node)
    : m_node(std::move(node)) {
    setFlags(ItemIsSelectable | ItemIsMovable | ItemSendsGeometryChanges);
    setAcceptHoverEvents(true);
    setCacheMode(DeviceCoordinateCache);
    setZValue(2);
    tellTips();
}

void NodeItem::setNode(FlowNode node) {
    prepareGeometryChange();
    m_node = std::move(node);
    tellTips();
    update();
}

void NodeItem::setFigures(NodeFigures figures) {
    const bool same = figures.subtitle == m_figures.subtitle && figures.figure == m_figures.figure &&
                      figures.condition == m_figures.condition && figures.cause == m_figures.cause &&
                      figures.spark == m_figures.spark;
    if (same) return;
    m_figures = std::move(figures);
    tellTips();
    update();
}

void NodeItem::setOffered(bool offered) {
    if (offered == m_offered) return;
    m_offered = offered;
    update();
}

void NodeItem::tellTips() {
    QString tip = QStringLiteral("<b>%1</b><br>%2").arg(m_node.title.toHtmlEscaped(), m_node.subtitle.toHtmlEscaped());
    if (!m_figures.cause.isEmpty()) tip += QStringLiteral("<br>") + m_figures.cause.toHtmlEscaped();
    setToolTip(tip);
}

QRectF NodeItem::card() const {
    return {0, 0, kCardWidth, cardHeight(m_node)};
}

QPointF NodeItem::port() const {
    return mapToScene(QPointF(card().right(), card().center().y()));
}

bool NodeItem::isOnPort(QPointF scenePoint) const {
    return hasPort() && QLineF(scenePoint, port()).length() <= kPortRadius + 5;
}

QRectF NodeItem::boundingRect() const {
    return card().adjusted(-2, -2, kPortRadius + 3, 4);
}

QPainterPath NodeItem::shape() const {
    QPainterPath path;
    path.setFillRule(Qt::WindingFill); // the port lies half on the card
    path.addRoundedRect(card(), kRadius, kRadius);
    if (hasPort()) path.addEllipse(QPointF(card().right(), card().center().y()), kPortRadius + 4, kPortRadius + 4);
    return path;
}

void NodeItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    paintCard(*painter, m_node, m_figures, isSelected() || m_offered, m_hovered);
    if (!m_hovered || !hasPort()) return;
    const QPointF centre(card().right(), card().center().y());
    painter->setPen(QPen(m_onPort ? tokens().selection : tokens().faint, 1.5));
    painter->setBrush(m_onPort ? tokens().selection : tokens().card);
    painter->drawEllipse(centre, kPortRadius, kPortRadius);
}

void NodeItem::hoverEnterEvent(QGraphicsSceneHoverEvent* event) {
    m_hovered = true;
    hoverMoveEvent(event);
    update();
}

void NodeItem::hoverMoveEvent(QGraphicsSceneHoverEvent* event) {
    const bool onPort = isOnPort(event->scenePos());
    if (onPort == m_onPort) return;
    m_onPort = onPort;
    setCursor(onPort ? Qt::CrossCursor : Qt::ArrowCursor);
    update();
}

void NodeItem::hoverLeaveEvent(QGraphicsSceneHoverEvent*) {
    m_hovered = false;
    m_onPort = false;
    update();
}

} // namespace twinflow::ui
