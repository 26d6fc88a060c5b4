// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Text on its way into the engine.
#pragma once

#include <QtCore/QString>

#include <string_view>

namespace twinflow::functions {

inline QString toQString(std::string_view utf8) {
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

} // namespace twinflow::functions
