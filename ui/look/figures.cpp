// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "look/figures.h"

#include "bridge/text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace twinflow::ui {

namespace {

QString translated(const char* words) {
    return QCoreApplication::translate("figures", words);
}

QString digits(double value, int significant = 3) {
    const double size = std::abs(value);
    const int whole = size >= 99.5 ? 3 : size >= 9.95 ? 2 : 1;
    const int decimals = value == std::round(value) ? 0 : std::max(0, significant - whole);
    QString shown = QLocale().toString(value, 'f', decimals);
    const QString point = QLocale().decimalPoint();
    if (shown.contains(point)) {
        while (shown.endsWith(QLocale().zeroDigit())) shown.chop(1);
        if (shown.endsWith(point)) shown.chop(point.size());
    }
    return shown;
}

} // namespace

QString grouped(std::uint64_t number) {
    QString shown = QLocale().toString(static_cast<qulonglong>(number));
    const QString mark = QLocale().groupSeparator();
    return shown.replace(mark, QString(QChar(0x2009)));
}

QString shortNumber(double number) {
    static constexpr std::array<const char*, 5> kPrefixes{"", "k", "M", "G", "T"};
    std::size_t step = 0;
    while (std::abs(number) >= 999.5 && step + 1 < kPrefixes.size()) {
        number /= 1000;
        ++step;
    }
    return step == 0 ? digits(number) : digits(number) + QChar(0x2009) + QLatin1String(kPrefixes[step]);
}

QString rateText(double perSecond, int significant) {
    if (perSecond <= 0) return translated("0/s");
    if (perSecond >= 999.5) return shortNumber(perSecond) + translated("/s");
    if (perSecond >= 0.1) return digits(perSecond, significant) + translated("/s");
    if (perSecond * 60 >= 0.1) return digits(perSecond * 60, significant) + translated("/min");
    return digits(perSecond * 3600, significant) + translated("/h");
}

QString latencyText(Duration duration) {
    const double seconds = toSeconds(duration);
    if (seconds == 0) return translated("0 s");
    if (seconds < 1e-3) return digits(seconds * 1e6) + translated(" µs");
    if (seconds < 1) return digits(seconds * 1e3) + translated(" ms");
    if (seconds < 120) return digits(seconds) + translated(" s");
    if (seconds < 7200) return digits(seconds / 60) + translated(" min");
    return digits(seconds / 3600) + translated(" h");
}

QString durationText(Duration duration) {
    return duration == Duration{} ? QStringLiteral("0s") : text(formatDuration(duration));
}

QString clockText(Instant instant) {
    QString shown = text(formatInstant(instant, 0));
    return shown.replace(u'T', u' ').remove(u'Z');
}

QString timeText(Instant instant) {
    return text(formatInstant(instant, 3)).section(u'T', 1).remove(u'Z');
}

} // namespace twinflow::ui
