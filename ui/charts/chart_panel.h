// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Charts of the run side by side, each with a choice of what it shows.
#pragma once

#include "bridge/run_monitor.h"

#include <QWidget>

namespace twinflow::ui {

class ChartPanel : public QWidget {
    Q_OBJECT
public:
    explicit ChartPanel(RunMonitor& run, QWidget* parent = nullptr);
};

} // namespace twinflow::ui
