// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Patches that give a twin another model: worked out on a copy, since slots, components and relationships must fit in
// the end.
#include "twins/graph.h"
#include "twins/property_value.h"
#include "twins/refusals.h"
#include "twins/source_time.h"
#include "twins/twin_body.h"

#include <algorithm>

namespace twinflow::twins {

namespace {

std::optional<std::size_t> componentOf(const models::Layout& layout, std::string_view name) {
    const auto found = std::find(layout.components.begin(), layout.components.end(), name);
    if (found == layout.components.end()) return std::nullopt;
    return static_cast<std::size_t>(found - layout.components.begin());
}

/// The twin on its way from one model to the other: what both have is carried over, the rest waits for its removal.
class Move {
public:
    Move(const models::ModelSet& models, const Twin& twin, ModelIndex target, Instant now)
        : m_models(models)
        , m_target(target)
        , m_from(models.layout(twin.model))
        , m_to(models.layout(target))
        , m_now(now)
        , m_cells(makeCells(m_to))
        , m_present(m_to.components.size()) {
        m_times.assign(m_to.components.size(), now);
        for (std::size_t i = 0; i < m_from.slots.size(); ++i) {
            if (twin.cells[i].value.isNull()) continue;
            const auto kept = m_to.byPath.find(m_from.slots[i].path);
            if (kept == m_to.byPath.end()) {
                m_leftProperties.push_back(m_from.slots[i].path);
            } else {
                Cell& cell = m_cells[kept->second] = twin.cells[i];
                cell.value = stored(*m_to.slots[kept->second].schema, std::move(cell.value));
            }
        }
        for (std::size_t i = 0; i < m_from.components.size(); ++i) {
            if (const auto kept = componentOf(m_to, m_from.components[i])) {
                m_present[*kept] = true;
                m_times[*kept] = twin.componentTimes[i];
            } else {
                m_leftComponents.push_back("/" + m_from.components[i]);
            }
        }
    }

    Result<void> apply(const PatchOperation& operation, std::string_view path) {
        if (operation.op == PatchOp::remove && removeLeft(path)) return {};
        const PatchPath where = resolvePath(m_to, path);
        if (where.kind == PatchPath::Kind::component) return editComponent(operation, path, where.component);
        const bool property = where.kind == PatchPath::Kind::property;
        if (!property && where.kind != PatchPath::Kind::sourceTime) {
            return refuse(
                atPath(fault("JsonPatchInvalid", "Model '{0}' has no property '{1}'.", m_models.at(m_target).id, path),
                       path)
                    .withHint(say("In a patch that changes the model, paths are those of the new model.")));
        }
        if (where.component != models::Slot::kNoComponent && !m_present[where.component]) {
            const std::string& name = m_to.components[where.component];
            return refuse(atPath(fault("JsonPatchInvalid", "The component '{0}' is not there yet.", name), path)
                              .withHint(say("Add /{0} as an object first.", name)));
        }
        if (where.component != models::Slot::kNoComponent) m_times[where.component] = m_now;
        Cell& cell = m_cells[where.slot];
        if (!property) {
            const Result<Instant> time = editSourceTime(operation, path);
            if (!time) return refuse(time.error());
            cell.sourceTime = *time;
            return {};
        }
        Result<Value> edited = editProperty(*m_to.slots[where.slot].schema, cell.value, operation, path, where.inside);
        if (!edited) return refuse(std::move(edited.error()));
        if (edited->isNull()) {
            cell = Cell{};
        } else {
            cell.value = std::move(*edited);
            cell.lastUpdateTime = m_now;
        }
        return {};
    }

    /// Whether nothing is left that the new model does not have, and nothing missing that it needs.
    Result<void> finish() const {
        const std::string& model = m_models.at(m_target).id;
        for (const auto& left : {m_leftComponents, m_leftProperties}) {
            if (left.empty()) continue;
            return refuse(
                atPath(fault("ValidationFailed", "Model '{0}' has no '{1}'.", model, left.front()), left.front())
                    .withHint(say("Remove it in the same patch.")));
        }
        for (std::size_t i = 0; i < m_present.size(); ++i) {
            if (m_present[i]) continue;
            const std::string& name = m_to.components[i];
            return refuse(
                atPath(fault("ValidationFailed", "Model '{0}' needs the component '{1}'.", model, name), "/" + name)
                    .withHint(say("Add /{0} as an object in the same patch.", name)));
        }
        for (std::size_t i = 0; i < m_to.slots.size(); ++i) {
            const models::Slot& slot = m_to.slots[i];
            const Cell& cell = m_cells[i];
            if (!cell.value.isNull()) {
                if (Result<void> fits = checkProperty(*slot.schema, cell.value, slot.path); !fits) return fits;
            } else if (cell.sourceTime != Instant{}) {
                return refuse(sourceTimeWithoutValue(slot.path));
            }
        }
        return {};
    }

