// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What an empty panel says: what would be here, and the next step.
#pragma once

#include <QString>
#include <QWidget>

namespace twinflow::ui {

/// In the middle of a widget that is being painted.
void paintHint(QWidget& on, const QString& sentence);

} // namespace twinflow::ui
