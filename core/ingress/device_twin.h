// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The twin that a hub keeps of a device: tags, desired and reported properties with their versions and times.
#pragma once

#include "base/json_document.h"
#include "base/result.h"
#include "base/time.h"

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace twinflow::ingress {

enum class TwinSection : std::uint8_t { tags, desired, reported };

/// When each member was last written; kept for every level, so that a removal leaves a trace.
struct TwinMetadata {
    Instant lastUpdated{};     ///< of no meaning while the version is 0
    std::uint64_t version = 0; ///< the section's version then; 0: never written
    std::vector<std::pair<std::string, TwinMetadata>> members;
};

class DeviceTwin {
public:
    static constexpr std::size_t kMaxTags = 8 * 1024; ///< characters of keys and texts, 8 a number, 4 a truth value
    static constexpr std::size_t kMaxProperties = 32 * 1024; ///< desired and reported, each
    static constexpr std::size_t kMaxKey = 1024;
    static constexpr std::size_t kMaxText = 4096;
    static constexpr std::size_t kMaxDepth = 10; ///< objects within objects
    static constexpr std::int64_t kMaxInteger = 4503599627370495;

    DeviceTwin();

    /// Merges an object into the section: members that are null are removed, objects are merged, all else is replaced.
    /// Error codes: ingress-twin-object, ingress-twin-key, ingress-twin-value, ingress-twin-depth, ingress-twin-size;
    /// then nothing has changed.
    Result<void> merge(TwinSection section, const JsonNode& patch, Instant now);
    /// Puts an object in the place of the section. Same codes.
    Result<void> replace(TwinSection section, const JsonNode& object, Instant now);

    /// {"tags": {…}, "properties": {"desired": {…}, "reported": {…}}}: what routes and enrichments look into.
    const JsonNode& root() const { return m_root; }
    const JsonNode& value(TwinSection section) const;
    std::uint64_t version() const { return m_version; }
    /// $version of a section; tags have none.
    std::uint64_t version(TwinSection section) const { return m_versions[static_cast<std::size_t>(section)]; }
    /// AAAAAAAAAAE=
    std::string etag() const;

    /// Appends the section as an object, with $metadata and $version unless it is the tags.
    void appendSection(std::string& out, TwinSection section) const;
    /// The same for the members of a patch that was just merged: the patch itself, and the metadata of what it names.
    void appendChange(std::string& out, TwinSection section, const JsonNode& patch) const;

private:
    JsonNode& valueOf(TwinSection section);
    Result<void> put(TwinSection section, JsonNode value, TwinMetadata metadata);
    TwinMetadata& metadataOf(TwinSection section) { return m_metadata[static_cast<std::size_t>(section)]; }
    const TwinMetadata& metadataOf(TwinSection section) const { return m_metadata[static_cast<std::size_t>(section)]; }

    JsonNode m_root;
    std::array<TwinMetadata, 3> m_metadata;
    std::array<std::uint64_t, 3> m_versions{1, 1, 1};
    std::uint64_t m_version = 2; // a new device's, as the service's samples show it
    std::uint64_t m_changes = 1;
};

} // namespace twinflow::ingress
