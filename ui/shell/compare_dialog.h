// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which lines of a project's files on disk differ from what is open.
#pragma once

#include "bridge/disk_follower.h"

#include <QDialog>

namespace twinflow::ui {

class CompareDialog : public QDialog {
    Q_OBJECT
public:
    /// As it is now: only while the follower can reload.
    CompareDialog(const DeploymentController& controller, const DiskFollower& follower, QWidget* parent);
};

} // namespace twinflow::ui
