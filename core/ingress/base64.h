// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Base64 with padding (RFC 4648, section 4), as the hub writes bodies and keys.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace twinflow::ingress {

void appendBase64(std::string& out, std::string_view bytes);
std::string base64(std::string_view bytes);
/// The bytes, or nothing when `text` is not base64 to its last character.
std::optional<std::string> fromBase64(std::string_view text);

} // namespace twinflow::ingress
