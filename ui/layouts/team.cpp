// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "layouts/team.h"

namespace twinflow::layouts {

Team::Team(unsigned threads) {
    for (std::size_t member = 1; member < threads; ++member) m_others.emplace_back([this, member] { work(member); });
}

Team::~Team() {
    {
        const std::lock_guard lock(m_mutex);
        m_isOver = true;
    }
    m_begin.notify_all();
    for (std::thread& other : m_others) other.join();
}

void Team::share(std::size_t count, std::size_t little, const std::function<void(std::size_t, std::size_t)>& piece) {
    if (m_others.empty() || count <= little) {
        piece(0, count);
        return;
    }
    {
        const std::lock_guard lock(m_mutex);
        m_piece = &piece;
        m_count = count;
        m_busy = m_others.size();
        ++m_round;
    }
    m_begin.notify_all();
    doPiece(0);
    std::unique_lock lock(m_mutex);
    m_end.wait(lock, [this] { return m_busy == 0; });
}

void Team::work(std::size_t member) {
    for (std::size_t round = 0;;) {
        {
            std::unique_lock lock(m_mutex);
            m_begin.wait(lock, [&] { return m_isOver || m_round != round; });
            if (m_isOver) return;
            round = m_round;
        }
        doPiece(member);
        const std::lock_guard lock(m_mutex);
        if (--m_busy == 0) m_end.notify_one();
    }
}

void Team::doPiece(std::size_t member) const {
    const std::size_t members = m_others.size() + 1;
    (*m_piece)(m_count * member / members, m_count * (member + 1) / members);
}

} // namespace twinflow::layouts
