// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The picture: its columns, its layout, and a hand that draws couplings, moves cards and takes them away.
#include "bridge/edits.h"
#include "bridge/samples.h"
#include "deployment/project.h"
#include "flow/flow_export.h"
#include "flow/flow_panel.h"
#include "flow/flow_paths.h"
#include "flow/refusal_popup.h"
#include "support.h"

#include <QImage>
#include <QPushButton>
#include <QTemporaryDir>

using namespace twinflow;
using namespace twinflow::ui;
namespace fs = std::filesystem;

namespace {

/// A picture on a window, with a sample in it.
struct Stage {
    DeploymentController controller;
    RunMonitor run;
    Selection selection;
    std::unique_ptr<FlowPanel> panel;

    explicit Stage(const char* sample) {
        panel = std::make_unique<FlowPanel>(controller, run, selection);
        panel->resize(1500, 800);
        panel->show();
        controller.open(test::sourceFolder() / "resources/samples" / sample);
        QTRY_VERIFY(controller.isOpen() && !controller.isChecking());
        panel->view().fit();
    }

    FlowScene& scene() { return panel->scene(); }
    QPoint middleOf(const ServiceRef& ref) {
        return panel->view().mapFromScene(scene().cardOf(ref)->sceneBoundingRect().center());
    }
    QPoint portOf(const ServiceRef& ref) { return panel->view().mapFromScene(scene().cardOf(ref)->port()); }
    void drag(QPoint from, QPoint to) {
        QWidget* field = panel->view().viewport();
        QTest::mouseMove(field, from);
        QTest::mousePress(field, Qt::LeftButton, {}, from);
        for (int i = 1; i <= 8; ++i) {
            QMouseEvent move(QEvent::MouseMove, QPointF(from + (to - from) * i / 8),
                             field->mapToGlobal(QPointF(from + (to - from) * i / 8)), Qt::NoButton, Qt::LeftButton, {});
            QApplication::sendEvent(field, &move);
        }
        QTest::mouseRelease(field, Qt::LeftButton, {}, to);
    }
};

const ServiceRef kHub{RefKind::hub, "building-hub"};
const ServiceRef kTwins{RefKind::twins, "building-twins"};
const ServiceRef kStream{RefKind::endpoint, "twin-stream"};
const ServiceRef kMap{RefKind::downstream, "floor-map"};

} // namespace

class FlowTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void linesGoFromLeftToRightUnlessTheyGoBack() {
        for (const char* name : {"first-steps", "energy-grid", "smart-building"}) {
            const auto deployment = deployment::load(test::sourceFolder() / "resources/samples" / name)->deployment;
            const FlowGraph graph = flowGraph(deployment);
            QVERIFY(!graph.lines.empty());
            for (const FlowLine& line : graph.lines) {
                const bool back = graph.nodes[line.to].column < graph.nodes[line.from].column;
                QCOMPARE(back, line.kind == LineKind::back);
            }
        }
    }

    void cardsDoNotCoverEachOther() {
        const auto deployment = deployment::load(test::sourceFolder() / "resources/samples/smart-building")->deployment;
        const FlowGraph graph = flowGraph(deployment);
        const FlowPlaces places = layoutFlow(graph, {});
        for (std::size_t a = 0; a < places.cards.size(); ++a) {
            for (std::size_t b = a + 1; b < places.cards.size(); ++b)
                QVERIFY2(!places.cards[a].intersects(places.cards[b]), graph.nodes[a].ref.name.c_str());
        }
        QCOMPARE(layoutFlow(graph, {}).cards, places.cards); // the same graph, the same places
    }

    void aMovedCardMovesNobodyElse() {
        const auto deployment = deployment::load(test::sourceFolder() / "resources/samples/smart-building")->deployment;
        const FlowGraph graph = flowGraph(deployment);
        const FlowPlaces before = layoutFlow(graph, {});
        Layout layout;
        layout.spots["endpoint/twin-stream"] = {900, 900};
        const FlowPlaces after = layoutFlow(graph, layout);
        for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
            if (graph.nodes[i].ref == kStream)
                QCOMPARE(after.cards[i].topLeft(), QPointF(900, 900));
            else
                QCOMPARE(after.cards[i], before.cards[i]);
        }
    }

    void aQueueIsACardBetweenItsTopicAndItsReader() {
        auto deployment = deployment::load(test::sourceFolder() / "resources/samples/smart-building")->deployment;
        const ServiceRef queue = add(deployment, ServiceTemplate::serviceBusQueue);
        join(deployment, {RefKind::endpoint, "incident-topic"}, queue);
        join(deployment, queue, {RefKind::downstream, "audit-log"});
        const FlowGraph graph = flowGraph(deployment);
        const FlowNode& card = graph.nodes[graph.find(queue)];
        QCOMPARE(card.subtitle, QStringLiteral("Service Bus queue"));
        const auto line = [&](const ServiceRef& from, const ServiceRef& to) {
            return std::find_if(graph.lines.begin(), graph.lines.end(), [&](const FlowLine& each) {
                return each.from == graph.find(from) && each.to == graph.find(to);
            });
        };
        const auto in = line({RefKind::endpoint, "incident-topic"}, queue);
        const auto out = line(queue, {RefKind::downstream, "audit-log"});
        QVERIFY(in != graph.lines.end() && out != graph.lines.end());
        QVERIFY(in->kind == LineKind::flow);
        TF_COMPARE(in->through.taker, queue.name);  // the subscription that forwards
        TF_COMPARE(out->through.taker, queue.name); // the queue itself
        const FlowPlaces places = layoutFlow(graph, {});
        for (std::size_t a = 0; a < places.cards.size(); ++a) {
            for (std::size_t b = a + 1; b < places.cards.size(); ++b)
                QVERIFY2(!places.cards[a].intersects(places.cards[b]), graph.nodes[a].ref.name.c_str());
        }
    }

    void aPressSelectsForEverybody() {
        Stage stage("smart-building");
        QTest::mouseClick(stage.panel->view().viewport(), Qt::LeftButton, {}, stage.middleOf(kStream));
        QVERIFY(stage.selection.single() == kStream);
        stage.selection.select(kMap);
        QVERIFY(stage.scene().cardOf(kMap)->isSelected());
        QVERIFY(!stage.scene().cardOf(kStream)->isSelected());
    }

    void draggedCardsAreOneEntryOfTheHistory() {
        Stage stage("smart-building");
        const QPointF before = stage.scene().cardOf(kStream)->pos();
        stage.drag(stage.middleOf(kStream), stage.middleOf(kStream) + QPoint(40, 60));
        QCOMPARE(stage.controller.undoStack().count(), 1);
        QVERIFY(stage.scene().cardOf(kStream)->pos() != before);
        QCOMPARE(stage.controller.layout().spots.size(), std::size_t{1});
        stage.controller.undoStack().undo();
        QCOMPARE(stage.scene().cardOf(kStream)->pos(), before);
    }

    void aCouplingIsDrawnFromAPort() {
        Stage stage("smart-building");
        const ServiceRef log{RefKind::downstream, "audit-log"};
        QVERIFY(!exists(stage.controller.deployment(), {RefKind::coupling, "incident-topic", "audit-log"}));
        const ServiceRef topic{RefKind::endpoint, "incident-topic"};
        stage.drag(stage.portOf(topic), stage.middleOf(log));
        QTRY_VERIFY(exists(stage.controller.deployment(), {RefKind::coupling, "incident-topic", "audit-log"}));
        QCOMPARE(stage.controller.undoStack().count(), 1);
    }

    void aPortIsTakenOnBothSidesOfTheEdge() {
        Stage stage("smart-building");
        const NodeItem* card = stage.scene().cardOf(kHub);
        for (const double aside : {-4.0, 0.0, 4.0}) {
            const QPointF at = card->port() + QPointF(aside, 0);
            QCOMPARE(stage.scene().cardAt(at), card);
            QVERIFY(card->isOnPort(at));
        }
    }

    void aForbiddenCouplingSaysWhyAndOffersTheWay() {
        Stage stage("smart-building");
        auto* popup = stage.panel->findChild<RefusalPopup*>();
        const std::size_t functions = stage.controller.deployment().functions.size();
        stage.drag(stage.portOf(kHub), stage.middleOf(kTwins));
        QTRY_VERIFY(popup->isVisible());
        QCOMPARE(stage.controller.undoStack().count(), 0); // nothing was drawn silently
        auto* fix = popup->findChild<QPushButton*>(QStringLiteral("refusalFix"));
        QVERIFY(fix->isVisible());
        QTest::mouseClick(fix, Qt::LeftButton);
        QCOMPARE(stage.controller.deployment().functions.size(), functions + 1);
        QVERIFY(!exists(stage.controller.deployment(), {RefKind::coupling, kHub.name, kTwins.name}));
        QTRY_VERIFY(!stage.controller.isChecking());
        for (const auto& finding : stage.controller.findings()) QVERIFY(finding.error.severity != Severity::error);
        stage.controller.undoStack().undo();
        QCOMPARE(stage.controller.deployment().functions.size(), functions);
    }

    void storageStraightOnTheGraphGetsAnEndpointBetween() {
        Stage stage("smart-building");
        auto* popup = stage.panel->findChild<RefusalPopup*>();
        stage.drag(stage.portOf(kTwins), stage.middleOf({RefKind::downstream, "archive"}));
        QTRY_VERIFY(popup->isVisible());
        const std::size_t endpoints = stage.controller.deployment().endpoints.size();
        QTest::mouseClick(popup->findChild<QPushButton*>(QStringLiteral("refusalFix")), Qt::LeftButton);
        QCOMPARE(stage.controller.deployment().endpoints.size(), endpoints + 1);
    }

    void whatChangesWhileACouplingIsTriedStays() {
        Stage stage("smart-building");
        const ServiceRef topic{RefKind::endpoint, "incident-topic"};
        stage.scene().links().link(topic, {RefKind::downstream, "audit-log"});
        stage.controller.edit(QStringLiteral("name"), [](auto& deployment) { deployment.name = "meanwhile"; });
        QTRY_VERIFY(exists(stage.controller.deployment(), {RefKind::coupling, "incident-topic", "audit-log"}));
        TF_COMPARE(stage.controller.deployment().name, "meanwhile");
    }

    void aRefusalGoesWithTheDesignThatItSpeaksOf() {
        Stage stage("smart-building");
        auto* popup = stage.panel->findChild<RefusalPopup*>();
        QSignalSpy refused(&stage.scene().links(), &LinkMaker::refused);
        stage.drag(stage.portOf(kHub), stage.middleOf(kTwins));
        QTRY_VERIFY(popup->isVisible());
        stage.controller.edit(QStringLiteral("name"), [](auto& deployment) { deployment.name = "meanwhile"; });
        QVERIFY(!popup->isVisible());
        const auto now = stage.controller.shared();
        stage.scene().links().mend(refused.front().front().value<Refusal>());
        QCOMPARE(stage.controller.shared(), now);
        // What is tried for one project says nothing of the next.
        stage.scene().links().link({RefKind::endpoint, "incident-topic"}, {RefKind::downstream, "audit-log"});
        stage.controller.begin(*now);
        QTRY_VERIFY(!stage.controller.isChecking());
        QCOMPARE(stage.controller.undoStack().count(), 0);
    }

    void aLineFromACardThatGoesIsAbandoned() {
        Stage stage("smart-building");
        const QPoint port = stage.portOf(kStream);
        QTest::mousePress(stage.panel->view().viewport(), Qt::LeftButton, {}, port);
        stage.controller.edit(QStringLiteral("remove"),
                              [](auto& deployment) { removeAll(deployment, std::vector{kStream}); });
        const qsizetype items = stage.scene().items().size();
        QMouseEvent move(QEvent::MouseMove, QPointF(port + QPoint(40, 0)), QPointF(port), Qt::NoButton, Qt::LeftButton,
                         {});
        QApplication::sendEvent(stage.panel->view().viewport(), &move);
        QTest::mouseRelease(stage.panel->view().viewport(), Qt::LeftButton, {}, stage.middleOf(kTwins));
        QCOMPARE(stage.scene().items().size(), items);
        QCOMPARE(stage.controller.undoStack().count(), 1);
    }

    void thePictureListensAgainWhenTheFocusGoesWithSpaceHeld() {
        Stage stage("smart-building");
        QTest::keyPress(&stage.panel->view(), Qt::Key_Space);
        QVERIFY(!stage.panel->view().isInteractive());
        QFocusEvent away(QEvent::FocusOut);
        QApplication::sendEvent(&stage.panel->view(), &away);
        QVERIFY(stage.panel->view().isInteractive());
    }

    void arrowsWalkAndTheWheelZoomsToThePointer() {
        Stage stage("smart-building");
        stage.selection.select(kHub);
        QTest::keyClick(&stage.panel->view(), Qt::Key_Left);
        QCOMPARE(stage.selection.single().kind, RefKind::devices);
        const QPoint at = stage.middleOf(kMap);
        const QPointF under = stage.panel->view().mapToScene(at);
        const double scale = stage.panel->view().scale();
        stage.panel->view().zoom(1.5, at);
        QVERIFY(stage.panel->view().scale() > scale);
        const QPointF now = stage.panel->view().mapToScene(at);
        QVERIFY(QLineF(under, now).length() < 3);
    }

    void whatIsSelectedCanBeTakenAwayAndBroughtBack() {
        Stage stage("smart-building");
        const auto before = stage.controller.shared();
        stage.selection.select(kStream);
        stage.scene().removeSelected();
        QVERIFY(stage.scene().cardOf(kStream) == nullptr);
        QVERIFY(stage.selection.all().empty());
        stage.controller.undoStack().undo();
        QVERIFY(stage.scene().cardOf(kStream) != nullptr);
        QCOMPARE(stage.controller.shared(), before);
    }

    void everyServiceOfThePaletteCanBeAdded() {
        Stage stage("first-steps");
        for (int kind = 0; kind < 13; ++kind) {
            const std::size_t before = stage.scene().graph().nodes.size();
            const QPointF at(100, 400);
            stage.scene().addService(kind, kind % 2 == 0 ? &at : nullptr);
            QCOMPARE(stage.scene().graph().nodes.size(), before + 1);
        }
        while (stage.controller.undoStack().canUndo()) stage.controller.undoStack().undo();
        QVERIFY(!stage.controller.isModified());
    }

    void thePictureCanBeExported() {
        Stage stage("smart-building");
        QTemporaryDir folder;
        for (const char* name : {"flow.png", "flow.svg", "flow.pdf"}) {
            const QString path = folder.filePath(QLatin1String(name));
            const auto drawn = drawPicture(stage.scene(), path);
            TF_OK(drawn);
            std::stop_source cancelled;
            cancelled.request_stop();
            TF_OK(writePicture(*drawn, cancelled.get_token()));
            QVERIFY(!QFileInfo::exists(path));
            TF_OK(writePicture(*drawn, {}));
            QVERIFY(QFileInfo(path).size() > 5000);
            QVERIFY(
                !writePicture({folder.filePath(QStringLiteral("flow.png/") + path), drawn->image, drawn->bytes}, {}));
        }
        const QImage image(folder.filePath(QStringLiteral("flow.png")));
        QVERIFY(image.width() > 2000);
        QVERIFY(!drawPicture(stage.scene(), folder.filePath(QStringLiteral("flow.xyz"))));
    }

    void aPictureTooLargeForPixelsIsRefused() {
        Stage stage("smart-building");
        stage.controller.editLayout(QStringLiteral("move"), [&](Layout& layout) {
            layout.spots[keyOf(stage.scene().graph().nodes.front().ref)] = {20'000, 20'000};
        });
        const auto drawn = drawPicture(stage.scene(), QStringLiteral("flow.png"));
        QVERIFY(!drawn);
        TF_COMPARE(drawn.error().code, "picture-too-large");
        TF_OK(drawPicture(stage.scene(), QStringLiteral("flow.svg")));
        // Wider than the format has it, though the memory holds it.
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("wide.png"));
        const auto written = writePicture({path, QImage(2'000'000, 1, QImage::Format_ARGB32_Premultiplied), {}}, {});
        QVERIFY(!written);
        TF_COMPARE(written.error().code, "picture-too-large");
        QVERIFY(!QFileInfo::exists(path));
    }
};

QTEST_MAIN(FlowTest)
#include "tst_flow.moc"
