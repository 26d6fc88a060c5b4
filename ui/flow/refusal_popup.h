// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Says why a coupling was not drawn, and offers the way that the service has.
#pragma once

#include "flow/link_maker.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace twinflow::ui {

class RefusalPopup : public QFrame {
    Q_OBJECT
public:
    explicit RefusalPopup(QWidget* parent);
    /// Near `at`, inside the parent.
    void show(const Refusal& refusal, QPoint at);

Q_SIGNALS:
    void mendWanted(const twinflow::ui::Refusal& refusal);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    Refusal m_refusal;
    QLabel* m_why;
    QLabel* m_hint;
    QLabel* m_way;
    QPushButton* m_fix;
    QPushButton* m_close;
};

} // namespace twinflow::ui
