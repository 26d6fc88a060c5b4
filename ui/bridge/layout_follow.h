// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Cards that were moved by hand stay where they are when their service gets another name.
#pragma once

#include "bridge/layout.h"
#include "deployment/deployment.h"

namespace twinflow::ui {

/// The layout with the spots of renamed services under their new names. A service is taken as renamed when its list has
/// as many items as before and the name at its place is new; that is also how a save tells.
Layout followed(Layout layout, const deployment::Deployment& before, const deployment::Deployment& after);

} // namespace twinflow::ui
