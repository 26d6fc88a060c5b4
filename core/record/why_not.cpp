// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/why_not.h"

#include <algorithm>
#include <set>

namespace twinflow::record {

namespace {

bool isAttempt(const Hop& hop) {
    if (hop.outcome == HopOutcome::unwanted) return false;
    return hop.kind == HopKind::delivery || hop.kind == HopKind::handOver || hop.kind == HopKind::send ||
           hop.kind == HopKind::write;
}

bool isArrival(const Hop& hop, const std::string& service) {
    if (hop.outcome != HopOutcome::done) return false;
    return hop.kind == HopKind::message ? hop.service == service : isAttempt(hop) && hop.taker == service;
}

std::string seenText(const query::Explanation& clause) {
    std::string text;
    for (const auto& seen : clause.saw) text += (text.empty() ? "" : ", ") + seen.field + " is " + seen.value;
    return text;
}

/// The clauses for whose sake the filter is false.
void collectFalse(const query::Explanation& explanation, std::vector<const query::Explanation*>& out) {
    if (explanation.truth) return;
    if (explanation.parts.empty()) out.push_back(&explanation);
    for (const auto& part : explanation.parts) collectFalse(part, out);
}

class Walk {
public:
    Walk(const Chain& chain, const Ways& ways, Answer& answer)
        : m_chain(chain)
        , m_ways(ways)
        , m_answer(answer) {}

    /// Why nothing came to `service`.
    void explain(const std::string& service, int depth) {
        if (!m_visited.insert(service).second) return;
        const Ways::Service* asked = m_ways.find(service);
        bool fed = asked && asked->kind == Ways::Kind::hub;
        // What a hub refused itself had no other way to it.
        if (fed && explainMessage(service, depth) && m_chain.hops.front().service == service) return;
        for (const Ways::Way& way : m_ways.ways) {
            if (way.to != service) continue;
            fed = true;
            explainWay(way, depth);
        }
        if (!fed) say(depth, twinflow::say("Nothing is coupled to '{0}'.", service));
    }

private:
    void say(int depth, Sentence what, std::uint32_t hop = 0) {
        m_answer.reasons.push_back({depth, std::move(what), hop});
    }

    void explainWay(const Ways::Way& way, int depth) {
        if (explainAttempts(way, depth)) return;
        const Ways::Service* from = m_ways.find(way.from);
        const Ways::Kind kind = from ? from->kind : Ways::Kind::destination;
        switch (kind) {
        case Ways::Kind::hub:
            explainHub(way, depth);
            break;
        case Ways::Kind::twins:
            explainRoute(way, depth);
            break;
        case Ways::Kind::function:
            explainFunction(way, depth);
            break;
        case Ways::Kind::endpoint:
        case Ways::Kind::destination:
            explainEndpoint(way, depth);
            break;
        }
    }

    /// What came of it on this way; false when it did not come so far.
    bool explainAttempts(const Ways::Way& way, int depth) {
        const std::string& giver = way.route.empty() ? way.from : way.route;
        const auto onWay = [&](const Hop& hop) { return hop.service == giver && hop.taker == way.to; };
        const Hop* last = nullptr;
        const Hop* givenUp = nullptr;
        const Hop* unwanted = nullptr;
        for (const Hop& hop : m_chain.hops) {
            if (!onWay(hop)) continue;
            if (isAttempt(hop)) last = &hop;
            if (hop.kind == HopKind::deadLetter) givenUp = &hop;
            if (hop.kind == HopKind::delivery && hop.outcome == HopOutcome::unwanted) unwanted = &hop;
        }
        if (unwanted) {
            say(depth, twinflow::say("The subscription of '{1}' at '{0}' does not want it.", giver, way.to),
                unwanted->id);
        }
        if (last) {
            const std::string why = last->detail.empty() ? "" : " " + last->detail;
            say(depth,
                twinflow::say("'{0}' tried to hand over to '{1}', {2} in the end at attempt {3}.{4}", giver, way.to,
                              hopOutcomeName(last->outcome), std::max(last->attempt, 1U), why),
                last->id);
        }
        if (givenUp) {
            const bool kept = givenUp->outcome == HopOutcome::kept;
            say(last ? depth + 1 : depth,
                kept ? twinflow::say("'{0}' gave up on '{1}'; it is kept as a dead letter: {2}.", giver, way.to,
                                     givenUp->detail)
                     : twinflow::say("'{0}' gave up on '{1}', and nothing keeps it: {2}.", giver, way.to,
                                     givenUp->detail),
                givenUp->id);
        }
        return last || givenUp || unwanted;
    }

