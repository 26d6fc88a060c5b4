// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "twins/patch_path.h"

#include <algorithm>

namespace twinflow::twins {

namespace {

constexpr std::string_view kMetadata = "$metadata";

/// Names of models hold no '/' and no '~', so tokens are compared as they stand. `pointer` keeps the rest.
std::string_view takeName(std::string_view& pointer) {
    if (pointer.empty() || pointer.front() != '/') return {};
    const std::string_view name = pointer.substr(1, pointer.find('/', 1) - 1);
    pointer.remove_prefix(name.size() + 1);
    return name;
}

/// `rest` follows "/$metadata" of the twin or of a component.
PatchPath resolveMetadata(const models::Layout& layout, std::string_view component, std::string_view rest) {
    PatchPath path;
    path.kind = PatchPath::Kind::fixed;
    if (component.empty() && rest == "/$model") {
        path.kind = PatchPath::Kind::model;
        return path;
    }
    const std::string_view property = takeName(rest);
    if (rest != "/sourceTime") return path;
    const auto slot = layout.find(component, property);
    path.kind = slot ? PatchPath::Kind::sourceTime : PatchPath::Kind::unknown;
    path.slot = slot.value_or(0U);
    return path;
}

} // namespace

PatchPath resolvePath(const models::Layout& layout, std::string_view pointer) {
    PatchPath path;
    std::string_view rest = pointer;
    std::string_view name = takeName(rest);
    if (name.empty()) return path;
    if (name == kMetadata) return resolveMetadata(layout, {}, rest);
    if (name.front() == '$') {
        path.kind = PatchPath::Kind::fixed;
        return path;
    }
    std::string_view component;
    if (const auto found = std::find(layout.components.begin(), layout.components.end(), name);
        found != layout.components.end()) {
        component = *found;
        path.component = static_cast<std::uint16_t>(found - layout.components.begin());
        if (rest.empty()) {
            path.kind = PatchPath::Kind::component;
            return path;
        }
        name = takeName(rest);
        if (name == kMetadata) {
            PatchPath inner = resolveMetadata(layout, component, rest);
            inner.component = path.component;
            return inner;
        }
    }
    if (const auto slot = layout.find(component, name)) {
        path.kind = PatchPath::Kind::property;
        path.slot = *slot;
        path.schema = layout.slots[*slot].schema.get();
        path.inside = rest;
    }
    return path;
}

} // namespace twinflow::twins
