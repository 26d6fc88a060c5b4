// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/fault_timeline.h"

#include "bridge/text.h"
#include "look/figures.h"
#include "look/tokens.h"
#include "panels/empty_hint.h"
#include "simulation/scenario_text.h"

#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

#include <cstdlib>

namespace twinflow::ui {

namespace {

using namespace std::chrono_literals;

constexpr int kLane = 34;
constexpr int kTop = 26; // the axis
constexpr int kLeft = 132;
constexpr int kRight = 16;
constexpr int kGrip = 6;
constexpr int kShortest = 8; // pixels of a bar
constexpr Duration kSteps[]{1s, 5s, 10s, 30s, 1min, 5min, 10min, 30min, 1h, 6h, 24h};

} // namespace

FaultTimeline::FaultTimeline(QWidget* parent)
    : QWidget(parent) {
    setObjectName(QStringLiteral("faultTimeline"));
    setAccessibleName(tr("Faults on the time line"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setMinimumHeight(kTop + kLane);
}

void FaultTimeline::show(const simulation::Scenario& scenario) {
    if (scenario.faults.size() != m_scenario.faults.size())
        m_drag.reset(); // the one that is dragged may be another now
    m_scenario = scenario;
    m_lanes.clear();
    for (const auto& fault : m_scenario.faults) {
        if (laneOf(fault.target) < 0) m_lanes.push_back(fault.target);
    }
    const int last = static_cast<int>(m_scenario.faults.size()) - 1;
    if (m_current > last) setCurrent(last);
    setMinimumHeight(kTop + kLane * std::max(1, static_cast<int>(m_lanes.size())) + 8);
    tell();
    update();
}

void FaultTimeline::setCurrent(int fault) {
    if (fault == m_current) return;
    m_current = fault;
    tell();
    update();
    Q_EMIT currentChanged(fault);
}

/// For screen readers.
void FaultTimeline::tell() {
    if (m_current < 0 || m_current >= static_cast<int>(m_scenario.faults.size())) {
        setAccessibleDescription(tr("%1 faults").arg(m_scenario.faults.size()));
        return;
    }
    const auto& fault = m_scenario.faults[static_cast<std::size_t>(m_current)];
    setAccessibleDescription(tr("%1 of %2 at %3 for %4")
                                 .arg(text(simulation::faultKindName(fault.kind)), text(fault.target),
                                      durationText(fault.at), durationText(fault.lasts)));
}

int FaultTimeline::laneOf(const std::string& target) const {
    const auto found = std::find(m_lanes.begin(), m_lanes.end(), target);
    return found == m_lanes.end() ? -1 : static_cast<int>(found - m_lanes.begin());
}

int FaultTimeline::xOf(Duration at) const {
    const double share = toSeconds(at) / std::max(1.0, toSeconds(m_scenario.duration));
    return kLeft + static_cast<int>(std::clamp(share, 0.0, 1.0) * (width() - kLeft - kRight));
}

Duration FaultTimeline::timeOf(int x) const {
    const double share = static_cast<double>(x - kLeft) / std::max(1, width() - kLeft - kRight);
    return fromSeconds(std::clamp(share, 0.0, 1.0) * toSeconds(m_scenario.duration));
}

Duration FaultTimeline::step() const {
    const Duration pixels = timeOf(kLeft + 4);
    const auto found =
        std::find_if(std::begin(kSteps), std::end(kSteps), [&](Duration each) { return each >= pixels; });
    return found == std::end(kSteps) ? kSteps[std::size(kSteps) - 1] : *found;
}

Duration FaultTimeline::rounded(Duration time) const {
    const Duration by = step();
    return (time + by / 2) / by * by;
}

QRect FaultTimeline::barOf(int fault) const {
    const auto& each = m_scenario.faults[static_cast<std::size_t>(fault)];
    const int left = xOf(each.at);
    return {left, kTop + laneOf(each.target) * kLane + 6, std::max(kShortest, xOf(each.at + each.lasts) - left),
            kLane - 12};
}

std::pair<int, FaultTimeline::Grip> FaultTimeline::hit(QPoint at) const {
    for (int fault = static_cast<int>(m_scenario.faults.size()) - 1; fault >= 0; --fault) {
        const QRect bar = barOf(fault);
        if (!bar.adjusted(-2, 0, 2, 0).contains(at)) continue;
        if (at.x() > bar.right() - kGrip) return {fault, Grip::end};
        if (at.x() < bar.left() + kGrip && bar.width() > 3 * kGrip) return {fault, Grip::begin};
        return {fault, Grip::body};
    }
    return {-1, Grip::none};
}

void FaultTimeline::moveBar(const Drag& from, Duration at) {
    const Duration latest = std::max({Duration{}, m_scenario.duration - from.lasts, from.at});
    Q_EMIT changeWanted(from.fault, std::clamp(at, Duration{}, latest), from.lasts, from.gesture);
}

void FaultTimeline::moveBegin(const Drag& from, Duration at) {
    const Duration end = from.at + from.lasts;
    at = std::clamp(at, Duration{}, end - shortest(from));
    Q_EMIT changeWanted(from.fault, at, end - at, from.gesture);
}

void FaultTimeline::moveEnd(const Drag& from, Duration end) {
    const Duration latest = std::max(m_scenario.duration, from.at + from.lasts);
    end = std::clamp(end, from.at + shortest(from), latest);
    Q_EMIT changeWanted(from.fault, from.at, end - from.at, from.gesture);
}

void FaultTimeline::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return QWidget::mousePressEvent(event);
    const auto [fault, grip] = hit(event->pos());
    setCurrent(fault);
    if (fault < 0) return;
    const auto& pressed = m_scenario.faults[static_cast<std::size_t>(fault)];
    m_drag = Drag{fault, grip, event->pos().x(), pressed.at, pressed.lasts, ++s_gestures, false};
}

void FaultTimeline::mouseMoveEvent(QMouseEvent* event) {
    if (!m_drag) {
        const Grip grip = hit(event->pos()).second;
        setCursor(grip == Grip::begin || grip == Grip::end ? Qt::SizeHorCursor
                  : grip == Grip::body                     ? Qt::OpenHandCursor
                                                           : Qt::ArrowCursor);
        return;
    }
    if (std::abs(event->pos().x() - m_drag->x) >= QApplication::startDragDistance()) m_drag->hasMoved = true;
    if (!m_drag->hasMoved) return;
    const Drag drag = *m_drag;
    const Duration moved = timeOf(event->pos().x()) - timeOf(drag.x);
    switch (drag.grip) {
    case Grip::body:
        return moveBar(drag, rounded(drag.at + moved));
    case Grip::begin:
        return moveBegin(drag, rounded(drag.at + moved));
    case Grip::end:
        return moveEnd(drag, rounded(drag.at + drag.lasts + moved));
    case Grip::none:
        return;
    }
}

void FaultTimeline::mouseReleaseEvent(QMouseEvent* event) {
    m_drag.reset();
    QWidget::mouseReleaseEvent(event);
}

void FaultTimeline::mouseDoubleClickEvent(QMouseEvent* event) {
    const int lane = (event->pos().y() - kTop) / kLane;
    if (event->pos().y() < kTop || event->pos().x() < kLeft || hit(event->pos()).first >= 0) return;
    const bool isLane = lane < static_cast<int>(m_lanes.size());
    Q_EMIT addWanted(isLane ? text(m_lanes[static_cast<std::size_t>(lane)]) : QString(),
                     rounded(timeOf(event->pos().x())));
}

void FaultTimeline::keyPressEvent(QKeyEvent* event) {
    const int last = static_cast<int>(m_scenario.faults.size()) - 1;
    if (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down) {
        if (last >= 0) setCurrent(std::clamp(m_current + (event->key() == Qt::Key_Down ? 1 : -1), 0, last));
        return;
    }
    if (event->key() == Qt::Key_Insert) {
        Q_EMIT addWanted(m_current < 0 ? QString()
                                       : text(m_scenario.faults[static_cast<std::size_t>(m_current)].target),
                         Duration{});
        return;
    }
    if (m_current < 0) return QWidget::keyPressEvent(event);
    if (event->matches(QKeySequence::Delete)) {
        Q_EMIT removeWanted(m_current);
        return;
    }
    if (event->key() != Qt::Key_Left && event->key() != Qt::Key_Right) return QWidget::keyPressEvent(event);
    const auto& fault = m_scenario.faults[static_cast<std::size_t>(m_current)];
    const Duration by = event->key() == Qt::Key_Right ? step() : -step();
    const Drag from{m_current, Grip::none, 0, fault.at, fault.lasts, ++s_gestures, true};
    if (event->modifiers() & Qt::ShiftModifier) return moveEnd(from, fault.at + fault.lasts + by);
    moveBar(from, fault.at + by);
}

bool FaultTimeline::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride &&
        static_cast<const QKeyEvent*>(event)->matches(QKeySequence::Delete)) {
        event->accept(); // here it removes a fault, not what is selected in the picture
        return true;
    }
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<const QHelpEvent*>(event);
        const int fault = hit(help->pos()).first;
        if (fault >= 0) {
            const auto& each = m_scenario.faults[static_cast<std::size_t>(fault)];
            QToolTip::showText(help->globalPos(),
                               tr("%1 of %2 at %3 for %4")
                                   .arg(text(simulation::faultKindName(each.kind)), text(each.target),
                                        durationText(each.at), durationText(each.lasts)));
            return true;
        }
    }
    return QWidget::event(event);
}

