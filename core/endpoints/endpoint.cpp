// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpoints/endpoint.h"

#include "endpoints/event_grid.h"
#include "endpoints/event_hub.h"
#include "endpoints/service_bus.h"

#include <stdexcept>

namespace twinflow::endpoints {

std::unique_ptr<Endpoint> Endpoint::make(EndpointSettings settings, Timeline& timeline, const events::Dress& dress,
                                         DeadLetterStore* deadLetters) {
    switch (settings.kind) {
    case EndpointKind::eventHub:
        return std::make_unique<EventHub>(std::move(settings), timeline, dress, deadLetters);
    case EndpointKind::eventGrid:
        return std::make_unique<EventGrid>(std::move(settings), timeline, dress, deadLetters);
    case EndpointKind::serviceBus:
        return std::make_unique<ServiceBus>(std::move(settings), timeline, dress, deadLetters);
    }
    throw std::logic_error("An endpoint of no kind");
}

} // namespace twinflow::endpoints
