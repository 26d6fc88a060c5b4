// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Making the property slots of the models.
#pragma once

#include "models/model_set.h"

#include <memory>
#include <unordered_map>

namespace twinflow::models {

/// Makes layouts; models that inherit a property share its slot.
class LayoutMaker {
public:
    /// `models` has its interfaces, with the components of each.
    explicit LayoutMaker(const ModelSet& models)
        : m_models(models) {}

    Layout make(const Interface& interface);

private:
    void addComponent(Layout& layout, const Content& component);
    std::shared_ptr<const Slot> ownSlot(const Content& property);

    const ModelSet& m_models;
    std::unordered_map<const Content*, std::shared_ptr<const Slot>> m_ownSlots;
};

} // namespace twinflow::models
