// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Kinds of characters that no locale changes.
#pragma once

namespace twinflow {

constexpr bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

} // namespace twinflow
