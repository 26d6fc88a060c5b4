// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "functions/script_error.h"

#include <QtCore/QLatin1String>
#include <QtCore/QStringList>

#include <algorithm>

namespace twinflow::functions {

namespace {

std::uint32_t positive(QStringView number) {
    const int value = number.toInt();
    return value > 0 ? static_cast<std::uint32_t>(value) : 0;
}

} // namespace

ScriptPoint pointOfStack(const QString& stack) {
    const QLatin1String ours(kPreludeName.data(), static_cast<qsizetype>(kPreludeName.size()));
    for (const QStringView frame : QStringView(stack).tokenize(u'\n')) {
        const qsizetype colon = frame.lastIndexOf(u':');
        if (colon < 0 || frame.first(colon).endsWith(ours)) continue;
        if (const std::uint32_t line = positive(frame.sliced(colon + 1)); line > 0) return {line, 0};
    }
    return {};
}

ScriptPoint pointOfFrame(const QString& frame) {
    const QList<QStringView> parts = QStringView(frame).split(u':');
    if (parts.size() < 3) return {};
    return {positive(parts[1]), positive(parts[2])};
}

ScriptPoint within(ScriptPoint point, std::string_view source) {
    const auto lines = static_cast<std::uint32_t>(std::count(source.begin(), source.end(), '\n') + 1);
    if (point.line <= lines) return point;
    const std::size_t lastLine = source.rfind('\n') + 1; // npos + 1 is 0
    const QString last = QString::fromUtf8(source.data() + lastLine, static_cast<qsizetype>(source.size() - lastLine));
    return {lines, static_cast<std::uint32_t>(last.size() + 1)};
}

} // namespace twinflow::functions
