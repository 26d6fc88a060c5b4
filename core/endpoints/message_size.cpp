// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpoints/message_size.h"

namespace twinflow::endpoints {

std::size_t messageBytes(const events::Event& event, const events::Dress& dress) {
    constexpr std::size_t kUuid = 36;
    constexpr std::size_t kTime = 28;
    constexpr std::size_t kTraceparent = 55;
    constexpr std::size_t kNames = 160; // cloudEvents:id and the others, with what AMQP puts around each
    constexpr std::size_t kFrame = 60;  // header, content type, section codes
    std::size_t bytes = kNames + kFrame + kTime + kTraceparent + events::Dress::kSpecVersion.size();
    bytes += event.messageId.empty() ? kUuid : event.messageId.size();
    bytes += dress.type(event).size();
    bytes += dress.host().size();
    if (event.twin.valid()) bytes += dress.texts().text(event.twin).size();
    if (event.relationship.valid()) bytes += dress.texts().text(event.relationship).size();
    bytes += dress.dataSchema(event).size();
    return bytes + dress.body(event).size();
}

bool isTooLarge(const events::Event& event, const events::Dress& dress, const BusProperties* properties,
                const EndpointSettings& settings) {
    const std::size_t headers = properties ? headerBytes(event, dress, *properties) : 0;
    if (headers > kMaxHeaderBytes) return true;
    if (event.isUpdate()) return false; // a twin is at most 32 KB: it need not be written out to be measured
    return headers + messageBytes(event, dress) > std::size_t{settings.maxMessageKilobytes} * 1024;
}

} // namespace twinflow::endpoints
