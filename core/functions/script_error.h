// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where in a script something went wrong, from the texts that the engine gives.
#pragma once

#include <QtCore/QString>

#include <cstdint>
#include <string_view>

namespace twinflow::functions {

/// Line and column count from 1, 0 means unknown.
struct ScriptPoint {
    std::uint32_t line = 0;
    std::uint32_t column = 0;
};

/// The name under which the prelude is evaluated, by which its frames are told from the script's.
inline constexpr std::string_view kPreludeName = "twinflow:prelude";

/// The innermost frame of the script itself in an Error's stack: lines of function@source:line. The engine knows no
/// columns here.
ScriptPoint pointOfStack(const QString& stack);
/// A frame of QJSEngine::evaluate's trace: function:line:column:source.
ScriptPoint pointOfFrame(const QString& frame);
/// A point behind the text's end is moved to its end, where what is missing was expected.
ScriptPoint within(ScriptPoint point, std::string_view source);

} // namespace twinflow::functions
