// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The sizes that the service refuses to go beyond (adt-facts 7.1) and the ids that we take.
#pragma once

#include "base/result.h"
#include "base/value.h"

#include <cstddef>
#include <string_view>

namespace twinflow::twins {

constexpr std::size_t kMaxTwinBytes = 32 * 1024;  ///< one twin or relationship as a client would PUT it; one request
constexpr std::size_t kMaxStringBytes = 4 * 1024; ///< one string of a property, UTF-8
constexpr std::size_t kMaxNameBytes = 1024;       ///< one name, for example a map's key
constexpr std::size_t kMaxRelationshipsEachWay = 50'000; ///< of one twin

/// JSON escapes may make a text this much longer.
constexpr std::size_t kEscapeGrowth = 6;

/// The service publishes no rule for ids; we take 1 to `maxBytes` bytes without control characters. Error code:
/// InvalidArgument.
Result<void> checkId(std::string_view kind, std::string_view id, std::size_t maxBytes);
constexpr std::size_t kMaxTwinIdBytes = 128;         // as long as a device id
constexpr std::size_t kMaxRelationshipIdBytes = 512; // often two twin ids and a verb

/// Strings and keys anywhere in `value`. `path` is where the value stands. Error code: LimitExceeded.
Result<void> checkTexts(const Value& value, std::string_view path);

} // namespace twinflow::twins
