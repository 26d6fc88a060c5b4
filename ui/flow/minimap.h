// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The whole picture in a corner, with the part that is seen; a press goes there.
#pragma once

#include <QWidget>

namespace twinflow::ui {

class FlowScene;
class FlowView;

class Minimap : public QWidget {
    Q_OBJECT
public:
    Minimap(FlowScene& scene, FlowView& view);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;

private:
    /// From the scene into this widget.
    QTransform map() const;
    void goTo(QPointF at);

    FlowScene& m_scene;
    FlowView& m_view;
};

} // namespace twinflow::ui
