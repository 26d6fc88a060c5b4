// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Routes and endpoints as tables: sorted, searched, edited in place, one selection with everything else.
#include "deployment/services.h"
#include "panels/endpoint_table_model.h"
#include "panels/route_table_model.h"
#include "panels/service_table.h"
#include "support.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>

using namespace twinflow;
using namespace twinflow::ui;

class ServiceTableTest : public QObject {
    Q_OBJECT

    std::unique_ptr<DeploymentController> m_controller;
    std::unique_ptr<RunMonitor> m_run;
    std::unique_ptr<Selection> m_selection;
    std::unique_ptr<ServiceTable> m_routes;
    std::unique_ptr<ServiceTable> m_endpoints;

    QTableView& table() { return m_routes->table(); }
    QString cell(int row, int column) { return table().model()->index(row, column).data().toString(); }
    QPoint middle(int row, int column) { return table().visualRect(table().model()->index(row, column)).center(); }
    void click(int row, int column, Qt::KeyboardModifiers with = {}) {
        QTest::mouseClick(table().viewport(), Qt::LeftButton, with, middle(row, column));
    }
    int rowOf(const QString& name) {
        for (int row = 0; row < table().model()->rowCount(); ++row)
            if (cell(row, RouteTableModel::kName) == name) return row;
        return -1;
    }
    /// Two clicks, a text, Return.
    void write(int row, int column, const QString& text) {
        click(row, column);
        QTest::mouseDClick(table().viewport(), Qt::LeftButton, {}, middle(row, column));
        auto* editor = table().viewport()->findChild<QLineEdit*>();
        QVERIFY(editor);
        editor->selectAll();
        QTest::keyClicks(editor, text);
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_VERIFY(!table().viewport()->findChild<QLineEdit*>()); // it is taken a turn later
    }
    const routes::RouteSettings* route(const char* name) {
        return deployment::findRoute(m_controller->deployment(), name);
    }
    QPushButton* button(ServiceTable& in, const QString& title) {
        for (auto* each : in.findChildren<QPushButton*>())
            if (each->text() == title) return each;
        return nullptr;
    }

private Q_SLOTS:
    void init() {
        m_controller = std::make_unique<DeploymentController>();
        m_run = std::make_unique<RunMonitor>();
        m_selection = std::make_unique<Selection>();
        m_controller->open(test::sourceFolder() / "resources" / "samples" / "smart-building");
        QTRY_VERIFY(m_controller->isOpen() && !m_controller->isChecking());
        m_routes.reset(routeTable(*m_controller, *m_run, *m_selection, nullptr));
        m_endpoints.reset(endpointTable(*m_controller, *m_run, *m_selection, nullptr));
        new QAbstractItemModelTester(table().model(), QAbstractItemModelTester::FailureReportingMode::QtTest,
                                     m_routes.get());
        m_routes->resize(1000, 400);
        m_routes->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_routes.get()));
    }
    void cleanup() {
        m_routes.reset();
        m_endpoints.reset();
        m_selection.reset();
        m_run.reset();
        m_controller.reset();
    }

    void cellsAreWrittenThroughTheOneHistory() {
        const int count = m_controller->undoStack().count();
        write(rowOf(QStringLiteral("all-changes")), RouteTableModel::kFilter, QStringLiteral("subject = 'a'"));
        TF_COMPARE(route("all-changes")->filter, "subject = 'a'");
        write(rowOf(QStringLiteral("all-changes")), RouteTableModel::kName, QStringLiteral("everything"));
        QVERIFY(!route("all-changes"));
        TF_COMPARE(route("everything")->filter, "subject = 'a'");
        QVERIFY((m_selection->single() == ServiceRef{RefKind::route, "everything"}));
        QCOMPARE(m_controller->undoStack().count(), count + 2);
        m_controller->undoStack().undo();
        m_controller->undoStack().undo();
        QVERIFY(route("all-changes"));
        QVERIFY(!m_controller->isModified());
    }

    void aNameThatIsTakenIsRefused() {
        const auto before = m_controller->deployment();
        const std::string other =
            before.routes[0].name == "all-changes" ? before.routes[1].name : before.routes[0].name;
        auto* note = m_routes->findChild<QLabel*>(QStringLiteral("tableNote"));
        QVERIFY(!note->isVisible());
        write(rowOf(QStringLiteral("all-changes")), RouteTableModel::kName, QString::fromStdString(other));
        QVERIFY(m_controller->deployment() == before);
        QVERIFY(note->isVisible());
        QVERIFY(note->text().contains(QString::fromStdString(other)));
        write(rowOf(QStringLiteral("all-changes")), RouteTableModel::kName, QStringLiteral("everything"));
        QVERIFY(route("everything"));
        QVERIFY(!note->isVisible());
        // An endpoint shares its names with all services.
        QAbstractItemModel& endpoints = *m_endpoints->table().model();
        QVERIFY(!endpoints.setData(endpoints.index(0, EndpointTableModel::kName),
                                   QString::fromStdString(before.hubs.front().name)));
    }

    void ofTwoRoutesOfOneNameOneIsChanged() {
        m_controller->edit(QStringLiteral("Twice"), [](deployment::Deployment& deployment) {
            deployment.routes[1].name = deployment.routes[0].name;
        });
        auto wanted = m_controller->deployment().routes;
        wanted[1].filter = "false";
        QAbstractItemModel& model = *table().model();
        QVERIFY(model.setData(model.index(1, RouteTableModel::kFilter), QStringLiteral("false")));
        QCOMPARE(m_controller->deployment().routes, wanted);
        QCOMPARE(cell(1, RouteTableModel::kFilter), QStringLiteral("false"));
        wanted[1].name = "second";
        QVERIFY(model.setData(model.index(1, RouteTableModel::kName), QStringLiteral("second")));
        QCOMPARE(m_controller->deployment().routes, wanted);
    }

    void theEndpointIsOneThatIsThere() {
        const int row = rowOf(QStringLiteral("all-changes"));
        const std::string before = route("all-changes")->endpoint;
        click(row, RouteTableModel::kEndpoint);
        QTest::keyClick(&table(), Qt::Key_Return); // the keys' way
        auto* box = table().viewport()->findChild<QComboBox*>();
        QVERIFY(box);
        QCOMPARE(box->count(), static_cast<int>(m_controller->deployment().endpoints.size()));
        QCOMPARE(box->currentText().toStdString(), before);
        const int other = (box->currentIndex() + 1) % box->count();
        const std::string wanted = box->itemText(other).toStdString();
        box->setCurrentIndex(other);
        Q_EMIT box->activated(other);
        TF_COMPARE(route("all-changes")->endpoint, wanted);
    }

    void aWrongFilterSaysSoWhileItIsTyped() {
        const int row = rowOf(QStringLiteral("all-changes"));
        click(row, RouteTableModel::kFilter);
        QTest::keyClick(&table(), Qt::Key_F2);
        auto* editor = table().viewport()->findChild<QLineEdit*>();
        QVERIFY(editor);
        QTest::keyClicks(editor, QStringLiteral("type = AND"));
        QVERIFY(editor->property("wrong").toBool());
        QVERIFY(!editor->toolTip().isEmpty());
        QTest::keyClick(editor, Qt::Key_Escape);
        QVERIFY(!m_controller->isModified());
    }

    void severalAreDuplicatedAndRemoved() {
        const auto before = m_controller->deployment().routes;
        click(0, RouteTableModel::kName);
        click(1, RouteTableModel::kName, Qt::ControlModifier);
        QCOMPARE(m_selection->all().size(), std::size_t{2});
        QTest::mouseClick(button(*m_routes, QStringLiteral("Duplicate")), Qt::LeftButton);
        QCOMPARE(m_controller->deployment().routes.size(), before.size() + 2);
        QCOMPARE(m_selection->all().size(), std::size_t{2}); // the copies
        QVERIFY(!m_selection->contains({RefKind::route, before[0].name}));
        QTest::keyClick(&table(), Qt::Key_Delete);
        QCOMPARE(m_controller->deployment().routes, before);
        m_controller->undoStack().undo();
        QCOMPARE(m_controller->deployment().routes.size(), before.size() + 2);
    }

    void oneSelectionBothWays() {
        m_selection->select({RefKind::route, "all-changes"});
        QCOMPARE(table().selectionModel()->selectedRows().size(), 1);
        QCOMPARE(table().selectionModel()->selectedRows().front().row(), rowOf(QStringLiteral("all-changes")));
        m_selection->select({RefKind::endpoint, "twin-stream"});
        QVERIFY(!table().selectionModel()->hasSelection());
        QCOMPARE(m_endpoints->table().selectionModel()->selectedRows().size(), 1);
        QSignalSpy revealed(m_selection.get(), &Selection::revealed);
        click(2, RouteTableModel::kName);
        QCOMPARE(revealed.size(), 1);
        QVERIFY(m_selection->single().kind == RefKind::route);
        QVERIFY(!m_endpoints->table().selectionModel()->hasSelection());
    }

    void rowsAreSearchedAndSorted() {
        const int all = table().model()->rowCount();
        auto* filter = m_routes->findChild<QLineEdit*>(QStringLiteral("tableFilter"));
        QTest::keyClicks(filter, QStringLiteral("all-ch"));
        QVERIFY(table().model()->rowCount() > 0 && table().model()->rowCount() < all);
        QTest::keyClick(filter, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(filter, Qt::Key_Delete);
        QCOMPARE(table().model()->rowCount(), all);
        QHeaderView* header = table().horizontalHeader();
        const QPoint name(header->sectionViewportPosition(RouteTableModel::kName) + 40, header->height() / 2);
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, name);
        for (int row = 1; row < all; ++row) QVERIFY(cell(row - 1, 0).compare(cell(row, 0), Qt::CaseInsensitive) <= 0);
    }

    void figuresAreThoseOfTheRun() {
        QCOMPARE(cell(0, RouteTableModel::kDelivered), QString(QChar(0x2013)));
        QTemporaryDir out;
        RunSetup setup;
        setup.outputFolder = out.path().toStdString();
        setup.projectFolder = m_controller->folder();
        m_run->start(m_controller->shared(), setup);
        QTRY_COMPARE_WITH_TIMEOUT(m_run->state(), RunMonitor::State::finished, 60'000);
        const int row = rowOf(QStringLiteral("all-changes"));
        const auto& routes = m_run->view().snapshot.routes;
        const auto entry =
            std::find_if(routes.begin(), routes.end(), [](const auto& each) { return each.name == "all-changes"; });
        const QModelIndex delivered = table().model()->index(row, RouteTableModel::kDelivered);
        const QModelIndex held = table().model()->index(row, RouteTableModel::kHeld);
        QVERIFY(entry->row.delivered > 0);
        QCOMPARE(delivered.data(ServiceTableModel::kSort).toULongLong(), entry->row.delivered);
        QCOMPARE(held.data(ServiceTableModel::kSort).toULongLong(), entry->row.filtered);
    }

    void anEndpointIsAdded() {
        const auto before = m_controller->deployment().endpoints.size();
        QTest::mouseClick(button(*m_endpoints, QStringLiteral("Add Service Bus")), Qt::LeftButton);
        QCOMPARE(m_controller->deployment().endpoints.size(), before + 1);
        QVERIFY(m_controller->deployment().endpoints.back().kind == endpoints::EndpointKind::serviceBus);
        QVERIFY(m_selection->single().kind == RefKind::endpoint);
    }
};

QTEST_MAIN(ServiceTableTest)
#include "tst_service_table.moc"
