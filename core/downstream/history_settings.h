// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A data history connection of the twin service; members are named as in the service (adt-facts 4.6).
#pragma once

#include <string>

namespace twinflow::downstream {

struct HistorySettings {
    std::string adxTableName = "AdtPropertyEvents";
    /// Empty: that table is not kept. The service's portal makes all three, its API only those that are named.
    std::string adxTwinLifecycleEventsTableName = "AdtTwinLifecycleEvents";
    std::string adxRelationshipLifecycleEventsTableName = "AdtRelationshipLifecycleEvents";
    bool recordPropertyAndItemRemovals = false; ///< the property table has a column Action, and removals are rows
    bool operator==(const HistorySettings&) const = default;
};

} // namespace twinflow::downstream
