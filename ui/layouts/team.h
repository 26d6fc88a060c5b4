// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A few threads that do the same piece of work together, again and again.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace twinflow::layouts {

class Team {
public:
    /// At least one; the caller is one of them.
    explicit Team(unsigned threads);
    ~Team();
    Team(const Team&) = delete;
    Team& operator=(const Team&) = delete;

    /// Divides [0, count) into as many pieces as there are threads and calls `piece(begin, end)` for each, at once;
    /// ends when all have ended. Little work is done by the caller alone. Pieces must not depend on each other.
    void share(std::size_t count, std::size_t little, const std::function<void(std::size_t, std::size_t)>& piece);

private:
    void work(std::size_t member);
    void doPiece(std::size_t member) const;

    std::mutex m_mutex;
    std::condition_variable m_begin;
    std::condition_variable m_end;
    const std::function<void(std::size_t, std::size_t)>* m_piece = nullptr;
    std::size_t m_count = 0;
    std::size_t m_round = 0;
    std::size_t m_busy = 0;
    bool m_isOver = false;
    std::vector<std::thread> m_others;
};

} // namespace twinflow::layouts
