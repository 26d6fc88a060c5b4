// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The commands that read models, filters and graphs without running anything.
#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace twinflow::cli {

/// Adds them to `app`; whichever is parsed puts itself into `chosen`. Both must outlive the parsing and the call.
void addLanguageCommands(CLI::App& app, std::function<int()>& chosen);

} // namespace twinflow::cli
