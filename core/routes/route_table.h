// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The event routes of a run: which of them want an event, and why.
#pragma once

#include "base/index.h"
#include "base/result.h"
#include "events/dress.h"
#include "query/explain.h"
#include "routes/settings.h"

#include <memory>
#include <vector>

namespace twinflow::routes {

class Matcher;

/// Routes may come, change and go between two events; each keeps its index, which nobody gets after it. One thread:
/// matching keeps its buffers from event to event.
class RouteTable {
public:
    struct Built;

    /// Compiles all filters. A filter that does not parse is a finding and its route wants nothing, so that indices
    /// stay those of the settings. Codes: those of query::parseFilter(). The place's path is the route's name, line and
    /// column lie within the filter.
    static Built build(std::vector<RouteSettings> settings);

    RouteTable();
    RouteTable(RouteTable&&) noexcept;
    RouteTable& operator=(RouteTable&&) noexcept;
    ~RouteTable();

    // A filter that does not parse is refused, and nothing changes.
    Result<RouteIndex> add(RouteSettings route);
    Result<void> setFilter(RouteIndex route, const std::string& filter);
    /// It wants nothing any more.
    void remove(RouteIndex route);

    /// With those that are gone.
    std::size_t size() const { return m_settings.size(); }
    bool isGone(RouteIndex route) const { return m_gone[route.value]; }
    const RouteSettings& at(RouteIndex route) const { return m_settings[route.value]; }

    /// The routes that want the event, ascending; clears `out` first. `dress` may differ from call to call.
    void match(const events::Event& event, const events::Dress& dress, std::vector<RouteIndex>& out) const;

    /// Each clause of the route's filter with its truth for the event. A filter that does not parse is one false
    /// constant.
    query::Explanation explain(RouteIndex route, const events::Event& event, const events::Dress& dress) const;

private:
    std::vector<RouteSettings> m_settings;
    std::vector<bool> m_gone; // by route
    std::unique_ptr<Matcher> m_matcher;
};

struct RouteTable::Built {
    RouteTable table;
    Findings findings;
};

} // namespace twinflow::routes
