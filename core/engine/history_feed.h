// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The data history connections of a run: every change of the graph goes to their Event Hubs, by no route.
#pragma once

#include "routes/router.h"

#include <string>
#include <vector>

namespace twinflow::engine {

/// Stands before the router. Hands over with the same retries as a route, which the ledger counts a row a connection.
class HistoryFeed final : public events::EventTaker {
public:
    struct Connection {
        std::string history; ///< name of the data history
        std::string hub;
        routes::RouteTarget* target;
    };

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

    std::size_t size() const { return m_table.size(); }
    /// A data history's name, and its hub as the endpoint.
    const routes::RouteSettings& at(RouteIndex connection) const { return m_table.at(connection); }
    const metrics::LedgerRow& row(RouteIndex connection) const { return m_router.row(connection); }

private:
    static routes::RouteTable tableOf(const std::vector<Connection>& connections) {
        std::vector<routes::RouteSettings> settings;
        for (const Connection& connection : connections)
            settings.push_back({connection.history, connection.hub, "type != 'microsoft.iot.telemetry'"});
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
