// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The flow designer: the picture with what lies over it.
#pragma once

#include "flow/flow_view.h"

#include <QWidget>

class QLabel;

namespace twinflow::ui {

class Minimap;
class RefusalPopup;

class FlowPanel : public QWidget {
    Q_OBJECT
public:
    FlowPanel(DeploymentController& controller, RunMonitor& run, Selection& selection, QWidget* parent = nullptr);

    ~FlowPanel() override;

    FlowScene& scene() { return m_scene; }
    FlowView& view() const { return *m_view; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrangeOverlays();

    FlowScene m_scene;
    FlowView* m_view;
    Minimap* m_minimap;
    RefusalPopup* m_refusal;
    QLabel* m_empty;
};

} // namespace twinflow::ui
