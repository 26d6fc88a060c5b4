// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pacer.h"

#include <cmath>

namespace twinflow::engine {

namespace {

/// Seconds as a duration, the largest where they are too many for one.
Duration bounded(double seconds) {
    constexpr double kMostSeconds = 9e9;
    return seconds >= kMostSeconds ? Duration::max() : fromSeconds(seconds);
}

} // namespace

void Pacer::resume(Duration real, Instant now) {
    m_base = now;
    m_since = real;
    m_paused = false;
}

void Pacer::pause(Duration real) {
    if (m_paused) return;
    if (m_speed != kMax) m_base = limit(real);
    m_since = real;
    m_paused = true;
}

void Pacer::setSpeed(double speed, Duration real, Instant now) {
    m_base = now;
    m_since = real;
    m_speed = speed;
}

Instant Pacer::limit(Duration real) const {
    if (m_paused) return m_base;
    if (m_speed == kMax) return Instant::max();
    const Duration passed = bounded(toSeconds(real - m_since) * m_speed);
    return passed >= Instant::max() - m_base ? Instant::max() : m_base + passed;
}

Duration Pacer::until(Instant instant, Duration real) const {
    if (instant <= limit(real)) return {};
    if (m_paused) return Duration::max();
    const double seconds = std::ceil(toSeconds(instant - m_base) / m_speed * 1e9) / 1e9;
    const Duration whole = bounded(seconds);
    return whole == Duration::max() ? whole : whole - (real - m_since);
}

} // namespace twinflow::engine
