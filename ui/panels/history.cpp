// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/history.h"

namespace twinflow::ui {

History::History(DeploymentController& controller, QWidget* parent)
    : QUndoView(&controller.undoStack(), parent) {
    setObjectName(QStringLiteral("history"));
    setAccessibleName(tr("History of edits"));
    setEmptyLabel(tr("As it was opened"));
}

} // namespace twinflow::ui
