// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// All edits in their order: a press goes back to one, or forward again.
#pragma once

#include "bridge/deployment_controller.h"

#include <QUndoView>

namespace twinflow::ui {

class History : public QUndoView {
    Q_OBJECT
public:
    explicit History(DeploymentController& controller, QWidget* parent = nullptr);
};

} // namespace twinflow::ui
