// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A web address that takes events: simulated, it records what would have been posted, and answers as it is told to.
#pragma once

#include "downstream/payload_reader.h"
#include "downstream/sink.h"
#include "downstream/webhook_answer.h"

#include <string>

namespace twinflow::downstream {

/// A line of requests.ndjson for each request that reached it, also those that it did not take: {"time", "method"?,
/// "url", "headers"?, "body"?, "status" or "timedOut"}, of a handshake also what it answers. The body of a delivery is
/// the endpoint's message; an Event Grid envelope stands in an array of one, as Event Grid posts it (a CloudEvent
/// stands alone). Event Grid's headers are those that tell something.
class Webhook final : public Sink {
public:
    Webhook(const DownstreamSettings& settings, const events::Dress& dress, const std::filesystem::path& folder,
            WriteLane& lane, const Timeline& timeline);

    /// Behind Event Grid the handshake: a SubscriptionValidationEvent, for CloudEvents the OPTIONS request. Error code:
    /// downstream-handshake-refused.
    Result<void> standBehind(const endpoints::EndpointSettings& endpoint, std::string_view subscription) override;
    endpoints::Reply consume(const endpoints::Delivery& delivery) override;
    /// Further error code: downstream-answer, when the webhook does not take it.
    Result<void> send(std::string_view payloadJson, Instant now, Instant origin) override;
    void finish() override;

private:
    void beginRequest(Instant now, std::string_view method = "");
    void appendValidation(const endpoints::EndpointSettings& endpoint);
    void appendHeaders(const endpoints::Delivery& delivery);
    void postRequest(const Answer& answer);

    const events::Dress& m_dress;
    const Timeline& m_timeline;
    PayloadReader m_reader;
    const std::uint64_t m_number; ///< told apart by name
    std::uint64_t m_sent = 0;     ///< by functions
    std::string m_record;
};

} // namespace twinflow::downstream
