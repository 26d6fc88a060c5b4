// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The clauses of a filter for one event: the truth of each, and what those that are false saw.
#pragma once

#include "query/explain.h"

#include <QWidget>

#include <vector>

namespace twinflow::ui {

class ClauseView : public QWidget {
    Q_OBJECT
public:
    explicit ClauseView(QWidget* parent = nullptr);
    void show(const query::Explanation& explanation);
    void clear();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Clause {
        bool truth = false;
        QString text;
        QString saw;
    };
    void collect(const query::Explanation& explanation);
    void settle();
    int rowHeight(const Clause& clause) const;
    bool fitsOneLine(const Clause& clause) const;
    void fitHeight();

    std::vector<Clause> m_clauses;
};

} // namespace twinflow::ui
