// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A quiet bar over the picture while files on disk are others than those that were edited here: it offers the ways out
// and waits.
#pragma once

#include "bridge/disk_follower.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace twinflow::ui {

/// "deployment.json", or "deployment.json and 2 more".
QString fileList(const QStringList& files);

class DiskBar : public QFrame {
    Q_OBJECT
public:
    explicit DiskBar(DiskFollower& follower, QWidget* parent = nullptr);

Q_SIGNALS:
    void compareWanted();

private:
    void show();

    DiskFollower& m_follower;
    QLabel* m_what;
    QPushButton* m_reload;
    QPushButton* m_compare;
};

} // namespace twinflow::ui
