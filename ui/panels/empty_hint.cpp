// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/empty_hint.h"

#include "look/tokens.h"

#include <QPainter>

namespace twinflow::ui {

void paintHint(QWidget& on, const QString& sentence) {
    QPainter painter(&on);
    painter.setPen(tokens().dim);
    painter.drawText(on.rect().adjusted(24, 8, -24, -8), Qt::AlignCenter | Qt::TextWordWrap, sentence);
}

} // namespace twinflow::ui
