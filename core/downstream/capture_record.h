// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// An event of a hub as a record of a captured file.
#pragma once

#include "endpoints/consumer.h"

#include <string>
#include <string_view>

namespace twinflow::downstream {

/// The schema of every file that Event Hubs Capture writes: Microsoft.ServiceBus.Messaging.EventData.
extern const std::string_view kCaptureSchema;

/// Appends records in Avro's binary form; keeps a buffer from one to the next.
class CaptureRecorder {
public:
    void append(std::string& out, const endpoints::Delivery& delivery, const events::Dress& dress);

private:
    void appendProperties(std::string& out, const endpoints::Delivery& delivery, const events::Dress& dress);

    std::string m_text;
};

} // namespace twinflow::downstream
