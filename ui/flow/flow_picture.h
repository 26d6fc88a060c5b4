// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The picture of a deployment on its own, without scene or run: for the start page.
#pragma once

#include "deployment/deployment.h"

#include <QPainter>

namespace twinflow::ui {

/// Cards and lines, scaled to fit `field` and centred in it; details are left out that would be too small.
void paintFlow(QPainter& painter, const deployment::Deployment& deployment, const QRectF& field);

} // namespace twinflow::ui
