// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/layout.h"

#include <algorithm>

namespace twinflow::models {

Layout LayoutMaker::make(const Interface& interface) {
    Layout layout;
    layout.slots.reserve(interface.contents.size());
    for (const Content& content : interface.contents) {
        if (content.kind == ContentKind::property) layout.slots.add(ownSlot(content));
    }
    for (const Content& content : interface.contents) {
        if (content.kind == ContentKind::component) addComponent(layout, content);
    }
    layout.componentSlots.push_back(static_cast<std::uint32_t>(layout.slots.size()));
    layout.byPath = SlotIndex(layout.slots);
    return layout;
}

void LayoutMaker::addComponent(Layout& layout, const Content& component) {
    const auto number = static_cast<std::uint16_t>(layout.components.size());
    layout.components.push_back(component.name);
    layout.componentSlots.push_back(static_cast<std::uint32_t>(layout.slots.size()));
    layout.componentModels.push_back(component.target);
    for (const Content& content : m_models.at(*m_models.find(component.target)).contents) {
        if (content.kind != ContentKind::property) continue;
        layout.slots.add(std::make_shared<const Slot>(
            Slot{"/" + component.name + "/" + content.name, content.name, number, content.schema}));
    }
}

std::shared_ptr<const Slot> LayoutMaker::ownSlot(const Content& property) {
    std::shared_ptr<const Slot>& slot = m_ownSlots[&property];
    if (slot == nullptr)
        slot =
            std::make_shared<const Slot>(Slot{"/" + property.name, property.name, Slot::kNoComponent, property.schema});
    return slot;
}

SlotIndex::SlotIndex(const SharedList<Slot>& slots) {
    m_entries.reserve(slots.size());
    for (const Slot& slot : slots) m_entries.emplace_back(slot.path, static_cast<std::uint32_t>(m_entries.size()));
    std::sort(m_entries.begin(), m_entries.end());
}

const SlotIndex::Entry* SlotIndex::find(std::string_view path) const {
    const auto before = [](const Entry& entry, std::string_view wanted) { return entry.first < wanted; };
    const auto found = std::lower_bound(m_entries.begin(), m_entries.end(), path, before);
    return found == m_entries.end() || found->first != path ? end() : &*found;
}

std::optional<std::uint32_t> Layout::find(std::string_view component, std::string_view name) const {
    std::string path;
    path.reserve(component.size() + name.size() + 2);
    if (!component.empty()) path.append("/").append(component);
    path.append("/").append(name);
    const auto found = byPath.find(path);
    if (found == byPath.end()) return std::nullopt;
    // "a/b" is no name: it must not find the slot of a component.
    if (slots[found->second].name != name) return std::nullopt;
    return found->second;
}

} // namespace twinflow::models
