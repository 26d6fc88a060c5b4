// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The faults of a scenario as bars on lanes, a service a lane: moved and resized by the mouse and by the keys.
#pragma once

#include "simulation/scenario.h"

#include <QWidget>

#include <algorithm>
#include <optional>
#include <vector>

namespace twinflow::ui {

class FaultTimeline : public QWidget {
    Q_OBJECT
public:
    explicit FaultTimeline(QWidget* parent = nullptr);

    void show(const simulation::Scenario& scenario);
    /// -1: none.
    int current() const { return m_current; }
    void setCurrent(int fault);
    /// Where the bar of a fault stands.
    QRect barOf(int fault) const;
    /// Steps of what is moved: at least a few pixels wide, and round.
    Duration step() const;

Q_SIGNALS:
    void currentChanged(int fault);
    /// `gesture` is the same for all steps of one drag.
    void changeWanted(int fault, twinflow::Duration at, twinflow::Duration lasts, int gesture);
    void addWanted(const QString& target, twinflow::Duration at);
    void removeWanted(int fault);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    enum class Grip { none, body, begin, end };
    struct Drag {
        int fault = -1;
        Grip grip = Grip::none;
        int x = 0;
        Duration at{};
        Duration lasts{};
        int gesture = 0;
        bool hasMoved = false; // far enough to be no slip of the hand
    };
    std::pair<int, Grip> hit(QPoint at) const;
    int xOf(Duration at) const;
    Duration timeOf(int x) const;
    Duration rounded(Duration time) const;
    int laneOf(const std::string& target) const;
    /// From where a drag or a key found it, and never further out of the scenario than it was.
    void moveBar(const Drag& from, Duration at);
    void moveBegin(const Drag& from, Duration at);
    void moveEnd(const Drag& from, Duration end);
    /// How short it may become: a step, or what it was.
    Duration shortest(const Drag& from) const { return std::min(step(), from.lasts); }
    void paintAxis(QPainter& painter) const;
    void tell();

    simulation::Scenario m_scenario;
    std::vector<std::string> m_lanes; // targets, in the order in which they come first
    int m_current = -1;
    std::optional<Drag> m_drag;
    inline static int s_gestures = 0; // of all: two time lines of one file make different gestures
};

} // namespace twinflow::ui
