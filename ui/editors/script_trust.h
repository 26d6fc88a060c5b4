// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Whether scripts of the project that is open may run; who shows the windows knows.
#pragma once

#include <functional>

namespace twinflow::ui {

struct ScriptTrust {
    std::function<bool()> isGiven = [] { return false; };
    /// Asks the user; gives the answer.
    std::function<bool()> ask = [] { return false; };
};

} // namespace twinflow::ui
