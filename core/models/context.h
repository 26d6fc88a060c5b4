// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Reading "@context": which version of the language and which extensions are in force.
#pragma once

#include "models/report.h"
#include "models/vocabulary.h"

#include <optional>

namespace twinflow::models {

/// What is in force at one place of a document.
struct Scope {
    int version = 0; ///< of DTDL: 2, 3 or 4; 0 before any context
    ContextSet contexts = {};
    bool incomplete =
        false; ///< an extension is named that we do not know, so unknown words may belong to it; not in v3
};

/// The scope of an element with that `@context` inside `outer` (version 0 at the top). Nothing after a finding. Version
/// 4 is read, so that the caller can say why it is refused. Codes: models-invalid-context and what stands in
/// context.cpp.
std::optional<Scope> readContext(const JsonDocument& document, const JsonNode& context, const Scope& outer,
                                 Report& report);

} // namespace twinflow::models
