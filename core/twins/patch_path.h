// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a pointer into a twin means for twins of one model.
#pragma once

#include "models/model_set.h"

#include <cstdint>
#include <string_view>

namespace twinflow::twins {

struct PatchPath {
    enum class Kind : std::uint8_t {
        property,   ///< /temperature, /motor/current, or something inside one: `slot` and `inside`
        sourceTime, ///< /$metadata/temperature/sourceTime, /motor/$metadata/current/sourceTime: `slot`
        model,      ///< /$metadata/$model
        component,  ///< /motor: `component`
        fixed,      ///< what the service keeps itself: /$dtId, /$etag, other metadata
        unknown     ///< nothing that the model has
    };
    Kind kind = Kind::unknown;
    std::uint32_t slot = 0;
    std::uint16_t component = models::Slot::kNoComponent; ///< that it leads into or to
    const models::Schema* schema = nullptr;               ///< property; the model's
    std::string_view inside; ///< rest of the pointer below the property, with its '/'; a view into the pointer
};

constexpr std::string_view kModelPath = "/$metadata/$model";

PatchPath resolvePath(const models::Layout& layout, std::string_view pointer);

} // namespace twinflow::twins
