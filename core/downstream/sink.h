// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A destination: takes deliveries from endpoints or payloads from functions, writes, counts, and hashes what it wrote.
#pragma once

#include "base/digest.h"
#include "downstream/settings.h"
#include "downstream/write_lane.h"
#include "endpoints/consumer.h"
#include "metrics/histogram.h"
#include "metrics/ledger.h"

#include <filesystem>
#include <memory>
#include <string>

namespace twinflow::downstream {

/// Faults reach a destination through this.
struct Condition {
    bool down = false; ///< refuses for now: the endpoint retries by its own rules
};

class Sink : public endpoints::Consumer {
public:
    /// `folder` is where this destination keeps its files (created when first written).
    static Result<std::unique_ptr<Sink>> make(const DownstreamSettings& settings, const events::Dress& dress,
                                              const std::filesystem::path& folder, WriteLane& lane);

    const DownstreamSettings& settings() const { return m_settings; }
    Condition condition;

    /// A payload that a function sent. Error code: downstream-payload-invalid.
    virtual Result<void> send(std::string_view payloadJson, Instant now, Instant origin) = 0;
    /// Writes what is still held back (open files, summaries). Call lane.drain() after it.
    virtual void finish() = 0;

    /// Units are events or payloads: delivered = written; filtered = nothing in it for this kind (a time series of a relationship);
    /// dropped = a map state older than the one it has.
    const metrics::LedgerRow& row() const { return m_row; }
    /// From the chain's origin to the write, in virtual time.
    const metrics::Histogram& latency() const { return m_latency; }
    /// Of all bytes written so far; after drain().
    std::string digest() const { return m_digest.hex(); }
    std::uint64_t bytes() const { return m_bytes; }

protected:
    explicit Sink(DownstreamSettings settings) : m_settings(std::move(settings)) {}
    DownstreamSettings m_settings;
    metrics::LedgerRow m_row;
    metrics::Histogram m_latency;
    Digest m_digest;               // touched by the lane's thread only, between make and drain
    std::uint64_t m_bytes = 0;
};

} // namespace twinflow::downstream
