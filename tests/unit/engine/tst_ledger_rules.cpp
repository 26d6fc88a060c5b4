// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The rules of the ledger: a whole run obeys them, and each of them sees one event too many.
#include "engine/run.h"
#include "small_deployment.h"
#include "support.h"

#include <QTemporaryDir>

#include <functional>

using namespace twinflow;
using namespace twinflow::engine;

namespace {

using Spoil = std::function<void(RunSnapshot&)>;

struct Row {
    const char* name;
    Spoil spoil;
    const char* says;
};

const std::vector<Row>& rows() {
    static const std::vector<Row> all = {
        {"hub's row", [](RunSnapshot& s) { ++s.hubs[0].row.accepted; }, "The row of 'hub' does not balance"},
        {"refusals", [](RunSnapshot& s) { ++s.hubs[0].refusals["x"]; }, "Messages refused by 'hub' and their reasons"},
        {"hub's events", [](RunSnapshot& s) { ++s.hubs[0].events.waiting; }, "The row of 'hub events'"},
        {"to devices", [](RunSnapshot& s) { ++s.hubs[0].cloudToDevice.expired; }, "The row of 'hub to devices'"},
        {"methods", [](RunSnapshot& s) { ++s.hubs[0].methods.calls; }, "The calls of direct methods of 'hub'"},
        {"hub's route", [](RunSnapshot& s) { ++s.hubs[0].routes[0].row.delivered; }, "The row of 'hub by $fallback'"},
        {"looked at by a hub's route",
         [](RunSnapshot& s) {
             ++s.hubs[0].routes[0].row.offered;
             ++s.hubs[0].routes[0].row.filtered;
         },
         "Messages of 'hub' and those that '$fallback' looked at"},
        {"hub's reader", [](RunSnapshot& s) { ++s.hubs[0].takers[0].second.retrying; }, "The row of 'hub to ingest'"},
        {"looked at for a hub's reader",
         [](RunSnapshot& s) {
             ++s.hubs[0].takers[0].second.offered;
             ++s.hubs[0].takers[0].second.filtered;
         },
         "Messages of 'hub' and those looked at for 'ingest'"},
        {"messages", [](RunSnapshot& s) { ++s.messages; }, "Messages sent by devices and offered to hubs"},
        {"group", [](RunSnapshot& s) { ++s.devices[0].row.dropped; }, "The row of 'sensors' does not balance"},
        {"function", [](RunSnapshot& s) { ++s.functions[0].counts.threw; }, "The calls of 'ingest' do not add up"},
        {"route", [](RunSnapshot& s) { ++s.routes[1].row.expired; }, "The row of 'to-grid' does not balance"},
        {"seen by a route",
         [](RunSnapshot& s) {
             ++s.routes[2].row.offered;
             ++s.routes[2].row.filtered;
         },
         "Events of the graph and events seen by 'to-bus'"},
        {"late events", [](RunSnapshot& s) { ++s.late; }, "events seen by the data history 'past'"},
        {"history", [](RunSnapshot& s) { ++s.histories[0].row.deadLettered; }, "The row of 'past' does not balance"},
        {"endpoint", [](RunSnapshot& s) { ++s.endpoints[0].row.delivered; }, "The row of 'log' does not balance"},
        {"subscription", [](RunSnapshot& s) { ++s.endpoints[1].takers[0].second.waiting; }, "'push to history'"},
        {"received", [](RunSnapshot& s) { ++s.endpoints[2].received; }, "Events delivered to 'bus' by routes"},
        {"destination", [](RunSnapshot& s) { ++s.downstream[0].row.dropped; }, "The row of 'archive'"},
        {"fed", [](RunSnapshot& s) { ++*s.downstream[0].fed; }, "Copies delivered to 'archive' by endpoints"},
    };
    return all;
}

} // namespace

class LedgerRulesTest : public QObject {
    Q_OBJECT

    RunSnapshot m_sound;

private Q_SLOTS:
    void initTestCase() {
        auto deployment = test::smallDeployment();
        test::addDataHistory(deployment);
        const QTemporaryDir folder;
        RunOptions options;
        options.outputFolder = folder.path().toStdString();
        const auto run = Run::compile(deployment, options);
        TF_OK(run);
        while ((*run)->advance(1000) <= Phase::settling) {
        }
        m_sound = (*run)->snapshot();
        TF_COMPARE(test::lines(m_sound.imbalances), "");
    }

    void eachRuleSeesOneTooMany_data() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < rows().size(); ++i) QTest::newRow(rows()[i].name) << static_cast<int>(i);
    }
    void eachRuleSeesOneTooMany() {
        QFETCH(int, index);
        const Row& row = rows()[static_cast<std::size_t>(index)];
        RunSnapshot spoilt = m_sound;
        row.spoil(spoilt);
        const std::string found = test::lines(findImbalances(spoilt));
        QVERIFY2(found.find(row.says) != std::string::npos, found.c_str());
    }
};

QTEST_GUILESS_MAIN(LedgerRulesTest)
#include "tst_ledger_rules.moc"
