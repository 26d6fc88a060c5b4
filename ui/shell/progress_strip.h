// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Says that something takes longer than a moment, and lets it be cancelled. What is quick shows nothing at all.
#pragma once

#include <QFrame>
#include <QTimer>

class QLabel;
class QPushButton;

namespace twinflow::ui {

class ProgressStrip : public QFrame {
    Q_OBJECT
public:
    static constexpr int kMoment = 300; // ms

    explicit ProgressStrip(const QString& id, QWidget* parent = nullptr);

    void begin(const QString& what);
    void end();
    /// As long as it is busy.
    void follow(bool busy, const QString& what) { busy ? begin(what) : end(); }

Q_SIGNALS:
    void cancelled();

private:
    QLabel* m_what;
    QPushButton* m_cancel;
    QTimer m_moment;
};

} // namespace twinflow::ui
