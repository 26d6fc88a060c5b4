// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The data history connections of a run: every change of the graph goes to their Event Hubs, by no route.
#pragma once

#include "routes/router.h"

#include <string>
#include <utility>
#include <vector>

namespace twinflow::engine {

/// Stands before the router. Hands over with the same retries as a route, which the ledger counts a row a connection.
class HistoryFeed final : public events::EventTaker {
public:
    struct Connection {
        routes::RouteSettings settings; ///< of connection()
        routes::RouteTarget* target;
    };
    /// A connection is a route with the data history's name: every change of the graph to its hub.
    static routes::RouteSettings connection(std::string history, std::string hub) {
        return {std::move(history), std::move(hub), "type != 'microsoft.iot.telemetry'"};
    }

    /// All references outlive the feed.
    HistoryFeed(const std::vector<Connection>& connections, const events::Dress& dress, Timeline& timeline,
                events::EventTaker& next)
        : m_table(tableOf(connections))
        , m_router(m_table, targetsOf(connections), dress, timeline, delivery::Policy::eventGrid())
        , m_next(next) {}

    void take(const events::EventRef& event) override {
        m_next.take(event);
        m_router.take(event);
    }

    const routes::RouteTable& table() const { return m_table; }
    metrics::LedgerRow row(RouteIndex connection) const { return m_router.row(connection); }

private:
    static routes::RouteTable tableOf(const std::vector<Connection>& connections) {
        std::vector<routes::RouteSettings> settings;
        for (const Connection& connection : connections) settings.push_back(connection.settings);
        return std::move(routes::RouteTable::build(std::move(settings)).table);
    }
    static std::vector<routes::RouteTarget*> targetsOf(const std::vector<Connection>& connections) {
        std::vector<routes::RouteTarget*> targets;
        for (const Connection& connection : connections) targets.push_back(connection.target);
        return targets;
    }

    routes::RouteTable m_table;
    routes::Router m_router;
    events::EventTaker& m_next;
};

} // namespace twinflow::engine
