// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How numbers are shown: short, with units, by the locale.
#pragma once

#include "base/time.h"

#include <QString>

#include <cstdint>

namespace twinflow::ui {

/// 1 204 880, with the locale's marks or thin spaces.
QString grouped(std::uint64_t number);
/// Three significant digits with SI prefixes: 6.1 k, 0.02, 134.
QString shortNumber(double number);
/// 6.1 k/s; a slow one by the minute or hour: 2.5/min.
QString rateText(double perSecond, int significant = 3);
/// 1.2 ms, 38 s, 2 h.
QString latencyText(Duration duration);
/// As the project's files write it: 30s, 24h.
QString durationText(Duration duration);
/// 2026-03-02 06:42:17, of virtual time.
QString clockText(Instant instant);
QString timeText(Instant instant);

} // namespace twinflow::ui
