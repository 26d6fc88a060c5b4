// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "downstream/utc_time.h"

namespace twinflow::downstream {

Result<Instant> parseUtc(std::string_view text) {
    const auto clock = text.find('T');
    const bool hasZone = clock == std::string_view::npos || text.find_first_of("Zz+-", clock) != std::string_view::npos;
    return parseInstant(hasZone ? std::string(text) : std::string(text) + 'Z');
}

} // namespace twinflow::downstream
