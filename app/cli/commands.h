// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The commands of `twinflow`. Each adds itself to the application, with what it asks; when it is parsed it puts itself
// into `chosen`, which gives the exit status. Both must outlive the parsing and the call.
#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace twinflow::cli {

using Chosen = std::function<int()>;

void addRunCommand(CLI::App& app, Chosen& chosen);
void addCheckCommand(CLI::App& app, Chosen& chosen);
void addNewCommand(CLI::App& app, Chosen& chosen);
void addModelsCommand(CLI::App& app, Chosen& chosen);
void addFilterCommand(CLI::App& app, Chosen& chosen);
void addGraphCommand(CLI::App& app, Chosen& chosen);
void addPeekCommand(CLI::App& app, Chosen& chosen);
void addTraceCommand(CLI::App& app, Chosen& chosen);
void addTestCommand(CLI::App& app, Chosen& chosen);
void addSeriesCommand(CLI::App& app, Chosen& chosen);

} // namespace twinflow::cli
