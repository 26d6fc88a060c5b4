// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The history of all twins and relationships, as the twin service's data history writes it into tables.
#pragma once

#include "base/json_document.h"
#include "downstream/sink.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>

namespace twinflow::downstream {

/// Tables in history.sqlite (history_writer.h), with the service's names and columns. Behind an Event Hub that gets
/// every change of the graph. A change of properties gives a row for each; creations and deletions one in their own
/// table, creations also one for each property. Telemetry, and changes that leave no row, count as filtered. Functions
/// cannot write to it.
class DataHistory final : public Sink {
public:
    DataHistory(const DownstreamSettings& settings, const events::Dress& dress, const std::filesystem::path& folder,
                WriteLane& lane, const Timeline& timeline);

    /// A relationship that is there before the first event: later changes of it do not say where it leads.
    void noteRelationship(TextId source, TextId relationship, TextId target) {
        m_targets[keyOf(source, relationship)] = target;
    }

    endpoints::Reply consume(const endpoints::Delivery& delivery) override;
    Result<void> send(std::string_view payloadJson, Instant now, Instant origin) override;
    void finish() override;
    DataHistory* dataHistory() override { return this; }

private:
    /// When the clients say that properties were measured, by key of the table.
    using SourceTimes = std::map<std::string, Instant, std::less<>>;

    static std::uint64_t keyOf(TextId source, TextId relationship) {
        return std::uint64_t{source.value} << 32 | relationship.value;
    }
    // Each gives the rows posted.
    std::size_t takeTwin(const events::Event& event);
    std::size_t takeRelationship(const events::Event& event);
    std::size_t postPatch(const events::Event& event);
    std::size_t postMembers(const events::Event& event, const JsonNode& object, std::string_view prefix);
    void postProperty(const events::Event& event, std::string_view key, std::string_view valueJson, Instant sourceTime,
                      bool isRemoval);
    bool isComponent(const events::Event& event, std::string_view name) const;
    /// Begins m_record with what all rows begin with.
    void beginRow(char kind, const events::Event& event);

    const events::Dress& m_dress;
    const Timeline& m_timeline;
    std::unordered_map<std::uint64_t, TextId> m_targets; ///< of live relationships, by source and id
    std::string m_record;
    std::string m_key;
    std::string m_value;
};

} // namespace twinflow::downstream
