// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "downstream/archive_name.h"

#include <algorithm>
#include <array>

namespace twinflow::downstream {

namespace {

constexpr std::array<std::string_view, 9> kPlaceholders{
    "{Namespace}", "{EventHub}", "{PartitionId}", "{Year}", "{Month}", "{Day}", "{Hour}", "{Minute}", "{Second}"};

Error wrongFormat(std::string_view what, std::string_view placeholder) {
    return fault("downstream-archive-name", "The format of the captured files' names {0} {1}.", what, placeholder)
        .withHint(say("It holds each of {0} and no other.",
                      "{Namespace}, {EventHub}, {PartitionId}, {Year}, {Month}, {Day}, {Hour}, {Minute}, {Second}"));
}

/// The placeholder that starts at `text`'s begin, braces included; up to the end where none closes.
std::string_view placeholderAt(std::string_view text) {
    const auto end = text.find('}');
    return text.substr(0, end == std::string_view::npos ? text.size() : end + 1);
}

} // namespace

Result<void> checkArchiveNameFormat(std::string_view format) {
    for (auto at = format.find('{'); at != std::string_view::npos; at = format.find('{', at + 1)) {
        const std::string_view placeholder = placeholderAt(format.substr(at));
        if (std::find(kPlaceholders.begin(), kPlaceholders.end(), placeholder) == kPlaceholders.end())
            return refuse(wrongFormat("has an unknown", placeholder));
    }
    for (const std::string_view placeholder : kPlaceholders) {
        if (format.find(placeholder) == std::string_view::npos) return refuse(wrongFormat("lacks", placeholder));
    }
    return {};
}

std::string archiveName(std::string_view format, const ArchivePlace& place) {
    const std::string partition = std::to_string(place.partition);
    const std::string time = formatInstant(place.windowStart, 0); // 2024-03-05T10:15:30Z
    const std::string_view when = time;
    const std::array<std::string_view, kPlaceholders.size()> values{
        place.eventHubNamespace, place.eventHub,     partition,          when.substr(0, 4), when.substr(5, 2),
        when.substr(8, 2),       when.substr(11, 2), when.substr(14, 2), when.substr(17, 2)};
    std::string name;
    for (std::string_view left = format; !left.empty();) {
        if (left.front() != '{') {
            name += left.front();
            left.remove_prefix(1);
            continue;
        }
        const std::string_view placeholder = placeholderAt(left);
        const auto known = std::find(kPlaceholders.begin(), kPlaceholders.end(), placeholder);
        name += known == kPlaceholders.end() ? placeholder
                                             : values[static_cast<std::size_t>(known - kPlaceholders.begin())];
        left.remove_prefix(placeholder.size());
    }
    return name;
}

} // namespace twinflow::downstream
