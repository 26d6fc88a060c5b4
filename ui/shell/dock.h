// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A window that can be moved, floated and closed, with a quiet title.
#pragma once

#include <QDockWidget>

namespace twinflow::ui {

class Dock : public QDockWidget {
    Q_OBJECT
public:
    /// `id` is that of saved layouts. Without `titled` the tab alone says what it is.
    Dock(const QString& title, const QString& id, QWidget* content, bool titled, QWidget* parent);
};

} // namespace twinflow::ui
