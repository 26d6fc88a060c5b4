// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the hub stamps on messages before it sends them to an endpoint.
#pragma once

#include "base/json_document.h"
#include "base/result.h"
#include "ingress/device_message.h"
#include "ingress/settings.h"

#include <string_view>
#include <vector>

namespace twinflow::ingress {

constexpr std::size_t kMaxEnrichments = 10; ///< of one hub

/// Error codes: ingress-enrichments-too-many, ingress-enrichment-key, ingress-enrichment-twice,
/// ingress-enrichment-value (a variable that there is not), ingress-enrichment-endpoints (none).
Findings checkEnrichments(const std::vector<Enrichment>& enrichments, std::string_view hub);

/// The value that a message gets: $iothubname becomes the hub's name and $twin.tags.…, $twin.properties.desired.… and
/// $twin.properties.reported.… what stands there in the device's twin (null when it has none). Where nothing stands
/// there the value's own text is stamped, as in the service. Objects and arrays become their JSON text.
std::string enrichedValue(std::string_view value, std::string_view hub, const JsonNode* twin);

/// Sets an application property; one of the same name, in whatever case, is replaced.
void setProperty(DeviceMessage& message, std::string_view name, std::string value);

} // namespace twinflow::ingress
