// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Creating, replacing and deleting twins, and the telemetry that passes through them.
#include "twins/graph.h"
#include "twins/limits.h"
#include "twins/refusals.h"
#include "twins/twin_body.h"
#include "twins/twin_diff.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace twinflow::twins {

namespace {

std::uint32_t textBytesOf(const Cell* cells, std::size_t count) {
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < count; ++i) {
        if (cells[i].value.isText()) bytes += cells[i].value.text().size();
    }
    return static_cast<std::uint32_t>(bytes);
}

} // namespace

Result<TwinIndex> Graph::putTwin(std::string_view id, const JsonNode& body, const Precondition& guard) {
    if (Result<void> fits = checkId("twin", id, kMaxTwinIdBytes); !fits) return refuse(std::move(fits.error()));
    const auto existing = find(id);
    if (Result<void> allowed = checkGuard(guard, existing ? twin(*existing).etag : 0); !allowed) {
        return refuse(std::move(allowed.error()));
    }
    std::string request;
    body.appendJson(request);
    if (request.size() > kMaxTwinBytes) return refuse(tooLarge("The twin", request.size(), kMaxTwinBytes));
    Result<TwinBody> read = readTwinBody(m_models, body, m_now);
    if (!read) return refuse(std::move(read.error()));
    if (!existing || twin(*existing).model != read->model) {
        if (Result<void> allowed = checkInUse(read->model); !allowed) return refuse(std::move(allowed.error()));
    }

    Twin candidate;
    fill(candidate, read->model, std::move(read->cells));
    if (Result<void> fits = checkTwinSize(candidate); !fits) return refuse(std::move(fits.error()));
    candidate.id = m_texts.intern(id); // not of a twin that was refused: texts never leave
    if (!existing) return createTwin(std::move(candidate));
    if (Result<void> fits = checkRelationshipsFit(*existing, candidate.model); !fits)
        return refuse(std::move(fits.error()));
    replaceTwin(*existing, std::move(candidate));
    return *existing;
}

Result<void> Graph::deleteTwin(std::string_view id, const Precondition& guard) {
    const Result<TwinIndex> index = require(id);
    if (!index) return refuse(index.error());
    Twin& twin = m_twins[index->value];
    if (Result<void> allowed = checkGuard(guard, twin.etag); !allowed) return allowed;
    if (!twin.outgoing.empty() || !twin.incoming.empty()) {
        return refuse(fault("RelationshipsNotDeleted",
                            "Twin '{0}' still has {1} outgoing and {2} incoming relationships.", id,
                            twin.outgoing.size(), twin.incoming.size())
                          .withHint(say("Delete the relationships first.")));
    }
    std::string body;
    if (m_listener) appendTwin(body, *index);
    const Twin gone = std::exchange(twin, Twin{});
    m_byText[gone.id.value] = {};
    --m_twinCount;
    ++m_version;
    tell({.kind = ChangeKind::twinDeleted, .twin = gone.id, .model = gone.model, .body = body});
    return {};
}

Result<void> Graph::publishTelemetry(std::string_view id, std::string_view component, std::string_view messageId,
                                     std::string_view body, Instant sourceTime) {
    const Result<TwinIndex> index = require(id);
    if (!index) return refuse(index.error());
    const Twin& source = twin(*index);
    Change change{.kind = ChangeKind::telemetry, .twin = source.id, .model = source.model};
    if (!component.empty()) {
        const auto& components = m_models.layout(source.model).components;
        if (std::find(components.begin(), components.end(), component) == components.end()) {
            return refuse(componentNotFound(id, component));
        }
        change.component = m_texts.intern(component);
    }
    if (messageId.empty()) {
        return refuse(fault("InvalidArgument", "Telemetry of twin '{0}' has no Message-Id.", id)
                          .withHint(say("Give each message an id, for example a UUID.")));
    }
    if (body.size() > kMaxTwinBytes) return refuse(tooLarge("The telemetry", body.size(), kMaxTwinBytes));
    if (!nlohmann::json::accept(body)) {
        return refuse(fault("InvalidArgument", "The telemetry of twin '{0}' is not valid JSON.", id));
    }
    change.body = body;
    change.messageId = messageId;
    change.sourceTime = sourceTime;
    tell(change);
    return {};
}

Result<void> Graph::publishMessage(TwinIndex index, std::string_view body) {
    if (body.size() > kMaxTwinBytes) return refuse(tooLarge("The telemetry", body.size(), kMaxTwinBytes));
    const Twin& source = twin(index);
    tell({.kind = ChangeKind::telemetry, .twin = source.id, .model = source.model, .body = body});
    return {};
}

/// Makes `twin` hold these values; id, etag and relationships are not touched.
void Graph::fill(Twin& twin, ModelIndex model, Cells cells) const {
    const models::Layout& layout = m_models.layout(model);
    twin.model = model;
    twin.textBytes = textBytesOf(cells.get(), layout.slots.size());
    twin.cells = std::move(cells);
    twin.componentTimes.assign(layout.components.size(), m_now);
    twin.lastUpdateTime = m_now;
}

TwinIndex Graph::createTwin(Twin twin) {
    const TwinIndex index{static_cast<std::uint32_t>(m_twins.size())};
    twin.etag = ++m_version;
    if (twin.id.value >= m_byText.size()) m_byText.resize(std::max<std::size_t>(m_texts.size(), 2 * m_byText.size()));
    m_byText[twin.id.value] = index;
    ++m_twinCount;
    m_twins.push_back(std::move(twin));
    if (m_listener) {
        std::string body;
        appendTwin(body, index);
        const Twin& created = m_twins[index.value];
        tell({.kind = ChangeKind::twinCreated, .twin = created.id, .model = created.model, .body = body});
    }
    return index;
}

/// Puts new content where the twin stands; its relationships stay.
void Graph::install(TwinIndex index, Twin content) {
    Twin& twin = m_twins[index.value];
    content.outgoing = std::move(twin.outgoing);
    content.incoming = std::move(twin.incoming);
    content.etag = ++m_version;
    twin = std::move(content);
}

void Graph::replaceTwin(TwinIndex index, Twin replacement) {
    Twin& twin = m_twins[index.value];
    Patch patch;
    if (m_listener) {
        patch =
            diffTwins(m_models, {twin.model, twin.cells.get()}, {replacement.model, replacement.cells.get()}, m_texts);
    }
    install(index, std::move(replacement));
    tell({.kind = ChangeKind::twinUpdated, .twin = twin.id, .model = twin.model, .patch = &patch});
}

} // namespace twinflow::twins
