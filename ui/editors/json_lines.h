// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// JSON as people read it: a member a line.
#pragma once

#include <QString>

#include <string_view>

namespace twinflow::ui {

/// The text itself where it is no JSON.
QString jsonLines(std::string_view json);

} // namespace twinflow::ui
