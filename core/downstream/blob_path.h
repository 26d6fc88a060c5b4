// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Names of blobs as paths that every file system takes.
#pragma once

#include <string>
#include <string_view>

namespace twinflow::downstream {

/// A relative path of printable ASCII with forward slashes, whatever the name holds. What a file system somewhere would
/// not take becomes %XX: control characters, non-ASCII bytes, < > : " | ? * \ and % itself, a dot or blank at an end,
/// the names of devices (CON, …). Dots in folders become %2E: there is no "..", and no blob stands where another needs
/// a folder. Empty segments vanish. A segment or a path that is too long ends in a hash of the whole instead.
std::string safeBlobPath(std::string_view name);

} // namespace twinflow::downstream
