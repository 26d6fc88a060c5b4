// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// HMAC-SHA256, by Qt.
#pragma once

#include <string>
#include <string_view>

namespace twinflow::ingress {

/// 32 bytes.
std::string hmacSha256(std::string_view key, std::string_view data);

} // namespace twinflow::ingress
