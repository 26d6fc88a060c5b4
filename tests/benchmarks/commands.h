// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The workloads: each adds its subcommand and sets the exit status when it was run.
#pragma once

namespace CLI {
class App;
}

namespace twinflow::bench {

void addFunctionsCommand(CLI::App& app, int& status);
void addGenerateCommand(CLI::App& app, int& status);
#ifdef TWINFLOW_HAS_STUDIO
void addLayoutCommand(CLI::App& app, int& status);
#endif
void addMatchCommand(CLI::App& app, int& status);
void addPipelineCommand(CLI::App& app, int& status);
void addScaleCommand(CLI::App& app, int& status);

} // namespace twinflow::bench
