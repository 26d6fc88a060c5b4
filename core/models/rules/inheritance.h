// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The inheritance of all interfaces, as several rules need it.
#pragma once

#include "models/element.h"
#include "models/rules/heights.h"

#include <cstddef>

namespace twinflow::models {

/// What all interfaces of a set may have together: inherited contents are counted in each heir, those of a component in
/// each holder. Hostile models would otherwise fill the memory from little text; 3,700 interfaces of a real ontology
/// have 182,000.
constexpr std::size_t kMaxContents = 1'000'000;

/// By element.
struct Inheritance {
    Edges extends; ///< what each interface extends
    Heights heights;
    /// Of each interface, inherited ones included; empty where `extends` is cyclic or too deep, and where it was left
    /// out.
    std::vector<std::vector<ElementIndex>> contents;
    std::vector<ElementIndex> leftOut; ///< interfaces that would bring the set above kMaxContents, and their heirs
};

Inheritance findInheritance(const Elements& elements);

} // namespace twinflow::models
