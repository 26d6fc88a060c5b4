// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "progress.h"

#include <algorithm>
#include <cmath>

namespace twinflow::cli {

Progress::Progress(std::string what, bool quiet)
    : m_what(std::move(what))
    , m_quiet(quiet) {}
Progress::~Progress() {
    clear();
}

void Progress::show(double share, const std::string& detail) {
    if (m_quiet) return;
    const auto now = Clock::now();
    if (!m_terminal.isTerminal) {
        // A short run says nothing: lines come only once it has lasted a second.
        const int tenths = static_cast<int>(share * 10);
        if (tenths <= m_tenths || now - m_begun < std::chrono::seconds(1)) return;
        m_tenths = tenths;
        std::fprintf(stderr, "%s: %d %%, %s\n", m_what.c_str(), tenths * 10, detail.c_str());
        return;
    }
    if (now - m_last < std::chrono::milliseconds(100)) return;
    m_last = now;
    constexpr int kCells = 28;
    const int filled = static_cast<int>(std::lround(std::clamp(share, 0.0, 1.0) * kCells));
    std::string bar;
    for (int i = 0; i < kCells; ++i) bar += i < filled ? "━" : (m_terminal.colour ? "\x1b[2m─\x1b[0m" : "─");
    const double elapsed = std::chrono::duration<double>(now - m_begun).count();
    std::string rest;
    if (share > 0.02 && share < 1 && elapsed > 1)
        rest = ", " + shortSeconds(std::ceil(elapsed / share - elapsed)) + " left";
    const std::string text =
        fitted(detail + rest, static_cast<std::size_t>(std::max(10, m_terminal.width - kCells - 10 -
                                                                        static_cast<int>(displayWidth(m_what)))));
    std::fprintf(stderr, "\r\x1b[K%s  %s %3.0f %%  %s", m_what.c_str(), bar.c_str(), std::floor(share * 100),
                 text.c_str());
    std::fflush(stderr);
    m_drawn = true;
}

void Progress::clear() {
    if (m_drawn) std::fputs("\r\x1b[K", stderr);
    m_drawn = false;
}

} // namespace twinflow::cli
