// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which file of a capture an event of a partition goes to: a window ends after its time or when its file is large
// enough, whatever comes first.
#pragma once

#include "base/time.h"
#include "downstream/capture_settings.h"

#include <chrono>
#include <cstdint>

namespace twinflow::downstream {

class CaptureWindow {
public:
    explicit CaptureWindow(Instant start)
        : m_start(start) {}

    /// When the window at hand began: what its file is named by.
    Instant start() const { return m_start; }

    /// Moves on to the window that holds `time`. `passed` is called for each window that ended without an event, while
    /// start() is its own.
    template <typename Passed>
    void advanceTo(Instant time, const CaptureSettings& settings, Passed passed) {
        while (time - m_start >= settings.interval) {
            if (!m_hasFile && !settings.skipEmptyArchives) passed();
            const auto windows = settings.skipEmptyArchives ? (time - m_start) / settings.interval : 1;
            begin(m_start + windows * settings.interval);
        }
    }

    /// True for the first event of a window: its file begins.
    bool beginsFile() {
        const bool begins = !m_hasFile;
        m_hasFile = true;
        return begins;
    }

    /// An event of so many bytes went into the file. A name tells windows apart by the second only, so a file that is
    /// full within its first second goes on to the next.
    void add(std::uint64_t bytes, Instant time, const CaptureSettings& settings) {
        m_bytes += bytes;
        if (m_bytes < settings.sizeLimitInBytes) return;
        using std::chrono::floor, std::chrono::seconds;
        if (floor<seconds>(time) > floor<seconds>(m_start)) begin(time);
    }

private:
    void begin(Instant start) {
        m_start = start;
        m_bytes = 0;
        m_hasFile = false;
    }

    Instant m_start;
    std::uint64_t m_bytes = 0;
    bool m_hasFile = false;
};

} // namespace twinflow::downstream
