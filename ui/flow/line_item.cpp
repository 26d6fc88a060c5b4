// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/line_item.h"

#include "flow/canvas_fonts.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace twinflow::ui {

namespace {

constexpr double kStep = 6;      // between the points kept of a path
constexpr double kDotSpeed = 70; // pixels a second
constexpr double kFarthest = 90; // between two dots of the slowest flow
constexpr double kNearest = 13;  // of the fastest
constexpr double kFade = 2.5;    // glow a second
bool reducedMotion = false;

double gapBetweenDots(double rate) {
    return std::clamp(kFarthest / (1 + std::log10(1 + rate * 10)), kNearest, kFarthest);
}

} // namespace

LineItem::LineItem(FlowLine line)
    : m_line(std::move(line)) {
    setFlag(ItemIsSelectable);
    setZValue(1);
}

void LineItem::setReducedMotion(bool reduced) {
    reducedMotion = reduced;
}

void LineItem::setLine(FlowLine line) {
    m_line = std::move(line);
    update();
}

void LineItem::setPath(const QPainterPath& path) {
    if (path == m_path) return;
    prepareGeometryChange();
    m_path = path;
    m_points.clear();
    m_length = path.length();
    const int count = std::max(2, static_cast<int>(m_length / kStep));
    for (int i = 0; i <= count; ++i) m_points.push_back(path.pointAtPercent(static_cast<double>(i) / count));
}

void LineItem::setFigures(const LineFigures& figures, const QString& label, bool live) {
    const bool same = label == m_label && figures.condition == m_figures.condition && live == m_live;
    if (label != m_label) prepareGeometryChange();
    m_figures = figures;
    m_label = label;
    m_live = live;
    if (!same) update();
}

void LineItem::setHighlighted(bool highlighted) {
    if (highlighted == m_highlighted) return;
    m_highlighted = highlighted;
    update();
}

bool LineItem::advanceDots(double seconds) {
    const double wished = m_live && m_figures.rate > 0 && !reducedMotion ? 1 : 0;
    if (wished == 0 && m_glow == 0) return false;
    const double change = std::clamp(wished - m_glow, -kFade * seconds, kFade * seconds);
    m_glow = std::clamp(m_glow + change, 0.0, 1.0);
    m_phase = std::fmod(m_phase + kDotSpeed * seconds, gapBetweenDots(m_figures.rate));
    update();
    return true;
}

QPointF LineItem::pointAt(double distance) const {
    if (m_length <= 0) return m_points.front();
    const double place = std::clamp(distance / m_length, 0.0, 1.0) * static_cast<double>(m_points.size() - 1);
    const auto before = std::min(static_cast<std::size_t>(place), m_points.size() - 2);
    const double share = place - static_cast<double>(before);
    return m_points[before] * (1 - share) + m_points[before + 1] * share;
}

double LineItem::lineWidth() const {
    return std::clamp(1.2 + std::log10(1 + m_figures.rate * 10) * 0.8, 1.2, 4.0);
}

QRectF LineItem::boundingRect() const {
    return m_path.boundingRect().adjusted(-8, -10, 8, 10) |
           (m_label.isEmpty() || m_points.empty() ? QRectF()
                                                  : QRectF(pointAt(m_length / 2) - QPointF(60, 12), QSizeF(120, 24)));
}

QPainterPath LineItem::shape() const {
    QPainterPathStroker stroker;
    stroker.setWidth(12);
    return stroker.createStroke(m_path);
}

void LineItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    if (m_points.empty()) return;
    const Tokens& t = tokens();
    const bool stands = m_highlighted || isSelected();
    QColor ink = t.isDark ? QColor(0x45, 0x4f, 0x5d) : QColor(0xc3, 0xc9, 0xd3);
    if (m_figures.condition != Condition::none && m_figures.condition != Condition::fine)
        ink = colour(m_figures.condition);
    else if (stands)
        ink = t.selection;
    // Ways that nothing has gone are there when they are asked for.
    if (m_line.kind == LineKind::deadLetter && m_figures.count == 0 && !stands) ink.setAlphaF(0.45F);
    painter->setRenderHint(QPainter::Antialiasing);
    QPen pen(ink, lineWidth() + (isSelected() ? 0.8 : 0), Qt::SolidLine, Qt::RoundCap);
    if (m_line.kind == LineKind::back) pen.setDashPattern({0.5, 3.2});
    if (m_line.kind == LineKind::deadLetter) pen.setDashPattern({4, 3.2});
    painter->setPen(pen);
    painter->setBrush(Qt::NoBrush);
    painter->drawPath(m_path);

    if (m_glow > 0) {
        QColor dot = stands ? t.selection : (t.isDark ? QColor(0x9a, 0xa8, 0xba) : QColor(0x7d, 0x8a, 0x9c));
        dot.setAlphaF(static_cast<float>(m_glow));
        painter->setPen(Qt::NoPen);
        painter->setBrush(dot);
        const double radius = lineWidth() / 2 + 1.3;
        const double gap = gapBetweenDots(m_figures.rate);
        for (double at = m_phase; at < m_length; at += gap) painter->drawEllipse(pointAt(at), radius, radius);
    }
    if (m_label.isEmpty()) return;
    const QFontMetricsF metrics(canvasFont(CanvasText::label));
    QRectF pill(0, 0, metrics.horizontalAdvance(m_label) + 8, metrics.height() + 1);
    pill.moveCenter(pointAt(m_length / 2));
    QColor ground = t.canvas;
    ground.setAlpha(225);
    painter->setPen(Qt::NoPen);
    painter->setBrush(ground);
    painter->drawRoundedRect(pill, 4, 4);
    painter->setPen(stands ? t.selection : t.dim);
    painter->setFont(canvasFont(CanvasText::label));
    painter->drawText(pill, Qt::AlignCenter, m_label);
}

} // namespace twinflow::ui
