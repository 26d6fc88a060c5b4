// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A history of values by twin and key, as the twin service's samples build it behind an Event Hub.
#pragma once

#include "downstream/payload_reader.h"
#include "downstream/sink.h"

#include <string>

namespace twinflow::downstream {

/// Rows in series.sqlite (series_reader.h). From an endpoint: a Twin.Update gives one for each add or replace, key =
/// its path without the first /, every other / a dot; telemetry one for each member of its body, a component's name and
/// a dot before the key. Both at the event's time, and values that are objects or arrays as they are. All other events
/// hold nothing for it and count as filtered. From a function: {"$dtId": …, "timestamp"?: …, key: value, …}, without
/// timestamp at the time of sending.
class TimeSeries final : public Sink {
public:
    TimeSeries(const DownstreamSettings& settings, const events::Dress& dress, const std::filesystem::path& folder,
               WriteLane& lane, const Timeline& timeline);

    endpoints::Reply consume(const endpoints::Delivery& delivery) override;
    Result<void> send(std::string_view payloadJson, Instant now, Instant origin) override;
    void finish() override;

private:
    /// Rows posted.
    std::size_t postPatch(const events::Event& event);
    std::size_t postTelemetry(const events::Event& event);
    /// Posts a row; its key is m_key.
    void postRow(Instant timestamp, std::string_view id, const Value& value);

    const events::Dress& m_dress;
    const Timeline& m_timeline;
    PayloadReader m_reader;
    std::string m_record;
    std::string m_key;
};

} // namespace twinflow::downstream
