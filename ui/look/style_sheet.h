// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The style sheet of the studio, made from the tokens.
#pragma once

#include "look/tokens.h"

#include <QString>

namespace twinflow::ui {

QString styleSheet(const Tokens& tokens);

} // namespace twinflow::ui
