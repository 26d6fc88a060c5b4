// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What can be written into a filter: fields, operators, event types, models and their properties.
#pragma once

#include "deployment/deployment.h"

#include <QStringList>

namespace twinflow::ui {

/// Sorted; models and properties are those of the deployment's files.
QStringList filterWords(const deployment::Deployment& deployment);

} // namespace twinflow::ui