    Cells takeCells() { return std::move(m_cells); }
    /// When each component of the new model was last written: one that stayed keeps its time.
    SlimVector<Instant> takeTimes() { return std::move(m_times); }

private:
    /// Removes what only the old model has; false when `path` is not of that kind.
    bool removeLeft(std::string_view path) {
        if (std::erase(m_leftComponents, path) > 0) {
            std::erase_if(m_leftProperties,
                          [&](const std::string& property) { return property.starts_with(std::string(path) + "/"); });
            return true;
        }
        if (std::erase(m_leftProperties, path) == 0) return false;
        const std::size_t last = path.rfind('/');
        if (last == 0) return true; // of the twin itself
        if (const auto kept = componentOf(m_to, path.substr(1, last - 1))) m_times[*kept] = m_now;
        return true;
    }

    Result<void> editComponent(const PatchOperation& operation, std::string_view path, std::uint16_t component) {
        const std::string& name = m_to.components[component];
        if (operation.op != PatchOp::add || m_present[component]) {
            return refuse(
                atPath(fault("JsonPatchInvalid", "The component '{0}' cannot be patched as a whole.", path), path)
                    .withHint(say("Only a component that comes with the new model is added whole.")));
        }
        const auto document = JsonDocument::parse(operation.value.json(), {});
        if (!document) return refuse(document.error());
        m_present[component] = true;
        return readComponentBody(m_to, name, document->root(), m_now, m_cells.get());
    }

    const models::ModelSet& m_models;
    const ModelIndex m_target;
    const models::Layout& m_from;
    const models::Layout& m_to;
    const Instant m_now;
    Cells m_cells;
    std::vector<bool> m_present;               // components of the new model
    SlimVector<Instant> m_times;               // of them
    std::vector<std::string> m_leftComponents; // paths that only the old model has
    std::vector<std::string> m_leftProperties;
};

} // namespace

/// The model that the patch leads to.
Result<ModelIndex> Graph::targetModel(const Patch& patch) const {
    Result<ModelIndex> target = ModelIndex{};
    for (const PatchOperation& operation : patch) {
        const std::string_view path = operation.path.text(m_texts);
        if (path != kModelPath) continue;
        if (operation.op != PatchOp::replace) {
            return refuse(atPath(fault("JsonPatchInvalid", "The model can only be replaced."), path)
                              .withHint(say("Use the operation 'replace' on {0}.", path)));
        }
        const std::string_view id =
            operation.value.kind() == Value::Kind::string ? operation.value.text() : std::string_view();
        const auto model = m_models.find(id);
        if (!model) {
            return refuse(atPath(fault("ValidationFailed", "The model '{0}' does not exist.", id), path)
                              .withHint(say("Add the model to the deployment, or name another.")));
        }
        target = *model;
    }
    return target;
}

Result<void> Graph::patchModel(TwinIndex index, const Patch& patch) {
    const Result<ModelIndex> target = targetModel(patch);
    if (!target) return refuse(target.error());
    const Twin& before = m_twins[index.value];
    if (before.model != *target) {
        if (Result<void> allowed = checkInUse(*target); !allowed) return allowed;
    }
    Move move(m_models, before, *target, m_now);
    for (const PatchOperation& operation : patch) {
        const std::string_view path = operation.path.text(m_texts);
        if (path == kModelPath) continue;
        if (Result<void> done = move.apply(operation, path); !done) return done;
    }
    if (Result<void> fits = move.finish(); !fits) return fits;
    if (Result<void> fits = checkRelationshipsFit(index, *target); !fits) return fits;
    Twin after;
    after.id = before.id;
    fill(after, *target, move.takeCells());
    after.componentTimes = move.takeTimes();
    if (Result<void> fits = checkTwinSize(after); !fits) return fits;
    install(index, std::move(after));
    tell({.kind = ChangeKind::twinUpdated, .twin = before.id, .model = *target, .patch = &patch});
    return {};
}

} // namespace twinflow::twins
