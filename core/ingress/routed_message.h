// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A message as it is read behind the hub's endpoints, Event Grid apart.
#pragma once

#include "ingress/device_message.h"

#include <string>

namespace twinflow::ingress {

/// As a function that an Event Hub triggers gets it: {"body", "applicationProperties", "systemProperties",
/// "contentType"?, "partitionKey", "sequenceNumber", "offset", "enqueuedTime"}. The body is JSON whenever its bytes
/// are, whatever they were declared as, since a reader of an Event Hub tries; else base64.
void appendEventHubMessage(std::string& out, const DeviceMessage& message);

/// As the hub writes it into a storage container: {"EnqueuedTimeUtc", "Properties", "SystemProperties", "Body"}. The
/// body is JSON only when it was declared as JSON, else base64.
void appendStorageRecord(std::string& out, const DeviceMessage& message);

} // namespace twinflow::ingress
