// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A web address that takes events: simulated, it records what would have been posted.
#pragma once

#include "downstream/payload_reader.h"
#include "downstream/sink.h"

#include <string>

namespace twinflow::downstream {

/// A line of requests.ndjson for each request: {"time", "url", "body"}. The body of a delivery is the endpoint's
/// message; an Event Grid envelope stands in an array of one, as Event Grid posts it (a CloudEvent stands alone).
class Webhook final : public Sink {
public:
    Webhook(const DownstreamSettings& settings, const events::Dress& dress, const std::filesystem::path& folder,
            WriteLane& lane, const Timeline& timeline);

    delivery::Outcome consume(const endpoints::Delivery& delivery) override;
    Result<void> send(std::string_view payloadJson, Instant now, Instant origin) override;
    void finish() override;

private:
    void beginRequest(Instant now);
    void postRequest();

    const events::Dress& m_dress;
    const Timeline& m_timeline;
    PayloadReader m_reader;
    std::string m_record;
};

} // namespace twinflow::downstream
