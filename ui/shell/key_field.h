// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A field that takes the keys pressed in it as a shortcut, at once. Tab and Escape keep their meaning.
#pragma once

#include <QKeySequence>
#include <QLineEdit>

namespace twinflow::ui {

class KeyField : public QLineEdit {
    Q_OBJECT
public:
    explicit KeyField(QWidget* parent = nullptr);

Q_SIGNALS:
    void pressed(const QKeySequence& keys);

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
};

} // namespace twinflow::ui
