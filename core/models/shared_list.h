// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A list whose items several lists share: what interfaces inherit is held once.
#pragma once

#include <cstddef>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

namespace twinflow::models {

/// Read it like a vector of T; items are immutable and keep their addresses when lists are copied.
template <typename T>
class SharedList {
public:
    using Item = std::shared_ptr<const T>;

    class Iterator {
    public:
        using iterator_category = std::forward_iterator_tag;
        using value_type = T;
        using difference_type = std::ptrdiff_t;
        using pointer = const T*;
        using reference = const T&;

        Iterator() = default;
        explicit Iterator(const Item* at)
            : m_at(at) {}
        reference operator*() const { return **m_at; }
        pointer operator->() const { return m_at->get(); }
        Iterator& operator++() {
            ++m_at;
            return *this;
        }
        Iterator operator++(int) { return Iterator(m_at++); }
        bool operator==(const Iterator&) const = default;

    private:
        const Item* m_at = nullptr;
    };

    Iterator begin() const { return Iterator(m_items.data()); }
    Iterator end() const { return Iterator(m_items.data() + m_items.size()); }
    std::size_t size() const { return m_items.size(); }
    bool empty() const { return m_items.empty(); }
    const T& operator[](std::size_t position) const { return *m_items[position]; }

    void add(Item item) { m_items.push_back(std::move(item)); }
    void reserve(std::size_t size) { m_items.reserve(size); }
    const std::vector<Item>& items() const { return m_items; }

private:
    std::vector<Item> m_items;
};

} // namespace twinflow::models
