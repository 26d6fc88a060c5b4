// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingress/settings.h"

#include <algorithm>

namespace twinflow::ingress {

namespace {

bool isIdCharacter(char c) {
    constexpr std::string_view kOthers = "-:.+%_#*?!(),=@;$'";
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           kOthers.find(c) != std::string_view::npos;
}

} // namespace

bool isDeviceId(std::string_view id) {
    return !id.empty() && id.size() <= kMaxDeviceId && std::all_of(id.begin(), id.end(), isIdCharacter);
}

std::size_t statusReasonLength(std::string_view reason) {
    const auto begins = [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; };
    return static_cast<std::size_t>(std::count_if(reason.begin(), reason.end(), begins));
}

} // namespace twinflow::ingress
