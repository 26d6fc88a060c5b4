// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Patching a twin in place: no allocation for numbers, everything taken back when one operation is refused.
#include "twins/graph.h"
#include "twins/limits.h"
#include "twins/property_value.h"
#include "twins/refusals.h"
#include "twins/source_time.h"

#include <algorithm>
#include <utility>

namespace twinflow::twins {

namespace {

/// An operation whose path leads nowhere that a client may write.
Error notWritable(const PatchPath& where, std::string_view path, const models::Interface& model) {
    switch (where.kind) {
    case PatchPath::Kind::fixed:
        return atPath(fault("JsonPatchInvalid", "'{0}' is kept by the service and cannot be patched.", path), path);
    case PatchPath::Kind::component:
        return atPath(fault("JsonPatchInvalid", "The component '{0}' cannot be patched as a whole.", path), path)
            .withHint(say("Patch its properties, for example {0}/temperature.", path));
    default:
        return atPath(fault("JsonPatchInvalid", "Model '{0}' has no property '{1}'.", model.id, path), path)
            .withHint(say("Check its spelling and case, or add the property to the model."));
    }
}

} // namespace

Result<void> Graph::patchTwin(std::string_view id, const Patch& patch, const Precondition& guard) {
    const Result<TwinIndex> index = require(id);
    if (!index) return refuse(index.error());
    return patchTwin(*index, patch, guard);
}

Result<void> Graph::patchComponent(std::string_view id, std::string_view component, const Patch& patch,
                                   const Precondition& guard) {
    const Result<TwinIndex> index = require(id);
    if (!index) return refuse(index.error());
    const auto& components = m_models.layout(twin(*index).model).components;
    if (std::find(components.begin(), components.end(), component) == components.end()) {
        return refuse(componentNotFound(id, component));
    }
    Patch prefixed = patch;
    for (PatchOperation& operation : prefixed) {
        operation.path = {"/" + std::string(component) + std::string(operation.path.text(m_texts)), m_texts};
    }
    return patchTwin(*index, prefixed, guard);
}

Result<void> Graph::patchTwin(TwinIndex index, const Patch& patch, const Precondition& guard) {
    Twin& twin = m_twins[index.value];
    if (!twin.model.valid()) return refuse(fault("DigitalTwinNotFound", "The twin was deleted before it was patched."));
    if (Result<void> allowed = checkGuard(guard, twin.etag); !allowed) return allowed;
    if (Result<void> fits = checkPatchSize(patch); !fits) return fits;
    const auto changesModel = [&](const PatchOperation& operation) { return operation.path.id() == m_modelPath; };
    if (std::any_of(patch.begin(), patch.end(), changesModel)) return patchModel(index, patch);

    Result<void> done;
    for (const PatchOperation& operation : patch) {
        done = applyOperation(twin, operation);
        if (!done) break;
    }
    if (done) done = checkOverwritten(twin);
    if (done) done = checkTwinSize(twin);
    if (!done) {
        takeBack(twin);
        return done;
    }
    for (const Overwritten& one : m_overwritten) {
        if (one.component != models::Slot::kNoComponent) twin.componentTimes[one.component] = m_now;
    }
    m_overwritten.clear();
    twin.etag = ++m_version;
    twin.lastUpdateTime = m_now;
    tell({.kind = ChangeKind::twinUpdated, .twin = twin.id, .model = twin.model, .patch = &patch});
    return {};
}

/// What `path` means for twins of `model`. Paths of whole properties are interned and kept, since a fleet writes the
/// same few again and again; those that lead inside a map are as many as its keys and are not.
PatchPath Graph::patchPath(ModelIndex model, const OperationPath& path) {
    std::vector<KnownPath>& known = m_paths[model.value];
    const auto place = [&](TextId id) {
        return std::lower_bound(known.begin(), known.end(), id,
                                [](const KnownPath& each, TextId wanted) { return each.path < wanted; });
    };
    if (path.id().valid()) {
        const auto found = place(path.id());
        if (found != known.end() && found->path == path.id()) return found->where;
    }
    const std::string_view pointer = path.text(m_texts);
    const PatchPath where = resolvePath(m_models.layout(model), pointer);
    const bool whole = where.kind == PatchPath::Kind::property || where.kind == PatchPath::Kind::sourceTime;
    if (!whole || !where.inside.empty()) return where;
    const TextId id = m_texts.intern(pointer);
    const auto at = place(id);
    if (at == known.end() || at->path != id) known.insert(at, {id, where});
    return where;
}

Result<void> Graph::checkPatchSize(const Patch& patch) const {
    constexpr std::size_t kOperation = 64; // names, punctuation and a number
    std::size_t most = 2;
    for (const PatchOperation& operation : patch) {
        const std::size_t texts =
            operation.path.text(m_texts).size() + (operation.value.isText() ? operation.value.text().size() : 0);
        most += kOperation + kEscapeGrowth * texts;
    }
    if (most <= kMaxTwinBytes) return {};
    std::string request;
    appendPatch(request, patch, m_texts);
    if (request.size() <= kMaxTwinBytes) return {};
    return refuse(tooLarge("The patch", request.size(), kMaxTwinBytes));
}

Result<void> Graph::applyOperation(Twin& twin, const PatchOperation& operation) {
    const PatchPath where = patchPath(twin.model, operation.path);
    const bool isProperty = where.kind == PatchPath::Kind::property;
    if (isProperty && operation.op == PatchOp::add && where.inside.empty() &&
        isKeptAsItIs(*where.schema, operation.value)) {
        overwrite(twin, where, operation.value);
        return {};
    }
    const std::string_view path = operation.path.text(m_texts);
    if (isProperty) {
        Result<Value> edited = editProperty(*where.schema, twin.cells[where.slot].value, operation, path, where.inside);
        if (!edited) return refuse(std::move(edited.error()));
        overwrite(twin, where, std::move(*edited));
        return {};
    }
    if (where.kind == PatchPath::Kind::sourceTime) {
        const Result<Instant> time = editSourceTime(operation, path);
        if (!time) return refuse(time.error());
        Cell& cell = twin.cells[where.slot];
        m_overwritten.push_back({where.slot, where.component, cell});
        cell.sourceTime = *time;
        return {};
    }
    return refuse(notWritable(where, path, m_models.at(twin.model)));
}

/// A null value unsets the property with its times.
void Graph::overwrite(Twin& twin, const PatchPath& where, Value value) {
    Cell& cell = twin.cells[where.slot];
    if (cell.value.isText()) twin.textBytes -= static_cast<std::uint32_t>(cell.value.text().size());
    if (value.isText()) twin.textBytes += static_cast<std::uint32_t>(value.text().size());
    const Instant sourceTime = value.isNull() ? Instant{} : cell.sourceTime;
    const Instant updated = value.isNull() ? Instant{} : m_now;
    m_overwritten.push_back(
        {where.slot, where.component, std::exchange(cell, {std::move(value), updated, sourceTime})});
}

/// A source time may stand before its value in the patch, but not without one in the end.
Result<void> Graph::checkOverwritten(const Twin& twin) const {
    for (const Overwritten& one : m_overwritten) {
        const Cell& cell = twin.cells[one.slot];
        if (cell.value.isNull() && cell.sourceTime != Instant{})
            return refuse(sourceTimeWithoutValue(m_models.layout(twin.model).slots[one.slot].path));
    }
    return {};
}

void Graph::takeBack(Twin& twin) {
    for (auto one = m_overwritten.rbegin(); one != m_overwritten.rend(); ++one) {
        Cell& cell = twin.cells[one->slot];
        if (cell.value.isText()) twin.textBytes -= static_cast<std::uint32_t>(cell.value.text().size());
        cell = std::move(one->before);
        if (cell.value.isText()) twin.textBytes += static_cast<std::uint32_t>(cell.value.text().size());
    }
    m_overwritten.clear();
}

} // namespace twinflow::twins
