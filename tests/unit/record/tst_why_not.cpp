// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The reverse question, asked of chains that are made by hand.
#include "record/why_not.h"
#include "support.h"

using namespace twinflow;
using namespace twinflow::record;
using namespace std::chrono_literals;

namespace {

constexpr Instant kAt{5s};

/// hub -> ingest -> twins -> route "alarms" -> topic -> desk, ingest -> archive, ingest -> hub; "lonely" has no way in.
Ways ways() {
    Ways made;
    made.services = {{"hub", Ways::Kind::hub},
                     {"other", Ways::Kind::hub},
                     {"ingest", Ways::Kind::function},
                     {"twins", Ways::Kind::twins},
                     {"topic", Ways::Kind::endpoint},
                     {"desk", Ways::Kind::destination},
                     {"archive", Ways::Kind::destination},
                     {"lonely", Ways::Kind::destination}};
    made.ways = {{"hub", "ingest", {}}, {"ingest", "twins", {}},   {"twins", "topic", "alarms"},
                 {"topic", "desk", {}}, {"ingest", "archive", {}}, {"ingest", "hub", {}}};
    return made;
}

/// Hops are added with their ids; the message is there from the start.
struct Making {
    Making() {
        Hop& message = add(HopKind::message, "hub", {});
        message.subject = "d";
    }
    Hop& add(HopKind kind, std::string service, std::string taker, HopOutcome outcome = HopOutcome::done,
             std::string detail = {}) {
        Hop made;
        made.id = static_cast<std::uint32_t>(chain.hops.size() + 1);
        made.kind = kind;
        made.at = kAt;
        made.service = std::move(service);
        made.taker = std::move(taker);
        made.outcome = outcome;
        made.detail = std::move(detail);
        return chain.hops.emplace_back(std::move(made));
    }
    Making& ran() {
        add(HopKind::delivery, "hub", "ingest");
        return *this;
    }
    Making& wrote(HopOutcome outcome = HopOutcome::done, std::string detail = {}) {
        add(HopKind::write, "ingest", "twins", outcome, std::move(detail)).subject = "room";
        return *this;
    }
    Making& told() {
        about(add(HopKind::event, {}, {}));
        return *this;
    }
    Making& looked(bool wants) {
        Hop& hop = add(HopKind::route, "alarms", "topic", wants ? HopOutcome::done : HopOutcome::unwanted);
        about(hop);
        query::Explanation clause;
        clause.text = "a = 1";
        clause.truth = wants;
        clause.saw = {{"a", "2"}};
        hop.explanation = clause;
        return *this;
    }
    static void about(Hop& hop) {
        hop.subject = "room";
        hop.name = "Update";
    }
    Chain chain;
};

std::string answer(const Chain& chain, const std::string& service) {
    const Answer given = whyNot(chain, ways(), service);
    std::string text = given.arrived ? "arrived\n" : "";
    for (const Reason& reason : given.reasons) {
        text.append(static_cast<std::size_t>(reason.depth), ' ');
        text += reason.what.str() + " [" + std::to_string(reason.hop) + "]\n";
    }
    return text;
}

std::string answer(const Making& making, const std::string& service) {
    return answer(making.chain, service);
}

} // namespace

class WhyNotTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatArrivedSaysFromWhere() {
        Making making;
        making.ran().wrote().told().looked(true);
        making.add(HopKind::handOver, "alarms", "topic");
        making.add(HopKind::delivery, "topic", "desk", HopOutcome::retried);
        making.add(HopKind::delivery, "topic", "desk");
        making.add(HopKind::send, "ingest", "archive");
        const std::string at = "' at 1970-01-01T00:00:05.000Z. ";
        TF_COMPARE(answer(making, "hub"), "arrived\nIt arrived from 'd" + at + "[1]\n");
        TF_COMPARE(answer(making, "ingest"), "arrived\nIt arrived from 'hub" + at + "[2]\n");
        TF_COMPARE(answer(making, "twins"), "arrived\nIt arrived from 'ingest" + at + "[3]\n");
        TF_COMPARE(answer(making, "topic"), "arrived\nIt arrived from 'alarms" + at + "[6]\n");
        TF_COMPARE(answer(making, "desk"), "arrived\nIt arrived from 'topic" + at + "[8]\n");
        TF_COMPARE(answer(making, "archive"), "arrived\nIt arrived from 'ingest" + at + "[9]\n");
    }

    void aHubRefusedOrNeverSawIt() {
        Making making;
        TF_COMPARE(answer(making, "other"), "The message went to the hub 'hub', not to 'other'. [1]\n");
        TF_COMPARE(answer(making, "ingest"), "'hub' took the message and has not offered it to 'ingest'. [1]\n");
        making.chain.hops[0].outcome = HopOutcome::refused;
        making.chain.hops[0].detail = "It is too large.";
        TF_COMPARE(answer(making, "ingest"), "'hub' refused the message. It is too large. [1]\n");
        TF_COMPARE(answer(making, "hub"), "'hub' refused the message. It is too large. [1]\n");
        making.chain.hops[0].service = "other";
        TF_COMPARE(answer(making, "ingest"), "The message went to the hub 'other', not to 'hub'. [1]\n");
    }

    void nothingIsCoupledToIt() { TF_COMPARE(answer(Making(), "lonely"), "Nothing is coupled to 'lonely'. [0]\n"); }

    void aFunctionRanAndGaveNothing() {
        Making making;
        making.ran();
        TF_COMPARE(answer(making, "archive"), "'ingest' ran without an error and gave nothing to 'archive'. [2]\n");
        making.add(HopKind::send, "ingest", "archive", HopOutcome::refused, "It is full.");
        TF_COMPARE(answer(making, "archive"),
                   "'ingest' tried to hand over to 'archive', refused in the end at attempt 1. "
                   "It is full. [3]\n");
    }

    void aFunctionFailedOrWasGivenUp() {
        Making making;
        making.add(HopKind::delivery, "hub", "ingest", HopOutcome::retried).attempt = 2;
        TF_COMPARE(answer(making, "archive"),
                   "'hub' tried to hand over to 'ingest', retried in the end at attempt 2. [2]\n");
        making.add(HopKind::deadLetter, "hub", "ingest", HopOutcome::lost, "MaxDeliveryCountExceeded");
        TF_COMPARE(answer(making, "archive"),
                   "'hub' tried to hand over to 'ingest', retried in the end at attempt 2. [2]\n"
                   " 'hub' gave up on 'ingest', and nothing keeps it: MaxDeliveryCountExceeded. [3]\n");
        making.chain.hops.back().outcome = HopOutcome::kept;
        QVERIFY(
            answer(making, "archive")
                .ends_with(" 'hub' gave up on 'ingest'; it is kept as a dead letter: MaxDeliveryCountExceeded. [3]\n"));
    }

    void theGraphKeptSilent() {
        const std::string silent = "No twin told of a change, so route 'alarms' had nothing to look at. [0]\n";
        Making making;
        making.ran();
        TF_COMPARE(answer(making, "desk"),
                   silent + " 'ingest' ran without an error and gave nothing to 'twins'. [2]\n");
        making.wrote();
        TF_COMPARE(answer(making, "desk"), silent + " 'ingest' wrote to twin 'room', and no change came of it. [3]\n");
        making.wrote(HopOutcome::refused, "There is no twin 'room'.");
        TF_COMPARE(answer(making, "desk"),
                   silent + " 'ingest' wrote to twin 'room', and no change came of it. [3]\n"
                            " 'ingest' tried to write to twin 'room'. There is no twin 'room'. [4]\n");
    }

    void aRouteHasNotLookedOrDoesNotWantIt() {
        Making making;
        making.ran().wrote().told();
        TF_COMPARE(answer(making, "desk"), "Route 'alarms' has not looked at the Update of 'room'. [4]\n");
        making.looked(false);
        TF_COMPARE(answer(making, "desk"), "Route 'alarms' does not want the Update of 'room': [5]\n"
                                           " a = 1 is false: a is 2. [5]\n");
    }

    void aRouteWantsItAndHasNotHandedItOver() {
        Making making;
        making.ran().wrote().told().looked(true);
        TF_COMPARE(answer(making, "desk"),
                   "Route 'alarms' wants the Update of 'room' and has not handed it over. [5]\n");
    }

    void anEndpointHasItOrFiltersItOut() {
        Making making;
        making.ran().wrote().told().looked(true);
        making.add(HopKind::handOver, "alarms", "topic");
        TF_COMPARE(answer(making, "desk"), "'topic' has the event and has not tried to hand it over to 'desk'. [6]\n");
        making.add(HopKind::delivery, "topic", "desk", HopOutcome::unwanted);
        TF_COMPARE(answer(making, "desk"), "The subscription of 'desk' at 'topic' does not want it. [7]\n");
    }

    void anEmptyChainSaysNothing() { TF_COMPARE(answer(Chain{}, "desk"), ""); }
};

QTEST_APPLESS_MAIN(WhyNotTest)
#include "tst_why_not.moc"
