// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A vector of one pointer, for the lists that millions of objects have and few of them fill.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>
#include <span>
#include <type_traits>
#include <utility>

namespace twinflow {

/// Size and capacity stand before the items, so that an empty one is a null pointer. For at most 2^32 - 1 items.
template <typename T>
class SlimVector {
    static_assert(std::is_trivially_copyable_v<T> && alignof(T) <= 8);

public:
    SlimVector() = default;
    SlimVector(const SlimVector& other) { append(other); }
    SlimVector(SlimVector&& other) noexcept
        : m_block(std::exchange(other.m_block, nullptr)) {}
    SlimVector& operator=(SlimVector other) noexcept {
        std::swap(m_block, other.m_block);
        return *this;
    }
    ~SlimVector() { std::free(m_block); }

    std::size_t size() const { return m_block ? m_block->size : 0; }
    bool empty() const { return size() == 0; }
    T* begin() { return m_block ? m_block->items() : nullptr; }
    T* end() { return begin() + size(); }
    const T* begin() const { return const_cast<SlimVector*>(this)->begin(); }
    const T* end() const { return begin() + size(); }
    T& operator[](std::size_t index) { return begin()[index]; }
    const T& operator[](std::size_t index) const { return begin()[index]; }

    void push_back(T item) {
        reserve(size() + 1);
        begin()[m_block->size++] = item;
    }
    void assign(std::size_t count, T item) {
        clear();
        reserve(count);
        for (; count > 0; --count) push_back(item);
    }
    /// Every item that equals `item`.
    void remove(T item) {
        if (m_block) m_block->size = static_cast<std::uint32_t>(std::remove(begin(), end(), item) - begin());
    }
    void clear() { std::free(std::exchange(m_block, nullptr)); }

    friend bool operator==(const SlimVector& a, const SlimVector& b) {
        return std::equal(a.begin(), a.end(), b.begin(), b.end());
    }

private:
    struct alignas(8) Block {
        std::uint32_t size;
        std::uint32_t capacity;
        T* items() { return reinterpret_cast<T*>(this + 1); }
    };

    void append(std::span<const T> items) {
        if (items.empty()) return;
        reserve(size() + items.size());
        std::copy(items.begin(), items.end(), end());
        m_block->size += static_cast<std::uint32_t>(items.size());
    }
    void reserve(std::size_t count) {
        if (count == 0 || (m_block && count <= m_block->capacity)) return;
        const std::size_t capacity = std::max<std::size_t>({count, 2 * size(), 16 / sizeof(T)});
        void* const memory = std::realloc(m_block, sizeof(Block) + capacity * sizeof(T));
        if (!memory) throw std::bad_alloc();
        const std::uint32_t kept = m_block ? static_cast<Block*>(memory)->size : 0;
        m_block = new (memory) Block{kept, static_cast<std::uint32_t>(capacity)};
    }

    Block* m_block = nullptr;
};

} // namespace twinflow
