// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The window onto the picture: zoom, pan, fit, keyboard.
#pragma once

#include "flow/flow_scene.h"

#include <QGraphicsView>

namespace twinflow::ui {

class FlowView : public QGraphicsView {
    Q_OBJECT
public:
    explicit FlowView(FlowScene& scene, QWidget* parent = nullptr);

    /// The whole picture, never larger than life.
    void fit();
    /// By a factor, keeping what is under `at` (a point of the view) where it is.
    void zoom(double factor, QPoint at);
    void zoomIn() { zoom(1.2, viewport()->rect().center()); }
    void zoomOut() { zoom(1 / 1.2, viewport()->rect().center()); }
    void zoomToLife();
    double scale() const { return transform().m11(); }
    /// Nobody has zoomed or moved the picture: it fits into its window.
    bool isFit() const { return m_fits; }
    QPointF centre() const { return viewportTransform().inverted().map(QRectF(viewport()->rect()).center()); }
    void lookAt(double scale, QPointF centre);
    /// Scrolls so that it is seen, if it is not.
    void reveal(const ServiceRef& ref);

Q_SIGNALS:
    void viewChanged();
    void contextMenuWanted(QPoint globalAt);

protected:
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    /// Of the picture that is moved while Space is held.
    void letGo();
    void pan(QPoint by);

    FlowScene& m_scene;
    bool m_panning = false;
    bool m_fits = true; // until somebody zooms or pans by hand, the picture stays whole
    QPoint m_panFrom;
};

} // namespace twinflow::ui
