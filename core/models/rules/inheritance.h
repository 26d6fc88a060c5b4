// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The inheritance of all interfaces, as several rules need it.
#pragma once

#include "models/element.h"
#include "models/rules/heights.h"

namespace twinflow::models {

/// What each interface extends, by element.
Edges extendsEdges(const Elements& elements);

/// The contents of each interface, inherited ones included; empty where `extends` is cyclic or too deep.
std::vector<std::vector<ElementIndex>> inheritedContents(const Elements& elements);

} // namespace twinflow::models