void FaultTimeline::paintAxis(QPainter& painter) const {
    const Tokens& t = tokens();
    // About a mark in eighty pixels, at round times.
    const Duration wanted = timeOf(kLeft + 80);
    const auto found =
        std::find_if(std::begin(kSteps), std::end(kSteps), [&](Duration each) { return each >= wanted; });
    const Duration by = found == std::end(kSteps) ? wanted : *found;
    for (Duration at{}; at <= m_scenario.duration; at += by) {
        const int x = xOf(at);
        painter.setPen(t.hairline);
        painter.drawLine(x, kTop - 4, x, height());
        painter.setPen(t.dim);
        painter.drawText(QRect(x - 40, 0, 80, kTop - 6), Qt::AlignHCenter | Qt::AlignBottom,
                         at == Duration{} ? tr("start") : durationText(at));
    }
}

void FaultTimeline::paintEvent(QPaintEvent*) {
    if (m_scenario.faults.empty()) {
        paintHint(*this, tr("No fault yet. Two clicks, or the button below, add one."));
        return;
    }
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Tokens& t = tokens();
    paintAxis(painter);
    for (std::size_t lane = 0; lane < m_lanes.size(); ++lane) {
        const int y = kTop + static_cast<int>(lane) * kLane;
        painter.setPen(t.hairline);
        painter.drawLine(0, y, width(), y);
        painter.setPen(t.text);
        painter.drawText(QRect(8, y, kLeft - 16, kLane), Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(text(m_lanes[lane]), Qt::ElideMiddle, kLeft - 16));
    }
    for (int i = 0; i < static_cast<int>(m_scenario.faults.size()); ++i) {
        const QRect bar = barOf(i);
        const bool isCurrent = i == m_current;
        QColor ground = t.failing;
        ground.setAlpha(t.isDark ? 70 : 40);
        painter.setBrush(ground);
        painter.setPen(QPen(isCurrent ? t.selection : t.failing, isCurrent ? 2 : 1));
        painter.drawRoundedRect(QRectF(bar).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
        painter.setPen(t.text);
        const QRect inside = bar.adjusted(8, 0, -8, 0);
        const QString name = text(simulation::faultKindName(m_scenario.faults[static_cast<std::size_t>(i)].kind));
        if (painter.fontMetrics().horizontalAdvance(name) <= inside.width()) {
            painter.drawText(inside, Qt::AlignVCenter, name);
            continue;
        }
        // Behind a short bar, or before it where there is more room.
        painter.setPen(t.dim);
        const bool isLate = bar.center().x() > (kLeft + width()) / 2;
        const QRect beside = isLate ? QRect(kLeft, bar.top(), bar.left() - kLeft - 6, bar.height())
                                    : QRect(bar.right() + 6, bar.top(), width() - bar.right() - 10, bar.height());
        painter.drawText(beside, (isLate ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(name, Qt::ElideRight, beside.width()));
    }
}

} // namespace twinflow::ui
