// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A line of the picture: its width tells the rate, dots move along it as events do.
#pragma once

#include "flow/flow_figures.h"

#include <QGraphicsItem>
#include <QPainterPath>

#include <vector>

namespace twinflow::ui {

class LineItem : public QGraphicsItem {
public:
    enum { Type = UserType + 2 };

    explicit LineItem(FlowLine line);
    int type() const override { return Type; }

    const FlowLine& line() const { return m_line; }
    const ServiceRef& ref() const { return m_line.ref; }
    void setLine(FlowLine line);
    void setPath(const QPainterPath& path);
    /// `label` is shown at the line; empty: none.
    void setFigures(const LineFigures& figures, const QString& label, bool live);
    const QString& label() const { return m_label; }
    /// Lines of what is selected stand out.
    void setHighlighted(bool highlighted);
    /// Moves its dots on by `seconds` on the wall; false when nothing moves.
    bool advanceDots(double seconds);
    /// Thickness alone tells the rate.
    static void setReducedMotion(bool reduced);

    QRectF boundingRect() const override;
    QPainterPath shape() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    QPointF pointAt(double distance) const;
    double lineWidth() const;

    FlowLine m_line;
    QPainterPath m_path;
    std::vector<QPointF> m_points; // of the path, at even distances
    double m_length = 0;
    LineFigures m_figures;
    QString m_label;
    bool m_live = false;
    bool m_highlighted = false;
    double m_glow = 0;  // of the dots: 0 none, 1 full
    double m_phase = 0; // how far the first dot is
};

} // namespace twinflow::ui
