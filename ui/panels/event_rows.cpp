// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/event_rows.h"

#include "base/json_document.h"
#include "bridge/text.h"

#include <QCoreApplication>

#include <algorithm>

namespace twinflow::ui {

namespace {

using record::Hop;
using record::HopKind;
using record::HopOutcome;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(EventRows)
};

constexpr std::size_t kMembers = 3; // that a row shows

QString valueText(const JsonNode& node) {
    std::string json;
    node.appendJson(json);
    QString shown = node.isString() ? text(node.text) : text(json);
    return shown.size() > 40 ? shown.left(39) + QChar(0x2026) : shown;
}

Condition worse(Condition a, Condition b) {
    return std::max(a, b);
}

/// What became of everything that a hop brought about.
Condition outcomeBelow(const record::Chain& chain, std::uint32_t hop) {
    std::vector<bool> below(chain.hops.size() + 1, false);
    if (hop < below.size()) below[hop] = true;
    Condition worst = Condition::fine;
    for (const Hop& each : chain.hops) {
        if (each.parent < below.size() && below[each.parent] && each.kind != HopKind::event) {
            below[each.id] = true;
            worst = worse(worst, hopCondition(each));
        }
    }
    return worst;
}

} // namespace

QString eventTypeText(const std::string& name) {
    QString type = text(name);
    return type.remove(QStringLiteral("Microsoft.DigitalTwins."))
        .replace(QStringLiteral("microsoft.iot.telemetry"), Words::tr("Telemetry"));
}

QString payloadSummary(const std::string& payload) {
    const auto document = JsonDocument::parse(payload, {});
    if (!document) return {};
    QStringList parts;
    const JsonNode* patch = document->root().find("patch");
    const JsonNode& root = patch ? *patch : document->root();
    for (const JsonNode& step : root.items) {
        const JsonNode* path = step.find("path");
        const JsonNode* value = step.find("value");
        if (path) parts << text(path->text).mid(1) + (value ? u' ' + valueText(*value) : Words::tr(" removed"));
    }
    for (const JsonNode::Member& member : root.members) {
        if (member.name.empty() || member.name.front() == '$') continue;
        parts << text(member.name) + u' ' + valueText(member.value);
    }
    if (parts.size() > static_cast<qsizetype>(kMembers)) parts = parts.mid(0, kMembers) << QString(QChar(0x2026));
    return parts.join(QStringLiteral(", "));
}

Condition hopCondition(const Hop& hop) {
    if (hop.kind == HopKind::error) return Condition::failing;
    switch (hop.outcome) {
    case HopOutcome::done:
    case HopOutcome::unwanted:
        return Condition::fine;
    case HopOutcome::retried:
        return Condition::attention;
    case HopOutcome::refused:
    case HopOutcome::kept:
    case HopOutcome::lost:
        return Condition::failing;
    }
    return Condition::none;
}

std::vector<EventRow> eventRows(const Chains& chains) {
    std::vector<EventRow> rows;
    for (auto chain = chains.rbegin(); chain != chains.rend(); ++chain) {
        const auto& hops = (*chain)->hops;
        if (hops.empty()) continue;
        const QString device = text(hops.front().subject);
        bool hasEvent = false;
        for (auto hop = hops.rbegin(); hop != hops.rend(); ++hop) {
            if (hop->kind != HopKind::event) continue;
            hasEvent = true;
            EventRow row{hop->at,
                         device,
                         eventTypeText(hop->name),
                         text(hop->subject),
                         payloadSummary(hop->payload),
                         {},
                         Condition::fine,
                         *chain,
                         hop->id};
            QStringList wanted;
            for (const Hop& each : hops) {
                if (each.parent == hop->id && each.kind == HopKind::route && each.outcome == HopOutcome::done)
                    wanted << text(each.service);
            }
            row.condition = wanted.isEmpty() ? Condition::attention : outcomeBelow(**chain, hop->id);
            row.way = wanted.isEmpty() ? Words::tr("no route") : wanted.join(QStringLiteral(", "));
            rows.push_back(std::move(row));
        }
        if (hasEvent) continue;
        Condition worst = Condition::fine;
        for (const Hop& hop : hops) worst = worse(worst, hopCondition(hop));
        rows.push_back({hops.front().at,
                        device,
                        Words::tr("message"),
                        {},
                        payloadSummary(hops.front().payload),
                        Words::tr("brought no event about"),
                        worst,
                        *chain,
                        hops.front().id});
    }
    return rows;
}

QString hopText(const Hop& hop) {
    const QString service = text(hop.service);
    const QString taker = text(hop.taker);
    const QString subject = text(hop.subject);
    switch (hop.kind) {
    case HopKind::message:
        return Words::tr("%1 sent a message to %2").arg(subject, service);
    case HopKind::delivery:
        return hop.attempt > 1 ? Words::tr("%1 gave it to %2, attempt %3").arg(service, taker).arg(hop.attempt)
                               : Words::tr("%1 gave it to %2").arg(service, taker);
    case HopKind::log:
        return Words::tr("%1 logged").arg(service);
    case HopKind::error:
        return Words::tr("%1 failed").arg(service);
    case HopKind::write:
        return Words::tr("%1 wrote to %2").arg(service, subject);
    case HopKind::send:
        return hop.name.empty() ? Words::tr("%1 sent to %2").arg(service, taker)
                                : Words::tr("%1 called %2 of %3").arg(service, text(hop.name), taker);
    case HopKind::event:
        return Words::tr("%1 of %2").arg(eventTypeText(hop.name), subject);
    case HopKind::route:
        return hop.outcome == HopOutcome::unwanted ? Words::tr("%1 did not want it").arg(service)
                                                   : Words::tr("%1 wanted it for %2").arg(service, taker);
    case HopKind::handOver:
        return Words::tr("%1 handed it over to %2").arg(service, taker);
    case HopKind::deadLetter:
        return Words::tr("%1 gave it up for %2").arg(service, taker);
    }
    return {};
}

} // namespace twinflow::ui
