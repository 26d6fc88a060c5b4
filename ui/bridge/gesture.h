// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which edits belong together: what is typed without a rest is one entry in the history.
#pragma once

#include <QElapsedTimer>
#include <QString>

namespace twinflow::ui {

class Gesture {
public:
    explicit Gesture(QString name)
        : m_name(std::move(name)) {}

    /// The merge key of an edit that is made now.
    QString key() {
        constexpr qint64 kRest = 1500; // ms
        if (m_number == 0 || m_last.elapsed() > kRest) m_number = ++s_numbers;
        m_last.start();
        return QStringLiteral("%1#%2").arg(m_name).arg(m_number);
    }

private:
    QString m_name;
    QElapsedTimer m_last;
    int m_number = 0;                // none yet
    inline static int s_numbers = 0; // of all: two editors of one file make different gestures
};

} // namespace twinflow::ui
