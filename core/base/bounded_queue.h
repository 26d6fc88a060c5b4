// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A queue between two threads, bounded in bytes, so that a slow reader slows the writer instead of filling the memory.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>

namespace twinflow {

/// One or more writers and readers. An item larger than the bound is still taken once the queue is empty.
template <typename T>
class BoundedQueue {
public:
    explicit BoundedQueue(std::size_t maxBytes)
        : m_maxBytes(maxBytes) {}

    /// Waits for room; false when the queue was closed, and the item is then not taken.
    bool push(T item, std::size_t bytes) {
        std::unique_lock lock(m_mutex);
        m_room.wait(lock, [&] { return m_closed || m_items.empty() || m_bytes + bytes <= m_maxBytes; });
        if (m_closed) return false;
        m_bytes += bytes;
        m_items.emplace_back(std::move(item), bytes);
        m_filled.notify_one();
        return true;
    }
    /// Waits for an item; nothing when the queue was closed and is empty.
    std::optional<T> pop() {
        std::unique_lock lock(m_mutex);
        m_filled.wait(lock, [&] { return m_closed || !m_items.empty(); });
        if (m_items.empty()) return std::nullopt;
        auto [item, bytes] = std::move(m_items.front());
        m_items.pop_front();
        m_bytes -= bytes;
        m_room.notify_one();
        return std::move(item);
    }
    /// Ends pushing; readers still get what is left.
    void close() {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
        m_filled.notify_all();
        m_room.notify_all();
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_room;
    std::condition_variable m_filled;
    std::deque<std::pair<T, std::size_t>> m_items;
    std::size_t m_bytes = 0;
    const std::size_t m_maxBytes;
    bool m_closed = false;
};

} // namespace twinflow
