// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpoints/settings.h"

namespace twinflow::endpoints {

std::string_view kindName(EndpointKind kind) {
    switch (kind) {
    case EndpointKind::eventHub:
        return "EventHub";
    case EndpointKind::eventGrid:
        return "EventGrid";
    case EndpointKind::serviceBus:
        return "ServiceBus";
    }
    return "Unknown";
}

} // namespace twinflow::endpoints
