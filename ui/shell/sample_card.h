// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A sample on the start page: its picture, what it is called and what it shows.
#pragma once

#include "bridge/samples.h"

#include <QAbstractButton>

namespace twinflow::ui {

class SampleCard : public QAbstractButton {
    Q_OBJECT
public:
    explicit SampleCard(Sample sample, QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    Sample m_sample;
};

} // namespace twinflow::ui
