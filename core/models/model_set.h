// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// All models of a deployment, parsed, resolved and indexed.
#pragma once

#include "base/index.h"
#include "base/json_document.h"
#include "base/result.h"
#include "models/schema.h"
#include "models/shared_list.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace twinflow::models {

enum class ContentKind : std::uint8_t { property, telemetry, relationship, component, command };

/// One element of an interface's contents, own or inherited.
struct Content {
    ContentKind kind = ContentKind::property;
    std::string name;
    SchemaRef schema;   ///< property, telemetry
    std::string target; ///< relationship: DTMI it must point to, empty for any; component: DTMI of its interface
    std::vector<Field> properties; ///< relationship
    std::string semanticType;      ///< short term, for example Temperature; empty when none
    std::string unit;              ///< short term, for example degreeCelsius
};

/// A resolved interface: contents include what it inherits.
struct Interface {
    std::string id;
    SharedList<Content> contents; ///< in order: inherited first, then own

    const Content* find(std::string_view name) const;
};

/// Where a twin of one model keeps one property.
struct Slot {
    std::string path;                       ///< JSON pointer: /temperature or /motor/current
    std::string name;                       ///< last part of the path
    std::uint16_t component = kNoComponent; ///< into Layout::components
    SchemaRef schema;

    static constexpr std::uint16_t kNoComponent = 0xffff;
};

/// Slots by their paths, sorted; made in one go.
class SlotIndex {
public:
    using Entry = std::pair<std::string_view, std::uint32_t>; // the path lies in the slot

    explicit SlotIndex(const SharedList<Slot>& slots = {});
    /// The entry with that path, or end().
    const Entry* find(std::string_view path) const;
    const Entry* end() const { return m_entries.data() + m_entries.size(); }

private:
    std::vector<Entry> m_entries;
};

/// The property slots of a model's twins: its own properties, then those of each component.
struct Layout {
    SharedList<Slot> slots;
    std::vector<std::string> components;      ///< names, in order of the contents
    std::vector<std::string> componentModels; ///< their DTMIs
    /// Where the slots of each component begin, and where those of the last one end. The twin's own come before.
    std::vector<std::uint32_t> componentSlots;

    /// The slot of a top-level property (component empty) or of a component's; none when the model has no such
    /// property.
    std::optional<std::uint32_t> find(std::string_view component, std::string_view name) const;

    SlotIndex byPath;
};

/// The language alone, or the language as the twin service takes it: no interface inside another, no model over 1 MiB.
enum class Strictness : std::uint8_t { language, service };

/// A closed set: every `extends` and component schema resolves inside it. Immutable once built.
class ModelSet {
public:
    struct Built;

    /// Parses and resolves documents, each one interface or an array of them (the shape of POST /models). All findings
    /// are collected; the set holds what is sound, so that one bad model does not hide the others. Codes: models-<dtdl
    /// parsing error in kebab-case>, for example models-duplicate-definition; see models/README.md.
    static Built build(const std::vector<JsonDocument>& documents, Strictness strictness = Strictness::service);

    std::size_t size() const { return m_interfaces.size(); }
    std::optional<ModelIndex> find(std::string_view dtmi) const;
    const Interface& at(ModelIndex model) const { return m_interfaces[model.value]; }
    const Layout& layout(ModelIndex model) const { return m_layouts[model.value]; }
    /// True when `model` is `ancestor` or inherits from it (version rules of IS_OF_MODEL are the query language's
    /// business).
    bool isA(ModelIndex model, ModelIndex ancestor) const;

private:
    std::vector<Interface> m_interfaces; // sorted by id
    std::vector<Layout> m_layouts;
    std::vector<std::vector<ModelIndex>> m_ancestors; // all of them, sorted
    std::unordered_map<std::string, ModelIndex> m_byId;
    friend class Resolver;
};

struct ModelSet::Built {
    ModelSet models;
    Findings findings;
};

} // namespace twinflow::models
