// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What can be written into a model: the words of DTDL, semantic types, units, and the ids of the project's models.
#pragma once

#include "deployment/deployment.h"

#include <QStringList>

namespace twinflow::ui {

/// Sorted, each once.
QStringList modelWords(const deployment::Deployment& deployment);

} // namespace twinflow::ui
