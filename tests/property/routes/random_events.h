// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Events that random filters have something to say about.
#pragma once

#include "event_bench.h"

#include <string>

namespace twinflow::test {

/// An event of a run.
events::EventRef randomEvent(EventBench& bench);
/// A CloudEvent as text, of any type, with members in any order; some are there twice, some not at all.
std::string randomCloudEvent();

} // namespace twinflow::test
