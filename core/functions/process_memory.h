// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How much memory the process has in use, as the system sees it.
#pragma once

#include <cstdint>

namespace twinflow::functions {

/// Resident bytes of this process; 0 where the system is not asked (all but Linux).
std::uint64_t residentBytes();

} // namespace twinflow::functions
