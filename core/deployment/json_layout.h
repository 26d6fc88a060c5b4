// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// JSON text for people: two-space steps, short objects on one line, one line for each item of a list of objects.
#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace twinflow::deployment {

enum class Lines : std::uint8_t { one, asNeeded, many };

/// Appends `value` where the line is already indented by `indent`. `lines` governs the value itself, what is inside
/// breaks as needed (with Lines::one nothing breaks). A value that breaks needs more than 120 columns or holds a list
/// of objects.
void appendJson(std::string& out, const nlohmann::ordered_json& value, std::string_view indent, Lines lines);

} // namespace twinflow::deployment
