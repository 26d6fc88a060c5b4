// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger_table.h"

#include <algorithm>
#include <vector>

namespace twinflow::cli {

namespace {

constexpr std::size_t kColumn = 11;

enum class Tone { plain, dim, attention, bad };

struct Cell {
    std::string text;
    Tone tone = Tone::plain;
};

/// Nothing is shown as a dot: what is there catches the eye.
Cell number(std::uint64_t value, Tone tone = Tone::plain) {
    return value == 0 ? Cell{"·", Tone::dim} : Cell{grouped(value), tone};
}

class Table {
public:
    Table(const Terminal& terminal, std::size_t nameWidth)
        : m_terminal(terminal)
        , m_nameWidth(nameWidth) {}

    void head(const std::string& title, const std::vector<std::string>& columns) {
        m_text += "\n" + m_terminal.bold(padded(title));
        for (const std::string& column : columns) m_text += m_terminal.dim(aligned(column));
        m_text += "\n";
    }
    void row(const std::string& name, const std::string& kind, const std::vector<Cell>& cells) {
        const std::string shown = fitted(name, m_nameWidth - 2);
        std::string left = "  " + shown;
        if (const std::size_t used = displayWidth(left);
            !kind.empty() && used + 2 + displayWidth(kind) <= m_nameWidth) {
            left += "  " + m_terminal.dim(kind) + std::string(m_nameWidth - used - 2 - displayWidth(kind), ' ');
        } else {
            left += std::string(m_nameWidth - std::min(m_nameWidth, used), ' ');
        }
        m_text += left;
        for (const Cell& cell : cells) {
            const std::string text = aligned(cell.text);
            switch (cell.tone) {
            case Tone::plain:
                m_text += text;
                break;
            case Tone::dim:
                m_text += m_terminal.dim(text);
                break;
            case Tone::attention:
                m_text += m_terminal.attention(text);
                break;
            case Tone::bad:
                m_text += m_terminal.bad(text);
                break;
            }
        }
        m_text += "\n";
    }
    std::string text() && { return std::move(m_text); }

private:
    std::string padded(const std::string& text) const {
        return text + std::string(m_nameWidth - std::min(m_nameWidth, displayWidth(text)), ' ');
    }
    static std::string aligned(const std::string& text) {
        return std::string(kColumn - std::min(kColumn - 1, displayWidth(text)), ' ') + text;
    }

    const Terminal& m_terminal;
    std::size_t m_nameWidth;
    std::string m_text;
};

const std::vector<std::string> kOutcomes{"delivered", "pending", "retried", "dead", "expired", "dropped"};

void addOutcomes(std::vector<Cell>& cells, const metrics::LedgerRow& row) {
    cells.push_back(number(row.delivered));
    cells.push_back(number(row.pending(), Tone::attention));
    const std::uint64_t tried = row.accepted - row.waiting;
    cells.push_back(number(row.attempts > tried ? row.attempts - tried : 0, Tone::attention));
    cells.push_back(number(row.deadLettered, Tone::bad));
    cells.push_back(number(row.expired, Tone::bad));
    cells.push_back(number(row.dropped, Tone::bad));
}

std::vector<std::string> columns(std::vector<std::string> first) {
    first.insert(first.end(), kOutcomes.begin(), kOutcomes.end());
    return first;
}

std::size_t longestName(const engine::RunSnapshot& snapshot) {
    std::size_t longest = 0;
    const auto see = [&](const std::string& name) { longest = std::max(longest, displayWidth(name)); };
    for (const auto& hub : snapshot.hubs) see(hub.name);
    for (const auto& function : snapshot.functions) see(function.name);
    for (const auto& route : snapshot.routes) see(route.name);
    for (const auto& endpoint : snapshot.endpoints) see(endpoint.name);
    for (const auto& sink : snapshot.downstream) see(sink.name);
    return longest;
}

} // namespace

std::string ledgerTable(const engine::RunSnapshot& snapshot, const Terminal& terminal) {
    Table table(terminal, std::clamp<std::size_t>(longestName(snapshot) + 14, 24, 34));
    // Without a fault of the network, devices hand all that they make to their hub.
    const bool kept = std::any_of(snapshot.devices.begin(), snapshot.devices.end(),
                                  [](const auto& group) { return group.row.waiting + group.row.dropped > 0; });
    if (kept) table.head("Devices", {"made", "sent", "kept", "lost"});
    for (const auto& group : snapshot.devices) {
        if (!kept) break;
        table.row(group.name, "",
                  {number(group.row.accepted), number(group.row.delivered), number(group.row.waiting, Tone::attention),
                   number(group.row.dropped, Tone::bad)});
    }
    table.head("Hubs", columns({"sent", "accepted"}));
    for (const auto& hub : snapshot.hubs) {
        // What became of a hub's messages is what became of them in its functions.
        metrics::LedgerRow row;
        for (const auto& [name, taker] : hub.takers) row += taker;
        if (hub.takers.empty()) row = hub.row;
        std::vector<Cell> cells{number(hub.row.offered), number(hub.row.accepted)};
        addOutcomes(cells, row);
        table.row(hub.name, "IoT Hub", cells);
    }
    table.head("Functions", {"calls", "succeeded", "threw", "stopped", "suspended", "writes", "sent", "refused"});
    for (const auto& [name, counts, rules] : snapshot.functions) {
        table.row(name, "",
                  {number(counts.calls), number(counts.succeeded), number(counts.threw, Tone::bad),
                   number(counts.timedOut + counts.exceeded, Tone::bad), number(counts.suspended, Tone::attention),
                   number(counts.writes), number(counts.sent),
                   number(counts.refused + counts.sendsRefused, Tone::attention)});
    }
    table.head("Routes", columns({"events", "matched"}));
    for (const auto& route : snapshot.routes) {
        std::vector<Cell> cells{number(route.row.offered), number(route.row.accepted)};
        addOutcomes(cells, route.row);
        table.row(route.name, "", cells);
    }
    for (const auto& history : snapshot.histories) {
        std::vector<Cell> cells{number(history.row.offered), number(history.row.accepted)};
        addOutcomes(cells, history.row);
        table.row(history.name, "data history", cells);
    }
    table.head("Endpoints", columns({"received", "copies"}));
    for (const auto& endpoint : snapshot.endpoints) {
        std::vector<Cell> cells{number(endpoint.received), number(endpoint.row.accepted)};
        addOutcomes(cells, endpoint.row);
        table.row(endpoint.name, endpoint.kind, cells);
    }
    table.head("Downstream", {"offered", "written", "filtered", "dropped", "bytes", "p50", "p99"});
    for (const auto& sink : snapshot.downstream) {
        const bool any = sink.latency.count() > 0;
        table.row(sink.name, sink.kind,
                  {number(sink.row.offered), number(sink.row.delivered), number(sink.row.filtered),
                   number(sink.row.dropped, Tone::attention),
                   sink.bytes == 0 ? Cell{"·", Tone::dim} : Cell{shortBytes(sink.bytes)},
                   any ? Cell{shortSeconds(toSeconds(sink.latency.quantile(0.5)))} : Cell{"·", Tone::dim},
                   any ? Cell{shortSeconds(toSeconds(sink.latency.quantile(0.99)))} : Cell{"·", Tone::dim}});
    }
    return std::move(table).text();
}

} // namespace twinflow::cli
