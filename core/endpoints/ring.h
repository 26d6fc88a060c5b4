// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A queue in one block of memory: steady traffic goes through it without allocation.
#pragma once

#include <bit>
#include <cassert>
#include <cstddef>
#include <utility>
#include <vector>

namespace twinflow::endpoints {

/// First in, first out, with random access from the oldest. The block doubles when full and halves when seven eighths
/// of it are empty, so that a backlog that is gone does not hold its memory.
template <typename T>
class Ring {
public:
    bool empty() const { return m_size == 0; }
    std::size_t size() const { return m_size; }

    const T& operator[](std::size_t index) const {
        assert(index < m_size);
        return m_block[slot(index)];
    }
    const T& front() const { return (*this)[0]; }
    T& back() {
        assert(m_size > 0);
        return m_block[slot(m_size - 1)];
    }

    void pushBack(T item) {
        if (m_size == m_block.size()) resize(m_block.empty() ? kLeast : 2 * m_block.size());
        m_block[slot(m_size++)] = std::move(item);
    }
    T takeFront() {
        assert(m_size > 0);
        T item = std::exchange(m_block[m_first], T{});
        m_first = slot(1);
        --m_size;
        if (m_block.size() > kLeast && m_size <= m_block.size() / 8) resize(m_block.size() / 2);
        return item;
    }

private:
    static constexpr std::size_t kLeast = 16; // a power of two, as every later size is

    std::size_t slot(std::size_t index) const { return (m_first + index) & (m_block.size() - 1); }
    void resize(std::size_t size) {
        assert(std::has_single_bit(size));
        std::vector<T> block(size);
        for (std::size_t i = 0; i < m_size; ++i) block[i] = std::move(m_block[slot(i)]);
        m_block.swap(block);
        m_first = 0;
    }

    std::vector<T> m_block;
    std::size_t m_first = 0;
    std::size_t m_size = 0;
};

/// The newest of many, for browsing.
template <typename T>
class Recent {
public:
    explicit Recent(std::size_t most)
        : m_most(most) {}
    void add(T item) {
        if (m_items.size() == m_most) m_items.takeFront();
        m_items.pushBack(std::move(item));
    }
    const Ring<T>& items() const { return m_items; }

private:
    std::size_t m_most;
    Ring<T> m_items;
};

} // namespace twinflow::endpoints
