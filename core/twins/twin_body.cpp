// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "twins/twin_body.h"

#include "twins/property_value.h"
#include "twins/refusals.h"
#include "twins/source_time.h"

#include <algorithm>

namespace twinflow::twins {

namespace {

template <typename... Names>
tl::unexpected<Error> invalid(std::string_view path, std::string_view pattern, const Names&... names) {
    return refuse(atPath(fault("ValidationFailed", pattern, names...), path));
}

std::string pointer(std::string_view component, std::string_view name) {
    std::string path;
    if (!component.empty()) path.append("/").append(component);
    return path.append("/").append(name);
}

/// No member of the object at `path` may stand twice: which of the two counts?
Result<void> checkOnce(const JsonNode& object, const std::string& path) {
    const JsonNode::Member* twice = object.repeated();
    return twice ? refuse(givenTwice(path + "/" + twice->name)) : Result<void>();
}

/// Reads the properties and metadata of the twin itself (`component` empty) or of one component.
class Reader {
public:
    Reader(const models::Layout& layout, std::string_view component, Instant now, Cell* cells)
        : m_layout(layout)
        , m_component(component)
        , m_now(now)
        , m_cells(cells) {}

    Result<void> property(const JsonNode::Member& member) {
        const std::string path = pointer(m_component, member.name);
        const auto slot = m_layout.find(m_component, member.name);
        if (!slot) {
            return refuse(atPath(fault("ValidationFailed", "The model has no property '{0}'.", path), path)
                              .withHint(say("Check its spelling and case, or add the property to the model.")));
        }
        const models::Schema& schema = *m_layout.slots[*slot].schema;
        Value value = member.value.value();
        if (Result<void> fits = checkProperty(schema, value, path); !fits) return fits;
        m_cells[*slot] = {stored(schema, std::move(value)), m_now, {}};
        return {};
    }

    /// The source times; to be read after the properties.
    Result<void> metadata(const JsonNode& node) {
        const std::string where = pointer(m_component, "$metadata");
        if (!node.isObject()) return invalid(where, "'{0}' must be an object.", where);
        if (Result<void> once = checkOnce(node, where); !once) return once;
        for (const JsonNode::Member& member : node.members) {
            if (member.name.starts_with('$'))
                continue; // $model is read elsewhere, $lastUpdateTime is the service's own
            const std::string path = where + "/" + member.name;
            const auto slot = m_layout.find(m_component, member.name);
            if (!slot) return invalid(path, "'{0}' belongs to no property of the model.", path);
            if (!member.value.isObject()) return invalid(path, "'{0}' must be an object.", path);
            if (Result<void> once = checkOnce(member.value, path); !once) return once;
            const JsonNode* sourceTime = member.value.find("sourceTime");
            if (!sourceTime) continue;
            if (m_cells[*slot].value.isNull()) return invalid(path, "'{0}' is about a property that is not set.", path);
            const Result<Instant> time = readSourceTime(sourceTime->value(), path + "/sourceTime");
            if (!time) return refuse(time.error());
            m_cells[*slot].sourceTime = *time;
        }
        return {};
    }

private:
    const models::Layout& m_layout;
    const std::string_view m_component;
    const Instant m_now;
    Cell* const m_cells;
};

Result<ModelIndex> readModel(const models::ModelSet& models, const JsonNode& body) {
    const JsonNode* metadata = body.find("$metadata");
    const JsonNode* model = metadata && metadata->isObject() ? metadata->find("$model") : nullptr;
    if (!model || !model->isString()) {
        return refuse(
            atPath(fault("ValidationFailed", "Invalid twin specified: it names no model."), "/$metadata/$model")
                .withHint(say("Give the body \"$metadata\": {\"$model\": \"dtmi:…;1\"}.")));
    }
    if (const auto index = models.find(model->text)) return *index;
    return refuse(
        atPath(fault("ValidationFailed",
                     "Invalid twin specified: the model '{0}' or one of its dependencies does not exist.", model->text),
               "/$metadata/$model")
            .withHint(say("Add the model to the deployment, or name another.")));
}

} // namespace

Result<void> readComponentBody(const models::Layout& layout, std::string_view component, const JsonNode& body,
                               Instant now, Cell* cells) {
    const std::string where = pointer({}, component);
    if (!body.isObject()) return invalid(where, "The component '{0}' must be an object.", component);
    if (Result<void> once = checkOnce(body, where); !once) return once;
    Reader reader(layout, component, now, cells);
    for (const JsonNode::Member& member : body.members) {
        if (member.name == "$metadata") continue;
        if (Result<void> read = reader.property(member); !read) return read;
    }
    const JsonNode* metadata = body.find("$metadata");
    return metadata ? reader.metadata(*metadata) : Result<void>();
}

Result<TwinBody> readTwinBody(const models::ModelSet& models, const JsonNode& body, Instant now) {
    if (!body.isObject()) {
        return refuse(fault("ValidationFailed", "Invalid twin specified: its body must be an object."));
    }
    if (Result<void> once = checkOnce(body, {}); !once) return refuse(std::move(once.error()));
    const Result<ModelIndex> model = readModel(models, body);
    if (!model) return refuse(model.error());
    const models::Layout& layout = models.layout(*model);
    TwinBody twin{*model, makeCells(layout)};
    Reader reader(layout, {}, now, twin.cells.get());
    std::vector<bool> present(layout.components.size());
    for (const JsonNode::Member& member : body.members) {
        if (member.name == "$metadata" || member.name == "$dtId" || member.name == "$etag") continue;
        const auto found = std::find(layout.components.begin(), layout.components.end(), member.name);
        Result<void> read;
        if (found == layout.components.end()) {
            read = reader.property(member);
        } else {
            const auto component = static_cast<std::size_t>(found - layout.components.begin());
            present[component] = true;
            read = readComponentBody(layout, *found, member.value, now, twin.cells.get());
        }
        if (!read) return refuse(std::move(read.error()));
    }
    for (std::size_t i = 0; i < present.size(); ++i) {
        if (present[i]) continue;
        const std::string& name = layout.components[i];
        return refuse(
            atPath(fault("ValidationFailed", "The component '{0}' is missing.", name), pointer({}, name))
                .withHint(say("Every component of the model must be present, at least as \"{0}\": {}.", name)));
    }
    if (Result<void> read = reader.metadata(*body.find("$metadata")); !read) return refuse(std::move(read.error()));
    return twin;
}

} // namespace twinflow::twins
