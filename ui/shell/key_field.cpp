// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/key_field.h"

#include <QKeyEvent>

namespace twinflow::ui {

namespace {

bool isModifier(int key) {
    return key == Qt::Key_Shift || key == Qt::Key_Control || key == Qt::Key_Alt || key == Qt::Key_Meta ||
           key == Qt::Key_AltGr || key == 0 || key == Qt::Key_unknown;
}

/// Shift is part of a shortcut where the key does not need it to be what it is: Ctrl+Shift+Z, but Ctrl++.
bool needsShift(const QKeyEvent& event) {
    const QString text = event.text();
    return text.isEmpty() || !text[0].isPrint() || text[0].isLetterOrNumber() || text[0].isSpace();
}

bool staysWithTheDialog(const QKeyEvent& event) {
    const bool isPlain = (event.modifiers() & ~Qt::ShiftModifier) == Qt::NoModifier;
    return isPlain && (event.key() == Qt::Key_Tab || event.key() == Qt::Key_Backtab || event.key() == Qt::Key_Escape);
}

} // namespace

KeyField::KeyField(QWidget* parent)
    : QLineEdit(parent) {
    setReadOnly(true);
    setContextMenuPolicy(Qt::NoContextMenu);
}

bool KeyField::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride && !staysWithTheDialog(static_cast<QKeyEvent&>(*event))) {
        event->accept(); // what is pressed here commands nothing
        return true;
    }
    return QLineEdit::event(event);
}

void KeyField::keyPressEvent(QKeyEvent* event) {
    if (staysWithTheDialog(*event)) return QLineEdit::keyPressEvent(event);
    event->accept();
    if (isModifier(event->key())) return;
    Qt::KeyboardModifiers modifiers = event->modifiers() & ~(Qt::KeypadModifier | Qt::GroupSwitchModifier);
    if (!needsShift(*event)) modifiers &= ~Qt::ShiftModifier;
    Q_EMIT pressed(QKeySequence(QKeyCombination(modifiers, static_cast<Qt::Key>(event->key()))));
}

} // namespace twinflow::ui
