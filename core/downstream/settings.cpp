// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "downstream/settings.h"

namespace twinflow::downstream {

std::string_view kindName(DownstreamKind kind) {
    switch (kind) {
    case DownstreamKind::storage:
        return "storage";
    case DownstreamKind::timeSeries:
        return "timeSeries";
    case DownstreamKind::map:
        return "map";
    case DownstreamKind::webhook:
        return "webhook";
    case DownstreamKind::dataHistory:
        return "dataHistory";
    }
    return "unknown";
}

} // namespace twinflow::downstream
