// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Recorder, finder and the text of chains, fed by hand.
#include "record/chain_text.h"
#include "record/finder.h"
#include "record/recorder.h"
#include "support.h"

using namespace twinflow;
using namespace twinflow::record;
using namespace std::chrono_literals;

namespace {

Hop hop(HopKind kind, std::string service, std::string taker = {}, HopOutcome outcome = HopOutcome::done) {
    Hop made;
    made.kind = kind;
    made.outcome = outcome;
    made.service = std::move(service);
    made.taker = std::move(taker);
    return made;
}

/// A message of `device` to 'hub', which takes it.
void message(HopTaker& taker, std::uint64_t number, const std::string& device) {
    Hop made = hop(HopKind::message, "hub");
    made.subject = device;
    const std::uint32_t id = taker.add(number, made);
    taker.settle(number, id, HopOutcome::done, {});
}

/// Adds and settles one that was told before it was known what comes of it.
void settled(HopTaker& taker, std::uint64_t number, const Hop& made, HopOutcome outcome) {
    const std::uint32_t id = taker.add(number, made);
    taker.settle(number, id, outcome, {});
}

std::string messagesOf(const Finder& finder) {
    std::string text;
    for (const std::uint64_t number : finder.messages()) text += std::to_string(number) + ' ';
    return text;
}

} // namespace

class RecordTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aChainHasABound() {
        Recorder recorder({});
        for (std::size_t i = 0; i < kMaxHops; ++i)
            QCOMPARE(recorder.add(1, hop(HopKind::log, "f")), static_cast<std::uint32_t>(i + 1));
        QCOMPARE(recorder.add(1, hop(HopKind::log, "f")), 0U);
        QCOMPARE(recorder.add(1, hop(HopKind::log, "f")), 0U);
        recorder.settle(1, 0, HopOutcome::lost, "nobody");
        const Chain& chain = recorder.chains().at(1);
        QCOMPARE(chain.hops.size(), kMaxHops);
        QCOMPARE(chain.leftOut, std::uint64_t(2));
        for (const Hop& each : chain.hops) QCOMPARE(each.outcome, HopOutcome::done);
        std::string text;
        appendChainJson(text, chain);
        QVERIFY(text.ends_with("],\"leftOut\":2}"));
    }

    void settlingSaysWhatCameOfIt() {
        Recorder recorder({});
        Hop made = hop(HopKind::delivery, "hub", "f");
        made.detail = "first";
        const std::uint32_t id = recorder.add(3, made);
        recorder.settle(3, id, HopOutcome::retried, {});
        TF_COMPARE(recorder.chains().at(3).hops[0].detail, "first");
        recorder.settle(3, id, HopOutcome::refused, "no");
        QCOMPARE(recorder.chains().at(3).hops[0].outcome, HopOutcome::refused);
        TF_COMPARE(recorder.chains().at(3).hops[0].detail, "no");
        recorder.settle(4, id, HopOutcome::refused, "of no chain");
        QVERIFY(!recorder.chains().contains(4));
    }

    void olderChainsAreForgottenForGood() {
        Selection selection;
        selection.keep = 2;
        Recorder recorder(selection);
        for (std::uint64_t number = 1; number <= 4; ++number) message(recorder, number, "d");
        QCOMPARE(recorder.chains().size(), std::size_t(2));
        QCOMPARE(recorder.chains().begin()->first, std::uint64_t(3));
        QCOMPARE(recorder.forgotten(), std::uint64_t(2));
        QVERIFY(!recorder.wants(2)); // a late hop of it would begin a chain of its own
        QVERIFY(recorder.wants(3));
    }

    void chosenMessagesAreWantedAndNoOthers() {
        Selection selection;
        selection.messages = {2, 5};
        const Recorder recorder(selection);
        QVERIFY(recorder.wants(2) && recorder.wants(5));
        QVERIFY(!recorder.wants(1) && !recorder.wants(3));
        Selection nothing;
        nothing.rate = 0;
        QVERIFY(!Recorder(nothing).wants(1));
    }

    void theFinderKnowsWhoWasGivenSomething_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("outcome");
        QTest::addColumn<bool>("given");
        QTest::addColumn<bool>("arrived");
        const auto row = [](const char* name, HopKind kind, HopOutcome outcome, bool given, bool arrived) {
            QTest::newRow(name) << static_cast<int>(kind) << static_cast<int>(outcome) << given << arrived;
        };
        row("delivered", HopKind::delivery, HopOutcome::done, true, true);
        row("retried", HopKind::delivery, HopOutcome::retried, true, false);
        row("refused", HopKind::delivery, HopOutcome::refused, true, false);
        row("filtered out", HopKind::delivery, HopOutcome::unwanted, false, false);
        row("handed over", HopKind::handOver, HopOutcome::done, true, true);
        row("written", HopKind::write, HopOutcome::done, true, true);
        row("write refused", HopKind::write, HopOutcome::refused, true, false);
        row("sent", HopKind::send, HopOutcome::done, true, true);
        row("send refused", HopKind::send, HopOutcome::refused, true, false);
        row("wanted by a route", HopKind::route, HopOutcome::done, false, false);
    }
    void theFinderKnowsWhoWasGivenSomething() {
        QFETCH(int, kind);
        QFETCH(int, outcome);
        QFETCH(bool, given);
        QFETCH(bool, arrived);
        Wanted byService;
        byService.service = "x";
        Finder service(byService);
        Wanted byLack;
        byLack.notAt = "x";
        Finder lack(byLack);
        const auto what = static_cast<HopOutcome>(outcome);
        for (Finder* finder : {&service, &lack}) {
            message(*finder, 1, "d");
            Hop made = hop(static_cast<HopKind>(kind), "y", "x");
            // What a filter said stands in the hop; what comes of all else is known later.
            if (what == HopOutcome::unwanted) made.outcome = what;
            const std::uint32_t id = finder->add(1, made);
            if (what != HopOutcome::unwanted && made.kind != HopKind::route) finder->settle(1, id, what, {});
        }
        TF_COMPARE(messagesOf(service), given ? "1 " : "");
        TF_COMPARE(messagesOf(lack), arrived ? "" : "1 ");
    }

    void theFinderKnowsTheHubToo() {
        Wanted wanted;
        wanted.notAt = "hub";
        wanted.last = 9;
        Finder finder(wanted);
        message(finder, 1, "d");
        settled(finder, 2, hop(HopKind::message, "hub"), HopOutcome::refused);
        settled(finder, 3, hop(HopKind::message, "other hub"), HopOutcome::done);
        settled(finder, 3, hop(HopKind::delivery, "other hub", "f"), HopOutcome::done);
        TF_COMPARE(messagesOf(finder), "2 3 ");
    }

    void theFinderNamesTheNewestThatMeetEverything() {
        Wanted wanted;
        wanted.device = "d";
        wanted.eventId = "e-1";
        wanted.last = 2;
        Finder finder(wanted);
        Hop event = hop(HopKind::event, {});
        event.eventId = "e-1";
        for (std::uint64_t number = 1; number <= 5; ++number) {
            message(finder, number, number == 4 ? "other" : "d");
            if (number != 2) finder.add(number, event);
        }
        TF_COMPARE(messagesOf(finder), "3 5 ");
    }

    void problemsAreFoundWhereverTheyAreTold() {
        Wanted wanted;
        wanted.problems = true;
        wanted.last = 9;
        Finder finder(wanted);
        for (std::uint64_t number = 1; number <= 5; ++number) message(finder, number, "d");
        finder.add(2, hop(HopKind::error, "f"));
        finder.add(3, hop(HopKind::deadLetter, "f", "x", HopOutcome::kept));
        settled(finder, 4, hop(HopKind::write, "f", "twins"), HopOutcome::refused);
        settled(finder, 5, hop(HopKind::delivery, "hub", "f"), HopOutcome::retried);
        TF_COMPARE(messagesOf(finder), "2 3 4 ");
    }
};

QTEST_APPLESS_MAIN(RecordTest)
#include "tst_record.moc"
