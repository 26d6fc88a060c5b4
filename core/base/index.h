// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Strong indices into tables: a model is never taken for a twin.
#pragma once

#include <cstdint>

#include <compare> // behind another header, or moc of Qt 6.4 stops at it
#include <functional>
#include <limits>

namespace twinflow {

template <typename Tag>
struct Index {
    static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
    std::uint32_t value = kNone;

    constexpr bool valid() const { return value != kNone; }
    constexpr auto operator<=>(const Index&) const = default;
};

using ModelIndex = Index<struct ModelTag>;
using TwinIndex = Index<struct TwinTag>;
using RelationshipIndex = Index<struct RelationshipTag>;
using RouteIndex = Index<struct RouteTag>;
/// A text held once in an Interner.
using TextId = Index<struct TextTag>;

} // namespace twinflow

template <typename Tag>
struct std::hash<twinflow::Index<Tag>> {
    std::size_t operator()(twinflow::Index<Tag> index) const noexcept { return index.value; }
};
