// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Models that do not parse or resolve.
#include "deployment/checks/rules.h"

namespace twinflow::deployment {

void checkModels(Checker& checker) {
    checker.report(checker.content().modelFindings);
}

} // namespace twinflow::deployment
