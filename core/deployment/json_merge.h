// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Carries a change of values over into the text that somebody wrote, so that a change of one word changes one word.
#pragma once

#include "base/json_document.h"

#include <nlohmann/json.hpp>

namespace twinflow::deployment {

/// The text of `source` with the difference between `before` (what was read from it) and `after` worked in. What
/// neither knows (unknown members, defaults that are spelled out, layout) stays as it is. Items of lists are recognised
/// by their `name`, or by being equal; a renamed item keeps its place.
std::string mergedText(const JsonDocument& source, const nlohmann::ordered_json& before,
                       const nlohmann::ordered_json& after);

/// The text of `source` with another text in the place of each of these strings.
std::string withText(const JsonDocument& source, const std::vector<const JsonNode*>& strings, std::string_view text);

} // namespace twinflow::deployment
