// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The commands of `twinflow-bench`, as those of `twinflow` (app/cli/commands.h).
#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace twinflow::bench {

using Chosen = std::function<int()>;

void addPipelineCommand(CLI::App& app, Chosen& chosen);

} // namespace twinflow::bench
