// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "look/marks.h"

#include <QIconEngine>
#include <QPainterPath>

#include <functional>
#include <memory>

namespace twinflow::ui {

namespace {

/// Draws anew for each size and screen, so that nothing is ever blurred, and for each theme.
class DrawnIcon : public QIconEngine {
public:
    using Draw = std::function<void(QPainter&, const QRectF&, QIcon::Mode)>;
    explicit DrawnIcon(Draw draw)
        : m_draw(std::move(draw)) {}
    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        m_draw(*painter, rect, mode);
        painter->restore();
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }
    QIconEngine* clone() const override { return new DrawnIcon(*this); }

private:
    Draw m_draw;
};

QIcon drawn(DrawnIcon::Draw draw) {
    return QIcon(new DrawnIcon(std::move(draw)));
}

/// On a field of 16 × 16.
void drawGlyph(QPainter& p, Glyph glyph, const QColor& ink) {
    QPen pen(ink, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    p.setPen(Qt::NoPen);
    p.setBrush(ink);
    const auto line = [&](double x1, double y1, double x2, double y2) {
        p.setPen(pen);
        p.drawLine(QPointF(x1, y1), QPointF(x2, y2));
    };
    const auto outline = [&](const QPainterPath& path) {
        p.setPen(pen);
        p.setBrush(Qt::NoBrush);
        p.drawPath(path);
    };
    QPainterPath path;
    switch (glyph) {
    case Glyph::run:
        path.moveTo(4.5, 3);
        path.lineTo(13, 8);
        path.lineTo(4.5, 13);
        path.closeSubpath();
        p.drawPath(path);
        break;
    case Glyph::pause:
        p.drawRoundedRect(QRectF(4, 3, 3, 10), 0.6, 0.6);
        p.drawRoundedRect(QRectF(9, 3, 3, 10), 0.6, 0.6);
        break;
    case Glyph::step:
        path.moveTo(3.5, 3);
        path.lineTo(10, 8);
        path.lineTo(3.5, 13);
        path.closeSubpath();
        p.drawPath(path);
        p.drawRoundedRect(QRectF(10.5, 3, 2.4, 10), 0.6, 0.6);
        break;
    case Glyph::stop:
        p.drawRoundedRect(QRectF(3.8, 3.8, 8.4, 8.4), 1.2, 1.2);
        break;
    case Glyph::add:
        line(8, 3.5, 8, 12.5);
        line(3.5, 8, 12.5, 8);
        break;
    case Glyph::search:
        path.addEllipse(QPointF(7, 7), 3.8, 3.8);
        outline(path);
        line(10, 10, 13, 13);
        break;
    case Glyph::fit:
        for (int i = 0; i < 4; ++i) {
            QPainterPath corner;
            corner.moveTo(3, 6);
            corner.lineTo(3, 3);
            corner.lineTo(6, 3);
            QTransform turn;
            turn.translate(8, 8);
            turn.rotate(90 * i);
            turn.translate(-8, -8);
            outline(turn.map(corner));
        }
        break;
    case Glyph::undo:
    case Glyph::redo: {
        path.moveTo(3.5, 6.5);
        path.lineTo(9.5, 6.5);
        path.arcTo(QRectF(6.5, 6.5, 6, 6), 90, -180);
        path.lineTo(6, 12.5);
        path.moveTo(6, 3.8);
        path.lineTo(3.3, 6.5);
        path.lineTo(6, 9.2);
        QTransform mirror;
        if (glyph == Glyph::redo) mirror = QTransform(-1, 0, 0, 1, 16, 0);
        outline(mirror.map(path));
        break;
    }
    case Glyph::save:
        path.addRoundedRect(QRectF(3, 3, 10, 10), 1.5, 1.5);
        path.addRect(QRectF(5.5, 3, 5, 3.2));
        path.addRect(QRectF(5.2, 9, 5.6, 4));
        outline(path);
        break;
    case Glyph::close:
        line(4.5, 4.5, 11.5, 11.5);
        line(11.5, 4.5, 4.5, 11.5);
        break;
    case Glyph::more:
        for (const double x : {4.0, 8.0, 12.0}) p.drawEllipse(QPointF(x, 8), 1.2, 1.2);
        break;
    case Glyph::folder:
        path.moveTo(2.5, 12.5);
        path.lineTo(2.5, 4);
        path.lineTo(6.5, 4);
        path.lineTo(8, 5.6);
        path.lineTo(13.5, 5.6);
        path.lineTo(13.5, 12.5);
        path.closeSubpath();
        outline(path);
        break;
    }
}

} // namespace

void drawMark(QPainter& painter, QPointF centre, Condition condition, double size) {
    if (condition == Condition::none) return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const double r = size / 2;
    if (condition == Condition::fine) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour(condition));
        painter.drawEllipse(centre, r * 0.9, r * 0.9);
    } else if (condition == Condition::attention) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour(condition));
        const QPointF points[]{centre + QPointF(0, -r * 1.15), centre + QPointF(r * 1.2, r),
                               centre + QPointF(-r * 1.2, r)};
        painter.drawPolygon(points, 3);
    } else {
        painter.setPen(QPen(colour(condition), std::max(1.6, size * 0.2), Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(centre + QPointF(-r, -r) * 0.85, centre + QPointF(r, r) * 0.85);
        painter.drawLine(centre + QPointF(-r, r) * 0.85, centre + QPointF(r, -r) * 0.85);
    }
    painter.restore();
}

QIcon markIcon(Condition condition) {
    return drawn([condition](QPainter& painter, const QRectF& rect, QIcon::Mode) {
        drawMark(painter, rect.center(), condition, rect.width() * 0.56);
    });
}

QIcon hueIcon(Hue hue) {
    return drawn([hue](QPainter& painter, const QRectF& rect, QIcon::Mode) {
        const double side = rect.width() * 0.62;
        QRectF square(0, 0, side, side);
        square.moveCenter(rect.center());
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour(hue));
        painter.drawRoundedRect(square, side * 0.25, side * 0.25);
    });
}

QIcon glyphIcon(Glyph glyph, QColor ink) {
    return drawn([glyph, ink](QPainter& painter, const QRectF& rect, QIcon::Mode mode) {
        painter.translate(rect.topLeft());
        painter.scale(rect.width() / 16, rect.height() / 16);
        const QColor given = ink.isValid() ? ink : tokens().text;
        drawGlyph(painter, glyph, mode == QIcon::Disabled ? tokens().faint : given);
    });
}

} // namespace twinflow::ui
