// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// An event of a graph from its text, so that it can be handed over once more.
#pragma once

#include "base/json_document.h"
#include "engine/sandbox.h"

namespace twinflow::engine {

/// From a flat CloudEvent as Dress::appendCloudEvent() writes it; names that the sandbox does not know are fine. Error
/// codes: engine-trial-event (no event of a graph), time-invalid, JsonPatchInvalid.
Result<events::EventRef> eventFrom(const JsonNode& cloudEvent, Sandbox& sandbox);

} // namespace twinflow::engine
