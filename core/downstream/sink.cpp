// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "downstream/sink.h"

#include "downstream/archive_name.h"
#include "downstream/data_history.h"
#include "downstream/map.h"
#include "downstream/storage.h"
#include "downstream/time_series.h"
#include "downstream/webhook.h"

namespace twinflow::downstream {

Result<std::unique_ptr<Sink>> Sink::make(const DownstreamSettings& settings, const events::Dress& dress,
                                         const std::filesystem::path& folder, WriteLane& lane,
                                         const Timeline& timeline) {
    if (settings.name.empty()) {
        return refuse(
            fault("downstream-name-missing", "A downstream service of kind {0} has no name.", kindName(settings.kind))
                .withHint(say("Give it a 'name' in deployment.json.")));
    }
    switch (settings.kind) {
    case DownstreamKind::storage:
        if (Result<void> sound = checkArchiveNameFormat(settings.capture.archiveNameFormat); !sound)
            return refuse(sound.error());
        return std::make_unique<Storage>(settings, dress, folder, lane, timeline);
    case DownstreamKind::timeSeries:
        return std::make_unique<TimeSeries>(settings, dress, folder, lane, timeline);
    case DownstreamKind::map: {
        Result<FeatureStyles> styles = FeatureStyles::parse(settings.styles);
        if (!styles) return refuse(styles.error());
        return std::make_unique<Map>(settings, std::move(*styles), folder, lane);
    }
    case DownstreamKind::dataHistory:
        return std::make_unique<DataHistory>(settings, dress, folder, lane, timeline);
    case DownstreamKind::webhook:
        break;
    }
    return std::make_unique<Webhook>(settings, dress, folder, lane, timeline);
}

Sink::Sink(DownstreamSettings settings, WriteLane& lane, std::shared_ptr<SinkWriter> writer)
    : m_settings(std::move(settings))
    , m_lane(lane)
    , m_writer(std::move(writer))
    , m_laneNumber(lane.add([shared = m_writer](std::string_view record) { return shared->take(record); })) {}

void Sink::countDelivered(Instant now, Instant origin) {
    ++m_row.offered;
    ++m_row.accepted;
    ++m_row.delivered;
    m_latency.add(now - origin);
}

void Sink::countFiltered() {
    ++m_row.offered;
    ++m_row.filtered;
}

Error Sink::unavailable() const {
    return fault("downstream-unavailable", "'{0}' is not available at the moment.", m_settings.name)
        .withHint(say("A fault of the scenario holds it down; send again later."));
}

Error Sink::invalidPayload(std::string_view what, std::string_view hint) const {
    return fault("downstream-payload-invalid", "The payload for '{0}' {1}.", m_settings.name, what).withHint(say(hint));
}

Error Sink::unreadablePayload(const Error& why) const {
    return fault("downstream-payload-invalid", "The payload for '{0}' cannot be read. {1}", m_settings.name,
                 why.what.str())
        .at(why.place)
        .withHint(say("Send an object; it is turned into JSON on the way."));
}

} // namespace twinflow::downstream
