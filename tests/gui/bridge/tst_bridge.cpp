// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The bridge: edits with one undo stack, findings and their places, layouts, runs on their own thread, jobs.
#include "base/file.h"
#include "bridge/deployment_controller.h"
#include "bridge/edits.h"
#include "bridge/finding_place.h"
#include "bridge/project_copy.h"
#include "bridge/run_monitor.h"
#include "bridge/samples.h"
#include "bridge/service_copy.h"
#include "bridge/text.h"
#include "deployment/edits.h"
#include "deployment/new_project.h"
#include "deployment/project.h"
#include "deployment/services.h"
#include "support.h"

#include <QTemporaryDir>

#include <algorithm>

using namespace twinflow;
using namespace twinflow::ui;
namespace fs = std::filesystem;

namespace {

fs::path sample(const char* name) {
    return test::sourceFolder() / "resources/samples" / name;
}

engine::RunOptions optionsIn(const QTemporaryDir& folder, const char* name) {
    engine::RunOptions options;
    options.projectFolder = sample(name);
    options.outputFolder = fs::path(folder.path().toStdString()) / "out";
    return options;
}

} // namespace

class BridgeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anEditThatChangesNothingLeavesNoEntry() {
        DeploymentController controller;
        controller.begin(deployment::newProject("Plant"));
        QVERIFY(!controller.edit(QStringLiteral("nothing"), [](auto&) {}));
        QCOMPARE(controller.undoStack().count(), 0);
        QVERIFY(controller.edit(QStringLiteral("name"), [](auto& deployment) { deployment.name = "Works"; }));
        QCOMPARE(controller.undoStack().count(), 1);
    }

    void stepsOfOneGestureAreOneEntry() {
        DeploymentController controller;
        controller.begin(deployment::newProject("Plant"));
        for (const char* name : {"W", "Wo", "Wor"}) {
            controller.edit(
                QStringLiteral("name"), [&](auto& deployment) { deployment.name = name; }, QStringLiteral("typing"));
        }
        QCOMPARE(controller.undoStack().count(), 1);
        controller.undoStack().undo();
        TF_COMPARE(controller.deployment().name, "Plant");
        controller.undoStack().redo();
        TF_COMPARE(controller.deployment().name, "Wor");
    }

    void aGestureThatEndsWhereItBeganLeavesNoEntry() {
        DeploymentController controller;
        controller.begin(deployment::newProject("Plant"));
        const auto before = controller.shared();
        for (const char* name : {"Plan", "Plant"}) {
            controller.edit(
                QStringLiteral("name"), [&](auto& deployment) { deployment.name = name; }, QStringLiteral("typing"));
        }
        QCOMPARE(controller.undoStack().count(), 0);
        QCOMPARE(controller.shared(), before);
    }

    void undoTakesBackWhatModified() {
        QTemporaryDir folder;
        const fs::path project = fs::path(folder.path().toStdString()) / "p";
        TF_OK(writeSample(QStringLiteral("first-steps"), project));
        DeploymentController controller;
        QSignalSpy opened(&controller, &DeploymentController::opened);
        controller.open(project);
        QVERIFY(opened.wait());
        QVERIFY(!controller.isModified());
        controller.edit(QStringLiteral("name"), [](auto& deployment) { deployment.name = "Other"; });
        QVERIFY(controller.isModified());
        controller.undoStack().undo();
        QVERIFY(!controller.isModified());
    }

    void aSaveKeepsEveryByteThatNobodyChanged() {
        QTemporaryDir folder;
        const fs::path project = fs::path(folder.path().toStdString()) / "p";
        TF_OK(writeSample(QStringLiteral("smart-building"), project));
        const std::string before = readFile(project / "deployment.json").value();
        DeploymentController controller;
        QSignalSpy opened(&controller, &DeploymentController::opened);
        QSignalSpy saved(&controller, &DeploymentController::saved);
        controller.open(project);
        QVERIFY(opened.wait());
        controller.edit(QStringLiteral("filter"), [](auto& deployment) { deployment.routes[0].filter = "true"; });
        controller.save();
        QVERIFY(saved.wait());
        QVERIFY(readFile(project / "deployment.json").value() != before);
        controller.undoStack().undo();
        QVERIFY(controller.isModified());
        controller.save();
        QVERIFY(saved.wait());
        TF_COMPARE(readFile(project / "deployment.json").value(), before);
        QVERIFY(!fs::exists(project / "layout.json"));
    }

    void movedCardsAreKeptBesideTheDeployment() {
        QTemporaryDir folder;
        const fs::path project = fs::path(folder.path().toStdString()) / "p";
        TF_OK(writeSample(QStringLiteral("first-steps"), project));
        const std::string before = readFile(project / "deployment.json").value();
        DeploymentController controller;
        QSignalSpy opened(&controller, &DeploymentController::opened);
        QSignalSpy saved(&controller, &DeploymentController::saved);
        controller.open(project);
        QVERIFY(opened.wait());
        controller.editLayout(QStringLiteral("move"), [](Layout& layout) {
            layout.spots["endpoint/changes"] = {40, -8};
        });
        controller.save();
        QVERIFY(saved.wait());
        TF_COMPARE(readFile(project / "deployment.json").value(), before);
        const auto layout = loadLayout(project);
        TF_OK(layout);
        QVERIFY(layout->spots.at("endpoint/changes") == (Spot{40, -8}));
    }

    void aCardStaysWhereItWasPutWhenItsServiceIsRenamed() {
        DeploymentController controller;
        controller.begin(deployment::load(sample("smart-building"))->deployment);
        const ServiceRef refs[]{{RefKind::endpoint, "twin-stream"},
                                {RefKind::route, "all-changes"},
                                {RefKind::twins, "building-twins"},
                                {RefKind::hub, "building-hub"}};
        for (const ServiceRef& ref : refs) {
            controller.editLayout(QStringLiteral("move"), [&](Layout& layout) { layout.spots[keyOf(ref)] = {40, -8}; });
            const Layout before = controller.layout();
            ServiceRef renamed = ref;
            renamed.name = "another";
            const int entries = controller.undoStack().count();
            controller.edit(QStringLiteral("rename"), [&](auto& deployment) { rename(deployment, ref, "another"); });
            QCOMPARE(controller.undoStack().count(), entries + 1);
            QVERIFY(controller.layout().spots.contains(keyOf(renamed)));
            QVERIFY(!controller.layout().spots.contains(keyOf(ref)));
            controller.undoStack().undo();
            QVERIFY(controller.layout() == before);
            controller.undoStack().redo();
            QVERIFY(controller.layout().spots.at(keyOf(renamed)) == (Spot{40, -8}));
            controller.undoStack().undo();
        }
    }

    void aCardThatGoesAndOneThatComesAreNotTheSame() {
        DeploymentController controller;
        controller.begin(deployment::load(sample("smart-building"))->deployment);
        controller.editLayout(QStringLiteral("move"), [](Layout& layout) {
            layout.spots["endpoint/twin-stream"] = {40, -8};
        });
        // Others take the places in the list: nobody was renamed.
        controller.edit(QStringLiteral("turn round"), [](auto& deployment) {
            std::reverse(deployment.endpoints.begin(), deployment.endpoints.end());
        });
        QVERIFY(controller.layout().spots.contains("endpoint/twin-stream"));
        controller.edit(QStringLiteral("remove"), [](auto& deployment) {
            removeAll(deployment, std::vector{ServiceRef{RefKind::endpoint, "twin-stream"}});
        });
        QVERIFY(controller.layout().spots.contains("endpoint/twin-stream"));
    }

    void savesFollowEachOther() {
        QTemporaryDir folder;
        const fs::path project = fs::path(folder.path().toStdString()) / "p";
        TF_OK(writeSample(QStringLiteral("first-steps"), project));
        DeploymentController controller;
        QSignalSpy saved(&controller, &DeploymentController::saved);
        controller.open(project);
        QTRY_VERIFY(controller.isOpen());
        for (const char* name : {"One", "Two", "Three"}) {
            controller.edit(QStringLiteral("name"), [&](auto& deployment) { deployment.name = name; });
            controller.save();
        }
        QTRY_VERIFY(!controller.isSaving());
        QCOMPARE(saved.size(), 2); // of the first, and of all that came meanwhile
        QVERIFY(!controller.isModified());
        TF_COMPARE(deployment::load(project)->deployment.name, "Three");
    }

    void aSaveOfAProjectThatWasLeftDoesNotTouchTheNext() {
        QTemporaryDir folder;
        const fs::path place = fs::path(folder.path().toStdString()) / "a";
        DeploymentController controller;
        controller.begin(deployment::newProject("A"));
        controller.saveAs(place);
        controller.begin(deployment::newProject("B"));
        QTRY_VERIFY(!controller.isSaving());
        QVERIFY(controller.folder().empty());
        QVERIFY(controller.isModified());
        TF_COMPARE(deployment::load(place)->deployment.name, "A");
    }

    void aFileThatWasAddedAndTakenBackGoesFromTheDisk() {
        QTemporaryDir folder;
        const fs::path project = fs::path(folder.path().toStdString()) / "p";
        TF_OK(writeSample(QStringLiteral("first-steps"), project));
        DeploymentController controller;
        controller.open(project);
        QTRY_VERIFY(controller.isOpen());
        controller.edit(QStringLiteral("add"), [](auto& deployment) { add(deployment, ServiceTemplate::script); });
        controller.save();
        QTRY_VERIFY(!controller.isSaving());
        QVERIFY(fs::exists(project / "functions/function.js"));
        controller.undoStack().undo();
        controller.save();
        QTRY_VERIFY(!controller.isSaving());
        QVERIFY(!fs::exists(project / "functions/function.js"));
        controller.undoStack().redo();
        controller.saveAs(project.parent_path() / "copy");
        QTRY_VERIFY(!controller.isSaving());
        QVERIFY(fs::exists(project.parent_path() / "copy/functions/function.js"));
        QVERIFY(!fs::exists(project / "functions/function.js"));
    }

    void aCopyIsNotWrittenAmongFilesOfOthers() {
        QTemporaryDir folder;
        const fs::path place(folder.path().toStdString());
        TF_OK(writeFile(place / "letter.txt", "Dear"));
        DeploymentController controller;
        QSignalSpy failed(&controller, &DeploymentController::saveFailed);
        controller.begin(deployment::newProject("A"));
        controller.saveAs(place);
        QVERIFY(failed.wait());
        QVERIFY(failed.front()[0].toString().contains(QStringLiteral("letter.txt")));
        QVERIFY(!fs::exists(place / "deployment.json"));
        QVERIFY(controller.folder().empty());
    }

    void aProjectThatIsGoneCanBeSavedElsewhere() {
        QTemporaryDir folder;
        const fs::path project = fs::path(folder.path().toStdString()) / "project";
        const fs::path elsewhere = fs::path(folder.path().toStdString()) / "elsewhere";
        TF_OK(writeSample(QStringLiteral("smart-building"), project));
        DeploymentController controller;
        controller.open(project);
        QTRY_VERIFY(controller.isOpen());
        fs::remove_all(project);
        QSignalSpy saved(&controller, &DeploymentController::saved);
        controller.saveAs(elsewhere);
        QTRY_COMPARE(saved.size(), 1);
        const auto again = deployment::load(elsewhere);
        TF_OK(again);
        QVERIFY(again->deployment == controller.deployment());
    }

    void aCopyOfWhatCannotBeReadNamesIt() {
        QTemporaryDir folder;
        const fs::path from = fs::path(folder.path().toStdString()) / "no-folder";
        const fs::path to = fs::path(folder.path().toStdString()) / "to";
        TF_OK(writeFile(from, "a file"));
        const auto copied = copyProject(from, to, {});
        QVERIFY(!copied);
        TF_COMPARE(copied.error().code, "file-unreadable");
        QVERIFY(text(copied.error().what).contains(text(from.string())));
        QVERIFY(!fs::exists(to));
    }

    void aCopyThatIsCancelledLeavesNothing() {
        QTemporaryDir folder;
        const fs::path place(folder.path().toStdString());
        std::stop_source stop;
        stop.request_stop();
        const auto copied = copyProject(sample("first-steps"), place / "new", stop.get_token());
        QVERIFY(!copied);
        TF_COMPARE(copied.error().code, "cancelled");
        QVERIFY(!fs::exists(place / "new"));
        TF_OK(copyProject(sample("first-steps"), place / "new", {}));
        QVERIFY(fs::exists(place / "new/deployment.json"));
        QVERIFY(fs::exists(place / "new/scenarios"));
    }

    void aLayoutThatCannotBeReadIsKept() {
        QTemporaryDir folder;
        const fs::path place(folder.path().toStdString());
        TF_OK(writeFile(place / "layout.json", "{ half"));
        TF_OK(saveLayout({}, place));
        TF_COMPARE(readFile(place / "layout.json").value(), "{ half");
        TF_OK(saveLayout({{{"hub/hub", {1, 2}}}}, place));
        TF_COMPARE(readFile(place / "layout-unreadable.json").value(), "{ half");
        QVERIFY(loadLayout(place)->spots.at("hub/hub") == (Spot{1, 2}));
    }

    void nothingIsEditedWhileAnotherProjectLoads() {
        DeploymentController controller;
        controller.begin(deployment::newProject("A"));
        controller.open(sample("first-steps"));
        QVERIFY(controller.isLoading());
        QVERIFY(!controller.edit(QStringLiteral("name"), [](auto& deployment) { deployment.name = "Lost"; }));
        QTRY_VERIFY(!controller.isLoading());
        QVERIFY(controller.edit(QStringLiteral("name"), [](auto& deployment) { deployment.name = "Kept"; }));
    }

    void aProjectThatIsBegunDoesNotGiveWayToOneThatLoads() {
        DeploymentController controller;
        controller.open(sample("first-steps"));
        controller.begin(deployment::newProject("A"));
        QVERIFY(!controller.isLoading());
        QVERIFY(controller.isBegunHere());
        TF_COMPARE(controller.deployment().name, "A");
    }

    void aProjectThatIsNoneSaysWhy() {
        DeploymentController controller;
        QSignalSpy failed(&controller, &DeploymentController::openFailed);
        controller.open("/nowhere/at/all");
        QVERIFY(failed.wait());
        QVERIFY(!failed.front()[1].toString().isEmpty());
        QVERIFY(!controller.isOpen());
    }

    void findingsKnowTheirService() {
        DeploymentController controller;
        QSignalSpy found(&controller, &DeploymentController::findingsChanged);
        controller.open(sample("smart-building"));
        QTRY_VERIFY(controller.isOpen() && !controller.isChecking());
        controller.edit(QStringLiteral("break"), [](auto& deployment) { deployment.routes[2].filter = "$body.x ="; });
        QTRY_VERIFY(!controller.isChecking() && !controller.findings().empty());
        QVERIFY(refOfFinding(controller.deployment(), controller.findings().front().error) ==
                (ServiceRef{RefKind::route, "room-changes"}));
    }

    void findingsOfWhatWasTypedKnowTheirService() {
        DeploymentController controller;
        controller.open(sample("smart-building"));
        QTRY_VERIFY(controller.isOpen() && !controller.isChecking());
        // Longer than what stands in the file: its end is not to be taken for the next route.
        controller.edit(QStringLiteral("break"), [](auto& deployment) {
            for (int i = 0; i < 30; ++i) deployment.routes[2].filter += " AND subject = 'room-101'";
            deployment.routes[2].filter += " AND";
        });
        QTRY_VERIFY(!controller.isChecking() && !controller.findings().empty());
        QVERIFY(refOfFinding(controller.deployment(), controller.findings().front().error) ==
                (ServiceRef{RefKind::route, "room-changes"}));
    }

    void removingAServiceTakesWhatRefersToIt() {
        auto deployment = deployment::load(sample("smart-building"))->deployment;
        const ServiceRef refs[]{{RefKind::endpoint, "twin-stream"}, {RefKind::downstream, "dead-letters"}};
        removeAll(deployment, refs);
        for (const auto& route : deployment.routes) QVERIFY(route.endpoint != "twin-stream");
        for (const auto& coupling : deployment.couplings) QVERIFY(coupling.from != "twin-stream");
        for (const auto& endpoint : deployment.endpoints) QVERIFY(endpoint.deadLetter.empty());
    }

    void copiesAreCoupledAsTheOriginals() {
        auto deployment = deployment::load(sample("smart-building"))->deployment;
        const std::size_t before = deployment.couplings.size();
        const ServiceRef refs[]{{RefKind::function, "to-map"}, {RefKind::endpoint, "room-events"}};
        const auto copies = duplicate(deployment, refs);
        QCOMPARE(copies.size(), std::size_t{2});
        // room-events gives to two, to-map to one.
        QCOMPARE(deployment.couplings.size(), before + 3);
        QVERIFY(exists(deployment, {RefKind::coupling, "room-events-2", "to-map-2"}));
        QVERIFY(exists(deployment, {RefKind::coupling, "to-map-2", "floor-map"}));
    }

    void aCopyIsWhatIsPasted() {
        auto design = deployment::load(sample("smart-building"))->deployment;
        auto& stream = *std::find_if(design.endpoints.begin(), design.endpoints.end(),
                                     [](const auto& endpoint) { return endpoint.name == "twin-stream"; });
        stream.deadLetter = "dead-letters";
        stream.consumerGroups.push_back({"history"}); // named after its taker
        deployment::couple(design, "twin-stream", "history");
        ingress::HubRoute hubRoute;
        hubRoute.name = "climate";
        hubRoute.endpoint = "ingest";
        design.hubs[0].routes.push_back(hubRoute);
        std::vector<ServiceRef> all;
        for (const auto& hub : design.hubs) all.push_back({RefKind::hub, hub.name});
        for (const auto& group : design.devices) all.push_back({RefKind::devices, group.name});
        for (const auto& function : design.functions) all.push_back({RefKind::function, function.name});
        for (const auto& endpoint : design.endpoints) all.push_back({RefKind::endpoint, endpoint.name});
        for (const auto& route : design.routes) all.push_back({RefKind::route, route.name});
        for (const auto& service : design.downstream) all.push_back({RefKind::downstream, service.name});
        std::vector<std::vector<ServiceRef>> selections{all};
        for (const ServiceRef& ref : all) selections.push_back({ref});
        for (const auto& refs : selections) {
            auto duplicated = design;
            auto pasted = design;
            const auto copies = duplicate(duplicated, refs);
            const auto added = addServices(pasted, servicesText(design, refs));
            TF_OK(added);
            QVERIFY(copies == *added);
            QVERIFY2(duplicated == pasted, refs.front().name.c_str());
        }
        // Copies refer to copies wherever originals refer to originals.
        auto twice = design;
        duplicate(twice, all);
        TF_COMPARE(deployment::findEndpoint(twice, "twin-stream-2")->deadLetter, "dead-letters-2");
        TF_COMPARE(deployment::findHub(twice, "building-hub-2")->routes.back().endpoint, "ingest-2");
        TF_COMPARE(deployment::findRoute(twice, "all-changes-2")->endpoint, "twin-stream-2");
        for (const auto& group : twice.devices) QCOMPARE(group.name.ends_with("-2"), group.hub.ends_with("-2"));
        for (const auto& coupling : twice.couplings) {
            // The twins are the same for all.
            const bool isCopy = coupling.from.ends_with("-2");
            QCOMPARE(coupling.to.ends_with("-2"), isCopy && coupling.to != twice.twins.name);
            if (coupling.from == "twin-stream-2" && coupling.to == "history-2")
                TF_COMPARE(coupling.subscription, "history"); // of the settings that were copied
        }
    }

    void whatIsPastedElsewhereIsCoupledToWhatIsThere() {
        const auto building = deployment::load(sample("smart-building"))->deployment;
        auto plant = deployment::newProject("Plant");
        const std::string text = servicesText(building, std::vector{ServiceRef{RefKind::function, "to-map"}});
        TF_OK(addServices(plant, text));
        QVERIFY(!exists(plant, {RefKind::coupling, "to-map", "floor-map"}));
        plant.downstream.push_back({});
        plant.downstream.back().name = "floor-map";
        TF_OK(addServices(plant, text));
        QVERIFY(exists(plant, {RefKind::coupling, "to-map-2", "floor-map"}));
    }

    void whatIsCopiedCanBePastedElsewhere() {
        const auto building = deployment::load(sample("smart-building"))->deployment;
        auto grid = deployment::load(sample("energy-grid"))->deployment;
        const ServiceRef refs[]{{RefKind::function, "ingest"},
                                {RefKind::endpoint, "room-events"},
                                {RefKind::function, "to-map"},
                                {RefKind::downstream, "floor-map"},
                                {RefKind::route, "room-changes"}};
        const std::string text = servicesText(building, refs);
        const auto added = addServices(grid, text);
        TF_OK(added);
        QCOMPARE(added->size(), std::size_t{5});
        for (const ServiceRef& ref : *added) QVERIFY2(exists(grid, ref), ref.name.c_str());
        // There is an 'ingest' already, with another script.
        const auto* ingest = deployment::findFunction(grid, "ingest-2");
        QVERIFY(ingest);
        TF_COMPARE(ingest->file, "functions/ingest-2.js");
        TF_COMPARE(deployment::findFile(grid.scripts, ingest->file)->text,
                   deployment::findFile(building.scripts, "functions/ingest.js")->text);
        QVERIFY(exists(grid, {RefKind::coupling, "ingest-2", "grid-twins"}));
        QVERIFY(exists(grid, {RefKind::coupling, "to-map", "floor-map"}));
        TF_COMPARE(deployment::findRoute(grid, "room-changes")->endpoint, "room-events");
        QVERIFY(!addServices(grid, "{}"));
        QVERIFY(!addServices(grid, "no JSON at all"));
    }

    void everyTemplateGivesAServiceThatIsThere() {
        for (int kind = 0; kind <= static_cast<int>(ServiceTemplate::dataHistory); ++kind) {
            auto deployment = deployment::newProject("Plant");
            const ServiceRef added = add(deployment, static_cast<ServiceTemplate>(kind));
            QVERIFY2(exists(deployment, added), added.name.c_str());
        }
    }

    void countsKeepTheirOrderThroughoutARun() {
        QTemporaryDir folder;
        const auto deployment = deployment::load(sample("energy-grid"))->deployment;
        auto run = engine::Run::compile(deployment, optionsIn(folder, "energy-grid"));
        TF_OK(run);
        const auto before = countsOf((*run)->snapshot());
        (*run)->advance(5000);
        const auto after = countsOf((*run)->snapshot());
        QCOMPARE(after.size(), before.size());
        for (std::size_t i = 0; i < after.size(); ++i) QVERIFY(after[i].key == before[i].key);
    }

    void ratesAreOfVirtualTime() {
        RunHistory history;
        const CountKey key{{RefKind::route, "r"}, {}, Measure::through};
        for (int i = 0; i <= 10; ++i)
            history.add(Instant(std::chrono::seconds(10 * i)), i * 0.5, {{key, static_cast<std::uint64_t>(50 * i)}});
        QCOMPARE(history.rate(key), 5.0);
        const auto rates = history.rates(history.find(key), 5, std::chrono::hours(1));
        QCOMPARE(rates, std::vector<double>(5, 5.0));
        QCOMPARE(history.rate(CountKey{{RefKind::route, "other"}, {}, Measure::through}), 0.0);
    }

    void whatIsNewInARunWasNothingBefore() {
        RunHistory history;
        const CountKey a{{RefKind::route, "a"}, {}, Measure::through};
        const CountKey b{{RefKind::route, "b"}, {}, Measure::through};
        history.add(Instant(), 0, {{a, 5}});
        history.add(Instant(std::chrono::seconds(1)), 1, {{b, 2}, {a, 7}});
        QCOMPARE(history.samples().front().values, (std::vector<std::uint64_t>{0, 5}));
        QCOMPARE(history.latest(a), std::uint64_t{7});
        QCOMPARE(history.latest(b), std::uint64_t{2});
    }

    void aLongRunKeepsItsBeginningAndItsEnd() {
        RunHistory history;
        const CountKey key{{RefKind::route, "r"}, {}, Measure::through};
        for (int i = 0; i < 20'000; ++i)
            history.add(Instant(std::chrono::seconds(i)), i, {{key, static_cast<std::uint64_t>(i)}});
        QVERIFY(history.samples().size() <= RunHistory::kMaxSamples);
        QVERIFY(history.samples().front().at == Instant());
        QVERIFY(history.samples().back().at == Instant(std::chrono::seconds(19'999)));
    }

    void aRunGoesToItsEndOnItsOwnThread() {
        QTemporaryDir folder;
        RunMonitor monitor;
        QSignalSpy advanced(&monitor, &RunMonitor::advanced);
        RunSetup setup;
        setup.projectFolder = sample("first-steps");
        setup.outputFolder = fs::path(folder.path().toStdString()) / "out";
        monitor.start(std::make_shared<deployment::Deployment>(deployment::load(sample("first-steps"))->deployment),
                      setup);
        QTRY_COMPARE_WITH_TIMEOUT(monitor.state(), RunMonitor::State::finished, 60'000);
        QVERIFY(monitor.end() != nullptr);
        QVERIFY(!monitor.end()->verdicts.empty());
        for (const auto& verdict : monitor.end()->verdicts) QVERIFY(verdict.met);
        QVERIFY(monitor.view().snapshot.messages > 0);
        QVERIFY(!monitor.view().chains.empty());
        // However many events there were, a beat tells once.
        QVERIFY(static_cast<std::uint64_t>(advanced.size()) < monitor.view().snapshot.messages);
    }

    void aStepMovesSomethingAndWaits() {
        QTemporaryDir folder;
        RunMonitor monitor;
        RunSetup setup;
        setup.projectFolder = sample("first-steps");
        setup.outputFolder = fs::path(folder.path().toStdString()) / "out";
        setup.paused = true;
        monitor.start(std::make_shared<deployment::Deployment>(deployment::load(sample("first-steps"))->deployment),
                      setup);
        QTRY_COMPARE(monitor.state(), RunMonitor::State::paused);
        for (std::uint64_t steps = 1; steps <= 3; ++steps) {
            const std::uint64_t before = monitor.view().snapshot.messages + monitor.view().snapshot.events;
            monitor.step();
            QTRY_VERIFY(monitor.view().snapshot.messages + monitor.view().snapshot.events > before);
            QCOMPARE(monitor.state(), RunMonitor::State::paused);
        }
        monitor.stop();
        QCOMPARE(monitor.state(), RunMonitor::State::stopping);
        QTRY_COMPARE(monitor.state(), RunMonitor::State::stopped);
        QVERIFY(monitor.hasView()); // what it has counted stays
    }

    void nobodyWaitsForARunThatIsGivenUp() {
        QTemporaryDir folder;
        const auto design =
            std::make_shared<deployment::Deployment>(deployment::load(sample("smart-building"))->deployment);
        RunSetup setup;
        setup.projectFolder = sample("smart-building");
        setup.outputFolder = fs::path(folder.path().toStdString()) / "out";
        setup.speed = 1;
        RunMonitor monitor;
        monitor.start(design, setup);
        monitor.stop(); // while it is being compiled
        QCOMPARE(monitor.state(), RunMonitor::State::stopping);
        // Of those that are begun meanwhile the last one runs, when the others are over and left its folder alone.
        setup.paused = true;
        monitor.start(design, setup);
        monitor.start(design, setup);
        monitor.step();
        QCOMPARE(monitor.state(), RunMonitor::State::compiling);
        QTRY_COMPARE(monitor.state(), RunMonitor::State::paused);
        QTRY_VERIFY(monitor.hasView() && monitor.view().snapshot.messages + monitor.view().snapshot.events > 0);
        monitor.clear();
        QCOMPARE(monitor.state(), RunMonitor::State::idle);
        QVERIFY(!monitor.hasView());
        monitor.start(design, setup);
        monitor.stop(); // it had not begun
        QCOMPARE(monitor.state(), RunMonitor::State::idle);
    }

    void aRunThatCannotBeMadeSaysWhy() {
        QTemporaryDir folder;
        auto deployment = deployment::load(sample("first-steps"))->deployment;
        deployment.routes[0].endpoint = "nowhere";
        RunMonitor monitor;
        RunSetup setup;
        setup.projectFolder = sample("first-steps");
        setup.outputFolder = fs::path(folder.path().toStdString()) / "out";
        monitor.start(std::make_shared<deployment::Deployment>(std::move(deployment)), setup);
        QTRY_COMPARE(monitor.state(), RunMonitor::State::refused);
        QVERIFY(!monitor.refusal().what.empty());
    }

    void ofJobsTheNewestWins() {
        JobRunner runner;
        std::mutex gate;
        gate.lock();
        int seen = 0;
        runner.start(
            [&](const std::stop_token&) {
                const std::lock_guard wait(gate);
                return 1;
            },
            [&](int value) { seen = value; });
        runner.start([](const std::stop_token& token) { return token.stop_requested() ? 0 : 2; },
                     [&](int value) { seen = value; });
        gate.unlock();
        QTRY_VERIFY(!runner.isBusy());
        QCOMPARE(seen, 2);
    }
};

QTEST_MAIN(BridgeTest)
#include "tst_bridge.moc"