    /// Why the hub did not take the message; false when it did.
    bool explainMessage(const std::string& hub, int depth) {
        const Hop& message = m_chain.hops.front();
        if (message.service != hub) {
            say(depth, twinflow::say("The message went to the hub '{0}', not to '{1}'.", message.service, hub), 1);
        } else if (message.outcome != HopOutcome::done) {
            say(depth, twinflow::say("'{0}' refused the message. {1}", hub, message.detail), 1);
        } else {
            return false;
        }
        return true;
    }

    void explainHub(const Ways::Way& way, int depth) {
        if (explainMessage(way.from, depth)) return;
        say(depth, twinflow::say("'{0}' took the message and has not offered it to '{1}'.", way.from, way.to), 1);
    }

    void explainRoute(const Ways::Way& way, int depth) {
        const Hop* told = nullptr;
        bool looked = false;
        for (const Hop& hop : m_chain.hops) {
            if (hop.kind == HopKind::event) told = &hop;
            if (hop.kind != HopKind::route || hop.service != way.route) continue;
            looked = true;
            if (hop.outcome != HopOutcome::unwanted) {
                say(depth,
                    twinflow::say("Route '{0}' wants the {1} of '{2}' and has not handed it over.", way.route, hop.name,
                                  hop.subject),
                    hop.id);
                continue;
            }
            say(depth, twinflow::say("Route '{0}' does not want the {1} of '{2}':", way.route, hop.name, hop.subject),
                hop.id);
            std::vector<const query::Explanation*> clauses;
            if (hop.explanation) collectFalse(*hop.explanation, clauses);
            for (const query::Explanation* clause : clauses) {
                const std::string seen = seenText(*clause);
                say(depth + 1,
                    seen.empty() ? twinflow::say("{0} is false.", clause->text)
                                 : twinflow::say("{0} is false: {1}.", clause->text, seen),
                    hop.id);
            }
        }
        if (looked) return;
        if (told) {
            say(depth,
                twinflow::say("Route '{0}' has not looked at the {1} of '{2}'.", way.route, told->name, told->subject),
                told->id);
            return;
        }
        say(depth, twinflow::say("No twin told of a change, so route '{0}' had nothing to look at.", way.route));
        explainSilence(depth + 1);
    }

    /// Why the graph did not change.
    void explainSilence(int depth) {
        bool tried = false;
        for (const Hop& hop : m_chain.hops) {
            if (hop.kind != HopKind::write) continue;
            tried = true;
            say(depth,
                hop.outcome == HopOutcome::done
                    ? twinflow::say("'{0}' wrote to twin '{1}', and no change came of it.", hop.service, hop.subject)
                    : twinflow::say("'{0}' tried to write to twin '{1}'. {2}", hop.service, hop.subject, hop.detail),
                hop.id);
        }
        if (tried) return;
        const auto twins = std::find_if(m_ways.services.begin(), m_ways.services.end(),
                                        [](const auto& service) { return service.kind == Ways::Kind::twins; });
        if (twins != m_ways.services.end()) explain(twins->name, depth);
    }

    void explainFunction(const Ways::Way& way, int depth) {
        bool ran = false;
        for (const Hop& hop : m_chain.hops) {
            if (hop.kind != HopKind::delivery || hop.taker != way.from || hop.outcome != HopOutcome::done) continue;
            ran = true;
            say(depth, twinflow::say("'{0}' ran without an error and gave nothing to '{1}'.", way.from, way.to),
                hop.id);
        }
        if (!ran) explain(way.from, depth);
    }

    void explainEndpoint(const Ways::Way& way, int depth) {
        for (const Hop& hop : m_chain.hops) {
            if (hop.kind != HopKind::handOver || hop.taker != way.from || hop.outcome != HopOutcome::done) continue;
            say(depth,
                twinflow::say("'{0}' has the event and has not tried to hand it over to '{1}'.", way.from, way.to),
                hop.id);
            return;
        }
        explain(way.from, depth);
    }

    const Chain& m_chain;
    const Ways& m_ways;
    Answer& m_answer;
    std::set<std::string> m_visited;
};

} // namespace

const Ways::Service* Ways::find(std::string_view name) const {
    const auto found =
        std::find_if(services.begin(), services.end(), [&](const Service& service) { return service.name == name; });
    return found == services.end() ? nullptr : &*found;
}

Answer whyNot(const Chain& chain, const Ways& ways, const std::string& service) {
    Answer answer;
    for (const Hop& hop : chain.hops) {
        if (!isArrival(hop, service)) continue;
        answer.arrived = true;
        const std::string& giver = hop.kind == HopKind::message ? hop.subject : hop.service;
        answer.reasons.push_back({0, say("It arrived from '{0}' at {1}.", giver, formatInstant(hop.at, 3)), hop.id});
    }
    if (!answer.arrived && !chain.hops.empty()) Walk(chain, ways, answer).explain(service, 0);
    return answer;
}

} // namespace twinflow::record
