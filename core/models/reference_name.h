// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Our codes as the language's reference parser names them.
#pragma once

#include <string>
#include <string_view>

namespace twinflow::models {

/// "badType" for models-bad-type: the reference parser's id without dtmi:dtdl:parsingError:. A model that is missing
/// has no id there and is '#unresolved', as in the published cases.
std::string referenceName(std::string_view code);

} // namespace twinflow::models
