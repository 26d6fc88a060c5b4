// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A destination: takes deliveries from endpoints or payloads from functions, writes, counts, and hashes what it wrote.
#pragma once

#include "base/timeline.h"
#include "downstream/settings.h"
#include "downstream/sink_writer.h"
#include "downstream/write_lane.h"
#include "endpoints/consumer.h"
#include "metrics/histogram.h"
#include "metrics/ledger.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace twinflow::endpoints {
class DeadLetterStore;
}

namespace twinflow::downstream {

class DataHistory;
class Map;

/// Faults reach a destination through this.
struct Condition {
    bool down = false; ///< refuses for now: the endpoint retries by its own rules
};

/// Lives on the engine's thread; what it writes goes through the lane to its SinkWriter, which the lane shares: a sink
/// may go before the lane has written everything.
class Sink : public endpoints::Consumer {
public:
    /// `folder` is where this destination keeps its files (created when first written); files of an earlier run there
    /// are begun anew. Error codes: downstream-name-missing, downstream-archive-name,
    /// downstream-styles.
    static Result<std::unique_ptr<Sink>> make(const DownstreamSettings& settings, const events::Dress& dress,
                                              const std::filesystem::path& folder, WriteLane& lane,
                                              const Timeline& timeline);

    const DownstreamSettings& settings() const { return m_settings; }
    Condition condition;

    /// Said before the first event by whoever couples an endpoint to it. An error is what the service would refuse.
    virtual Result<void> standBehind(const endpoints::EndpointSettings&, std::string_view /*subscription*/) {
        return {};
    }

    /// Leaves it to the hub.
    std::optional<Duration> waitBefore(std::uint32_t) const final { return std::nullopt; }

    /// A payload that a function sent. Error codes: downstream-payload-invalid, downstream-unavailable; the caller
    /// counts them.
    virtual Result<void> send(std::string_view payloadJson, Instant now, Instant origin) = 0;
    /// Writes what is still held back (open files, summaries). Call lane.drain() after it.
    virtual void finish() = 0;
    /// Where an endpoint may keep what it gives up: a storage; null for all other kinds, as Endpoint::make takes it.
    virtual endpoints::DeadLetterStore* deadLetters() { return nullptr; }
    /// Itself, when it is one: it must know the relationships that are there from the beginning.
    virtual DataHistory* dataHistory() { return nullptr; }
    /// Itself, when it is one: its states can be read at any time.
    virtual const Map* map() const { return nullptr; }

    /// Units are events, payloads and kept blobs, for a map states: delivered = written; filtered = nothing in it for
    /// this kind (a time series of a relationship); dropped = a map state not later than the one it has. What was
    /// refused, unavailable or invalid shows in attempts only: its sender accounts for it.
    const metrics::LedgerRow& row() const { return m_row; }
    /// Kept blobs that took the place of one of the same name: as blobs they are not there twice.
    std::uint64_t overwritten() const { return m_overwritten; }
    /// From the chain's origin to the write, in virtual time.
    const metrics::Histogram& latency() const { return m_latency; }
    /// Of everything written so far, names of files included, in order; after drain().
    std::string digest() const { return m_writer->digest(); }
    /// Of content handed to the lane: lines, blobs, summaries; for a time series its rows in compact form.
    std::uint64_t bytes() const { return m_bytes; }

protected:
    Sink(DownstreamSettings settings, WriteLane& lane, std::shared_ptr<SinkWriter> writer);

    void post(std::string_view record, std::size_t contentBytes) {
        m_bytes += contentBytes;
        m_lane.post(m_laneNumber, record);
    }
    /// Counts one unit as written now.
    void countDelivered(Instant now, Instant origin);
    void countFiltered();
    /// "… is not available", for send() while the condition is down.
    Error unavailable() const;
    /// `what` is a clause about the payload: "has no featureId".
    Error invalidPayload(std::string_view what, std::string_view hint) const;
    /// The same for a text that PayloadReader or JsonDocument refused.
    Error unreadablePayload(const Error& why) const;

    DownstreamSettings m_settings;
    metrics::LedgerRow m_row;
    std::uint64_t m_overwritten = 0;

private:
    metrics::Histogram m_latency;
    std::uint64_t m_bytes = 0;
    WriteLane& m_lane;
    std::shared_ptr<SinkWriter> m_writer;
    std::size_t m_laneNumber;
};

} // namespace twinflow::downstream
