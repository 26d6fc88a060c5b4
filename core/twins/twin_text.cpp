// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Twins and relationships as JSON text, and single values out of them.
#include "base/json_text.h"
#include "twins/graph.h"
#include "twins/json_pointer.h"

namespace twinflow::twins {

namespace {

constexpr std::uint16_t kTwinItself = models::Slot::kNoComponent;

void appendTime(std::string& out, Instant time) {
    out += '"';
    appendInstant(out, time);
    out += '"';
}

/// Appends members of one object: each call starts with a comma unless it is the first.
class Members {
public:
    explicit Members(std::string& out)
        : m_out(out) {
        m_out += '{';
    }
    std::string& name(std::string_view name) {
        if (!m_first) m_out += ',';
        m_first = false;
        appendJsonString(m_out, name);
        m_out += ':';
        return m_out;
    }
    void text(std::string_view name, std::string_view text) { appendJsonString(this->name(name), text); }
    void time(std::string_view name, Instant time) { appendTime(this->name(name), time); }
    void end() { m_out += '}'; }

private:
    std::string& m_out;
    bool m_first = true;
};

template <typename Visit>
void eachSet(const models::Layout& layout, const Twin& twin, std::uint16_t component, Visit visit) {
    const bool itself = component == kTwinItself;
    const std::size_t end = layout.componentSlots[itself ? 0 : component + 1];
    for (std::size_t i = itself ? 0 : layout.componentSlots[component]; i < end; ++i) {
        if (!twin.cells[i].value.isNull()) visit(layout.slots[i], twin.cells[i]);
    }
}

void appendProperties(Members& members, const models::Layout& layout, const Twin& twin, std::uint16_t component) {
    eachSet(layout, twin, component,
            [&](const models::Slot& slot, const Cell& cell) { cell.value.appendJson(members.name(slot.name)); });
}

void appendPropertyTimes(Members& members, const models::Layout& layout, const Twin& twin, std::uint16_t component) {
    eachSet(layout, twin, component, [&](const models::Slot& slot, const Cell& cell) {
        Members times(members.name(slot.name));
        times.time("lastUpdateTime", cell.lastUpdateTime);
        if (cell.sourceTime != Instant{}) times.time("sourceTime", cell.sourceTime);
        times.end();
    });
}

/// As a client would put it: source times only. `model` is empty for a component, whose metadata stands only with a
/// time.
void appendClientMetadata(Members& members, const models::Layout& layout, const Twin& twin, std::uint16_t component,
                          std::string_view model) {
    bool any = !model.empty();
    eachSet(layout, twin, component,
            [&](const models::Slot&, const Cell& cell) { any |= cell.sourceTime != Instant{}; });
    if (!any) return;
    Members metadata(members.name("$metadata"));
    if (!model.empty()) metadata.text("$model", model);
    eachSet(layout, twin, component, [&](const models::Slot& slot, const Cell& cell) {
        if (cell.sourceTime == Instant{}) return;
        Members times(metadata.name(slot.name));
        times.time("sourceTime", cell.sourceTime);
        times.end();
    });
    metadata.end();
}

void appendClientTwin(Members& members, const models::Layout& layout, const Twin& twin, std::string_view model) {
    appendClientMetadata(members, layout, twin, kTwinItself, model);
    appendProperties(members, layout, twin, kTwinItself);
    for (std::uint16_t i = 0; i < layout.components.size(); ++i) {
        Members component(members.name(layout.components[i]));
        appendClientMetadata(component, layout, twin, i, {});
        appendProperties(component, layout, twin, i);
        component.end();
    }
}

void appendClientRelationship(Members& members, const Graph& graph, const Relationship& one) {
    members.text("$targetId", graph.text(graph.twin(one.target).id));
    members.text("$relationshipName", graph.text(one.name));
    for (const auto& [name, value] : one.properties) value.appendJson(members.name(graph.text(name)));
}

std::string percentEncoded(std::string_view text) {
    static constexpr char kHex[] = "0123456789ABCDEF";
    static constexpr std::string_view kPlain = "-._~";
    std::string encoded;
    for (const char c : text) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (letter || kPlain.find(c) != std::string_view::npos) {
            encoded += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        encoded += '%';
        encoded += kHex[byte >> 4U];
        encoded += kHex[byte & 15U];
    }
    return encoded;
}

} // namespace

void Graph::appendTwin(std::string& out, TwinIndex index) const {
    const Twin& twin = this->twin(index);
    const models::Layout& layout = m_models.layout(twin.model);
    Members members(out);
    members.text("$dtId", text(twin.id));
    members.text("$etag", etagText(twin.etag));
    appendProperties(members, layout, twin, kTwinItself);
    for (std::uint16_t i = 0; i < layout.components.size(); ++i) {
        Members component(members.name(layout.components[i]));
        appendProperties(component, layout, twin, i);
        Members metadata(component.name("$metadata"));
        metadata.time("$lastUpdateTime", twin.componentTimes[i]);
        appendPropertyTimes(metadata, layout, twin, i);
        metadata.end();
        component.end();
    }
    Members metadata(members.name("$metadata"));
    metadata.text("$model", m_models.at(twin.model).id);
    metadata.time("$lastUpdateTime", twin.lastUpdateTime);
    appendPropertyTimes(metadata, layout, twin, kTwinItself);
    metadata.end();
    members.end();
}

void Graph::appendTwinLine(std::string& out, const Twin& twin) const {
    Members members(out);
    members.text("$dtId", text(twin.id));
    appendClientTwin(members, m_models.layout(twin.model), twin, m_models.at(twin.model).id);
    members.end();
}

void Graph::appendTwinBody(std::string& out, const Twin& twin) const {
    Members members(out);
    appendClientTwin(members, m_models.layout(twin.model), twin, m_models.at(twin.model).id);
    members.end();
}

void Graph::appendRelationship(std::string& out, RelationshipIndex index) const {
    const Relationship& one = relationship(index);
    Members members(out);
    members.text("$relationshipId", text(one.id));
    members.text("$etag", etagText(one.etag));
    members.text("$sourceId", text(twin(one.source).id));
    members.text("$relationshipName", text(one.name));
    members.text("$targetId", text(twin(one.target).id));
    for (const auto& [name, value] : one.properties) value.appendJson(members.name(text(name)));
    members.end();
}

void Graph::appendRelationshipLine(std::string& out, const Relationship& one) const {
    Members members(out);
    members.text("$dtId", text(twin(one.source).id));
    members.text("$relationshipId", text(one.id));
    appendClientRelationship(members, *this, one);
    members.end();
}

void Graph::appendRelationshipBody(std::string& out, const Relationship& one) const {
    Members members(out);
    appendClientRelationship(members, *this, one);
    members.end();
}

void Graph::appendIncomingRelationship(std::string& out, RelationshipIndex index) const {
    const Relationship& one = relationship(index);
    const std::string_view source = text(twin(one.source).id);
    Members members(out);
    members.text("$relationshipId", text(one.id));
    members.text("$sourceId", source);
    members.text("$relationshipName", text(one.name));
    members.text("$relationshipLink",
                 "/digitaltwins/" + percentEncoded(source) + "/relationships/" + percentEncoded(text(one.id)));
    members.end();
}

Value Graph::value(TwinIndex index, std::string_view pointer) const {
    const Twin& twin = this->twin(index);
    if (!twin.model.valid()) return {};
    const PatchPath where = resolvePath(m_models.layout(twin.model), pointer);
    if (where.kind != PatchPath::Kind::property) return {};
    const Value& whole = twin.cells[where.slot].value;
    return where.inside.empty() ? whole : valueInside(whole, where.inside);
}

} // namespace twinflow::twins
