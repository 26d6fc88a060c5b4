// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A blob container in a folder: captured Event Hubs, events and payloads as lines by time, and whole blobs such as dead
// letters.
#pragma once

#include "downstream/capture_record.h"
#include "downstream/capture_window.h"
#include "downstream/payload_reader.h"
#include "downstream/sink.h"
#include "endpoints/endpoint.h"

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

namespace twinflow::downstream {

/// Blobs below <folder>/<container>, named by the time at which the endpoint took the event (for a payload: at which it
/// was sent):
/// - from an Event Hub, as Event Hubs Capture: a file for each partition and window, by settings.capture, with the
///   extension .avro or .ndjson;
/// - from Event Grid and Service Bus: <endpoint>/<yyyy>/<MM>/<dd>/<HH>.ndjson;
/// - from functions: <yyyy>/<MM>/<dd>/<HH>.ndjson.
/// Each record of an Avro file is the event as the hub has it; each line is one CloudEvent, Service Bus message or
/// payload. All names are made safe (blob_path.h).
class Storage final : public Sink, public endpoints::DeadLetterStore {
public:
    Storage(const DownstreamSettings& settings, const events::Dress& dress, const std::filesystem::path& folder,
            WriteLane& lane, const Timeline& timeline);

    /// Of an Event Hub: its partitions are captured from now on. Error code: downstream-captured-twice.
    Result<void> standBehind(const endpoints::EndpointSettings& endpoint, std::string_view subscription) override;
    endpoints::Reply consume(const endpoints::Delivery& delivery) override;
    Result<void> send(std::string_view payloadJson, Instant now, Instant origin) override;
    /// Counts as delivered, also while the condition is down: who gives an event up cannot wait. A blob of that name is
    /// replaced, as in the service: two routes to one endpoint that both give up the same event leave one blob.
    void keep(std::string_view path, std::string_view content) override;
    void finish() override;
    endpoints::DeadLetterStore* deadLetters() override { return this; }

private:
    /// Blobs of lines, one an hour. The lane's thread knows by its number which blob is its current one.
    struct Stream {
        std::uint64_t number;
        std::string prefix; ///< of its blobs' names, ends in / or is empty
        bool hasBlob = false;
        Instant hour{}; ///< of the current blob
    };
    struct Topic {
        std::string endpoint;
        Stream stream;
    };
    struct CapturedPartition {
        std::uint64_t stream;
        CaptureWindow window;
    };
    struct CapturedHub {
        std::string endpoint;
        std::vector<CapturedPartition> partitions;
    };

    CapturedHub& hubOf(std::string_view endpoint);
    /// Makes room for so many partitions; their windows begin now.
    void capture(CapturedHub& hub, std::size_t partitions);
    /// Ends the windows before `time` and names the files of those without events.
    void advance(const CapturedHub& hub, std::size_t partition, CapturedPartition& captured, Instant time);
    void nameArchive(const CapturedHub& hub, std::size_t partition, const CapturedPartition& captured);
    void consumeCaptured(const endpoints::Delivery& delivery);

    Stream& streamOf(std::string_view endpoint);
    Stream makeStream(std::string prefix) { return {m_streams++, std::move(prefix)}; }
    /// Begins m_record as a line for the blob of `time`, after naming that blob to the lane where it is a new one.
    void beginLine(Stream& stream, Instant time);
    /// Ends m_record and posts it.
    void postLine();

    const events::Dress& m_dress;
    const Timeline& m_timeline;
    PayloadReader m_reader;
    CaptureRecorder m_recorder;
    std::uint64_t m_streams = 0; ///< numbers given
    std::deque<CapturedHub> m_hubs;
    std::deque<Topic> m_topics;
    std::optional<Stream> m_payloads;         ///< once a function has sent something
    std::unordered_set<std::uint64_t> m_kept; ///< hashes of the names of kept blobs
    std::string m_record;
    std::string m_line;
};

} // namespace twinflow::downstream
