// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The picture of the deployment: its cards and lines, always as the deployment is, with the figures of the run.
#pragma once

#include "flow/flow_figures.h"
#include "flow/line_item.h"
#include "flow/link_maker.h"
#include "flow/node_item.h"

#include "bridge/selection.h"

#include <QElapsedTimer>
#include <QGraphicsScene>

#include <map>
#include <vector>

namespace twinflow::ui {

class FlowScene : public QGraphicsScene {
    Q_OBJECT
public:
    FlowScene(DeploymentController& controller, RunMonitor& run, Selection& selection, QObject* parent = nullptr);

    ~FlowScene() override;

    const FlowGraph& graph() const { return m_graph; }
    const FlowPlaces& places() const { return m_places; }
    /// The card of a service or route; null where there is none.
    NodeItem* cardOf(const ServiceRef& ref) const;
    NodeItem* cardAt(QPointF point) const;
    /// All cards and headings, with some room around them.
    QRectF picture() const;
    LinkMaker& links() { return m_links; }
    /// Nothing moves while nobody looks.
    void setMoving(bool moving);

    /// Adds a service of that kind with its card at `at`, or where the layout puts it.
    void addService(int serviceTemplate, const QPointF* at);
    void removeSelected();
    void duplicateSelected();
    /// Onto the clipboard, for any window; gives whether there was anything.
    bool copySelected() const;
    /// What the clipboard has; gives whether it had services.
    bool paste();
    /// All cards where the layout puts them.
    void arrange();
    /// Selects the nearest card in a direction.
    void stepSelection(int key);

Q_SIGNALS:
    void pictureChanged();
    /// Somebody wants to edit what was clicked twice.
    void activated(const twinflow::ui::ServiceRef& ref);

protected:
    void mousePressEvent(QGraphicsSceneMouseEvent* event) override;
    void mouseMoveEvent(QGraphicsSceneMouseEvent* event) override;
    void mouseReleaseEvent(QGraphicsSceneMouseEvent* event) override;
    void mouseDoubleClickEvent(QGraphicsSceneMouseEvent* event) override;
    void dragEnterEvent(QGraphicsSceneDragDropEvent* event) override;
    void dragMoveEvent(QGraphicsSceneDragDropEvent* event) override;
    void dropEvent(QGraphicsSceneDragDropEvent* event) override;
    void drawBackground(QPainter* painter, const QRectF& rect) override;
    void timerEvent(QTimerEvent* event) override;

private:
    void rebuild();
    void refreshFigures();
    void drawLines();
    void takeSelection();
    void showSelection();
    void beginLink(NodeItem* from);
    void endLink(QPointF at);
    void abandonLink();
    void storeMoves();

    DeploymentController& m_controller;
    RunMonitor& m_run;
    Selection& m_selection;
    LinkMaker m_links;
    FlowGraph m_graph;
    FlowPlaces m_places;
    std::map<ServiceRef, NodeItem*> m_cards;
    std::vector<LineItem*> m_lines; // as in the graph
    bool m_taking = false;          // the selection is on its way from one side to the other
    NodeItem* m_linkFrom = nullptr;
    QGraphicsPathItem* m_linkPath = nullptr;
    QPointF m_pressedAt;
    int m_motion = 0; // timer
    QElapsedTimer m_clock;
    QElapsedTimer m_refreshed;
};

} // namespace twinflow::ui
