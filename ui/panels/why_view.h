// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why the last event passed a route or did not: the truth of each clause of its filter, and what the clause saw.
#pragma once

#include "bridge/run_monitor.h"

#include <QWidget>

class QLabel;

namespace twinflow::ui {

class WhyView : public QWidget {
    Q_OBJECT
public:
    WhyView(RunMonitor& run, std::string route, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Clause {
        bool truth = false;
        QString text;
        QString saw;
    };
    void look();
    int rowHeight(const Clause& clause) const;
    bool fitsOneLine(const Clause& clause) const;
    void fitHeight();

    RunMonitor& m_run;
    std::string m_route;
    QLabel* m_head;
    std::vector<Clause> m_clauses;
};

} // namespace twinflow::ui
