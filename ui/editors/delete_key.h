// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The key Delete for a table of its own: there it removes rows, and not what is selected in the picture.
#pragma once

#include <QKeyEvent>
#include <QObject>
#include <QWidget>

#include <functional>

namespace twinflow::ui {

class DeleteKey : public QObject {
    Q_OBJECT
public:
    DeleteKey(QWidget* on, std::function<void()> act)
        : QObject(on)
        , m_act(std::move(act)) {
        on->installEventFilter(this);
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        const bool isAsked = event->type() == QEvent::ShortcutOverride; // before the window's shortcut takes it
        const bool isMeant = isAsked || event->type() == QEvent::KeyPress;
        if (!isMeant || !static_cast<const QKeyEvent*>(event)->matches(QKeySequence::Delete))
            return QObject::eventFilter(watched, event);
        event->accept();
        if (!isAsked) m_act();
        return true;
    }

private:
    std::function<void()> m_act;
};

} // namespace twinflow::ui
