// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The grammar of digital twin model identifiers.
#pragma once

#include "models/vocabulary.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace twinflow::models {

/// A DTMI in its parts. Segments that start with an underscore belong to the system: parsers make them, authors may
/// not.
struct Dtmi {
    std::vector<std::string> segments;
    int major = 0; ///< 0 when there is no version
    int minor = 0;
    std::string fragment; ///< with its '#', empty when there is none

    bool isReserved() const; ///< a segment belongs to the system
};

/// Reads any DTMI: user or system segments, version optional, fragment allowed.
std::optional<Dtmi> parseDtmi(std::string_view text);

/// True for what an author may write as `@id` or as a reference under that version of DTDL: version 2 needs a whole
/// version number, version 3 allows none or major.minor; no fragment, no system segment.
bool isAuthoredDtmi(std::string_view text, int dtdlVersion);

/// True for the ids that only the language may define: dtmi:dtdl:…, dtmi:standard:… and, under its context,
/// dtmi:iotcentral:….
bool isReservedDtmi(std::string_view text, ContextSet contexts);

/// "dtmi:acme:Pump" of "dtmi:acme:Pump;2".
std::string_view withoutVersion(std::string_view dtmi);
/// ";2" of "dtmi:acme:Pump;2", empty when there is none.
std::string_view versionSuffix(std::string_view dtmi);

/// An element's name: letters, digits and underscores, a letter first, no underscore last.
bool isElementName(std::string_view text);

} // namespace twinflow::models
