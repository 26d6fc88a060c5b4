// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// twinflow series DIR
#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace twinflow::cli {

/// Adds it to `app`; when it is parsed it puts itself into `chosen`. Both must outlive the parsing and the call.
void addSeriesCommand(CLI::App& app, std::function<int()>& chosen);

} // namespace twinflow::cli
