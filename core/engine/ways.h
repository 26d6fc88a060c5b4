// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A deployment's services and how they are joined, for questions about chains.
#pragma once

#include "deployment/deployment.h"
#include "record/why_not.h"

namespace twinflow::engine {

record::Ways waysOf(const deployment::Deployment& deployment);

} // namespace twinflow::engine
