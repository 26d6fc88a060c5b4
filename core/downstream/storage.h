// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A blob container in a folder: events and payloads as lines of CloudEvents by time, and whole blobs such as dead
// letters.
#pragma once

#include "downstream/payload_reader.h"
#include "downstream/sink.h"
#include "endpoints/endpoint.h"

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

namespace twinflow::downstream {

/// Blobs below <folder>/<container>, named by the time at which the endpoint took the event (for a payload: at which it
/// was sent):
/// - from an Event Hub, as its Capture: <endpoint>/<partition>/<yyyy>/<MM>/<dd>/<HH>/<mm>.ndjson;
/// - from Event Grid and Service Bus: <endpoint>/<yyyy>/<MM>/<dd>/<HH>.ndjson;
/// - from functions: <yyyy>/<MM>/<dd>/<HH>.ndjson.
/// Each line is one CloudEvent or payload. All names are made safe (blob_path.h).
class Storage final : public Sink, public endpoints::DeadLetterStore {
public:
    Storage(const DownstreamSettings& settings, const events::Dress& dress, const std::filesystem::path& folder,
            WriteLane& lane, const Timeline& timeline);

    delivery::Outcome consume(const endpoints::Delivery& delivery) override;
    Result<void> send(std::string_view payloadJson, Instant now, Instant origin) override;
    /// Counts as delivered, also while the condition is down: who gives an event up cannot wait.
    void keep(std::string_view path, std::string_view content) override;
    void finish() override;
    endpoints::DeadLetterStore* deadLetters() override { return this; }

private:
    /// One line of blobs in time. The lane's thread knows by its number which blob is its current one.
    struct Stream {
        std::uint64_t number;
        std::string prefix; ///< of its blobs' names, ends in / or is empty
        bool byMinute;
        bool hasBlob = false;
        Instant from{}; ///< what belongs to the current blob: from this on, for an hour or a minute
    };
    struct Source {
        std::string endpoint;
        std::vector<Stream*> streams; ///< by partition; one for what has none
    };

    Stream& streamOf(const endpoints::Delivery& delivery);
    Stream& makeStream(std::string prefix, bool byMinute);
    /// Begins m_record as a line for the blob of `time`, after naming that blob to the lane where it is a new one.
    void beginLine(Stream& stream, Instant time);
    /// Ends m_record and posts it.
    void postLine();

    const events::Dress& m_dress;
    const Timeline& m_timeline;
    PayloadReader m_reader;
    std::deque<Stream> m_streams;
    std::vector<Source> m_sources;
    Stream* m_payloads = nullptr; ///< once a function has sent something
    std::string m_record;
    std::string m_line;
};

} // namespace twinflow::downstream
