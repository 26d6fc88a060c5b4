// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/schema.h"

#include <array>

namespace twinflow::models {

std::string_view schemaName(SchemaKind kind) {
    static constexpr std::array<std::string_view, 14> kNames = {"boolean", "date",  "dateTime", "duration", "time",
                                                                "double",  "float", "integer",  "long",     "string",
                                                                "Array",   "Enum",  "Map",      "Object"};
    return kNames[static_cast<std::size_t>(kind)];
}

} // namespace twinflow::models
