// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A card of the picture.
#pragma once

#include "flow/flow_figures.h"
#include "flow/flow_layout.h"

#include <QGraphicsItem>

namespace twinflow::ui {

class NodeItem : public QGraphicsItem {
public:
    enum { Type = UserType + 1 };

    explicit NodeItem(FlowNode node);
    int type() const override { return Type; }

    const FlowNode& node() const { return m_node; }
    const ServiceRef& ref() const { return m_node.ref; }
    void setNode(FlowNode node);
    void setFigures(NodeFigures figures);
    /// A line is being drawn and would end here.
    void setOffered(bool offered);

    QRectF card() const;
    /// Where lines are drawn from, in the scene.
    QPointF port() const;
    bool isOnPort(QPointF scenePoint) const;

    QRectF boundingRect() const override;
    QPainterPath shape() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

protected:
    void hoverEnterEvent(QGraphicsSceneHoverEvent* event) override;
    void hoverMoveEvent(QGraphicsSceneHoverEvent* event) override;
    void hoverLeaveEvent(QGraphicsSceneHoverEvent* event) override;

private:
    void tellTips();
    bool hasPort() const { return m_node.ref.kind != RefKind::downstream; }

    FlowNode m_node;
    NodeFigures m_figures;
    bool m_offered = false;
    bool m_hovered = false;
    bool m_onPort = false;
};

/// The card alone, for pictures without a scene; its corner is at the origin.
void paintCard(QPainter& painter, const FlowNode& node, const NodeFigures& figures, bool selected, bool hovered);

} // namespace twinflow::ui
