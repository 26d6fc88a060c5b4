// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/model_picture.h"

#include "look/tokens.h"

#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace twinflow::ui {

namespace {

constexpr int kWidth = 108;
constexpr int kHeight = 28;
constexpr int kGap = 10;
constexpr std::size_t kMost = 6; // of a side

} // namespace

ModelPicture::ModelPicture(QWidget* parent)
    : QWidget(parent) {
    setObjectName(QStringLiteral("modelPicture"));
    setAccessibleName(tr("The model among its neighbours"));
    setFocusPolicy(Qt::StrongFocus);
    setMinimumHeight(160);
}

void ModelPicture::show(const ModelSheet& sheet) {
    m_cards.clear();
    m_left = 0;
    m_current = -1;
    if (sheet.isRead) m_cards.push_back({sheet.id, {}, Side::middle, {}});
    QStringList spoken;
    const auto add = [&](const std::vector<ModelNeighbour>& neighbours, Side side, const QString& words) {
        for (std::size_t i = 0; i < neighbours.size(); ++i) {
            if (i < kMost)
                m_cards.push_back({neighbours[i].id, neighbours[i].role, side, {}});
            else
                ++m_left;
            spoken << words.arg(shortModelName(neighbours[i].id), neighbours[i].role);
        }
    };
    add(sheet.parents, Side::above, tr("extends %1%2"));
    add(sheet.heirs, Side::below, tr("%1 extends it%2"));
    add(sheet.targets, Side::right, tr("%2 leads to %1"));
    setAccessibleDescription(spoken.join(QStringLiteral("; ")));
    arrange();
}

void ModelPicture::arrange() {
    const auto place = [&](Side side) {
        std::vector<Card*> cards;
        for (Card& card : m_cards)
            if (card.side == side) cards.push_back(&card);
        return cards;
    };
    const auto right = place(Side::right);
    const int middleX = right.empty() ? width() / 2 : std::max(kWidth / 2 + 8, width() * 3 / 10);
    const auto row = [&](Side side, int y) {
        const auto cards = place(side);
        const int count = static_cast<int>(cards.size());
        const int step = std::min(kWidth + kGap, count > 1 ? (width() - kWidth - 8) / (count - 1) : kWidth);
        int x = std::clamp(middleX - (step * (count - 1) + kWidth) / 2, 4,
                           std::max(4, width() - step * (count - 1) - kWidth - 4));
        for (Card* card : cards) {
            card->place = QRect(x, y, kWidth, kHeight);
            x += step;
        }
    };
    row(Side::above, 8);
    row(Side::below, height() - kHeight - 8);
    const int middleY = (height() - kHeight) / 2;
    if (!m_cards.empty()) m_cards.front().place = QRect(middleX - kWidth / 2, middleY, kWidth, kHeight);
    const int count = static_cast<int>(right.size());
    const int step = std::min(kHeight + kGap, count > 1 ? (height() - kHeight - 16) / (count - 1) : kHeight);
    int y = (height() - step * (count - 1) - kHeight) / 2;
    for (Card* card : right) {
        card->place = QRect(width() - kWidth - 8, y, kWidth, kHeight);
        y += step;
    }
    update();
}

QRect ModelPicture::cardOf(const QString& id) const {
    const auto found = std::find_if(m_cards.begin(), m_cards.end(), [&](const Card& card) { return card.id == id; });
    return found == m_cards.end() ? QRect() : found->place;
}

void ModelPicture::paintLine(QPainter& painter, const Card& card) const {
    const QRect& middle = m_cards.front().place;
    QPoint from;
    QPoint to;
    if (card.side == Side::right) {
        from = {middle.right(), middle.center().y()};
        to = {card.place.left(), card.place.center().y()};
        const int bend = (to.x() - from.x()) / 2;
        QPainterPath path(from);
        path.cubicTo(from + QPoint(bend, 0), to - QPoint(bend, 0), to);
        painter.drawPath(path);
        painter.setPen(tokens().dim);
        painter.drawText(QRect(to.x() - 96, to.y() - 17, 92, 16), Qt::AlignRight | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(card.role, Qt::ElideRight, 92));
        return;
    }
    const bool isAbove = card.side == Side::above;
    from = {middle.center().x(), isAbove ? middle.top() : middle.bottom()};
    to = {card.place.center().x(), isAbove ? card.place.bottom() : card.place.top()};
    painter.drawLine(from, to);
    // The arrow of inheritance points to who is extended.
    const QPointF tip = isAbove ? to : from;
    const QPointF away = isAbove ? QPointF(from - to) : QPointF(to - from);
    const double length = std::hypot(away.x(), away.y());
    if (length < 1) return;
    const QPointF along = away / length * 8;
    const QPointF across(-along.y() / 2, along.x() / 2);
    painter.setBrush(tokens().panel);
    painter.drawPolygon(QPolygonF{tip, tip + along + across, tip + along - across});
}

void ModelPicture::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Tokens& t = tokens();
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.85);
    painter.setFont(small);
    for (std::size_t i = 1; i < m_cards.size(); ++i) {
        painter.setPen(QPen(t.faint, 1.2));
        paintLine(painter, m_cards[i]);
    }
    for (std::size_t i = 0; i < m_cards.size(); ++i) {
        const Card& card = m_cards[i];
        const bool isMarked = static_cast<int>(i) == m_current && hasFocus();
        painter.setPen(QPen(i == 0 || isMarked ? t.selection : t.hairline, i == 0 || isMarked ? 2 : 1));
        painter.setBrush(t.card);
        painter.drawRoundedRect(QRectF(card.place).adjusted(0.5, 0.5, -0.5, -0.5), 7, 7);
        painter.setPen(t.text);
        painter.drawText(card.place.adjusted(8, 0, -8, 0), Qt::AlignCenter,
                         painter.fontMetrics().elidedText(shortModelName(card.id), Qt::ElideMiddle, kWidth - 16));
    }
    if (m_left == 0) return;
    painter.setPen(t.dim);
    painter.drawText(rect().adjusted(8, 0, -8, -2), Qt::AlignLeft | Qt::AlignBottom, tr("and %1 more").arg(m_left));
}

void ModelPicture::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

void ModelPicture::mousePressEvent(QMouseEvent* event) {
    for (std::size_t i = 1; i < m_cards.size(); ++i) {
        if (!m_cards[i].place.contains(event->pos())) continue;
        const QString id = m_cards[i].id; // the picture may be another one afterwards
        Q_EMIT modelActivated(id);
        return;
    }
    QWidget::mousePressEvent(event);
}

void ModelPicture::keyPressEvent(QKeyEvent* event) {
    const int last = static_cast<int>(m_cards.size()) - 1;
    const bool forward = event->key() == Qt::Key_Right || event->key() == Qt::Key_Down;
    const bool back = event->key() == Qt::Key_Left || event->key() == Qt::Key_Up;
    if (last >= 1 && (forward || back)) {
        m_current = std::clamp(m_current + (forward ? 1 : -1), 1, last);
        update();
        return;
    }
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_current >= 1 && m_current <= last) {
        const QString id = m_cards[static_cast<std::size_t>(m_current)].id;
        Q_EMIT modelActivated(id);
        return;
    }
    QWidget::keyPressEvent(event);
}

} // namespace twinflow::ui
