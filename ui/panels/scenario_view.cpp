// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/scenario_view.h"

#include "bridge/scenario_edits.h"
#include "bridge/text.h"
#include "editors/choice_cell.h"
#include "editors/delete_key.h"
#include "panels/expectation_model.h"
#include "panels/fault_editor.h"
#include "panels/traffic_editor.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace twinflow::ui {

ScenarioView::ScenarioView(DeploymentController& controller, const QString& path, QWidget* parent)
    : QTabWidget(parent) {
    setObjectName(QStringLiteral("scenarioView"));
    setDocumentMode(true);
    const std::string file = utf8(path);
    for (const auto& [page, title] :
         {std::pair<QWidget*, QString>{new FaultEditor(controller, file, this), tr("Faults")},
          {new TrafficEditor(controller, file, this), tr("Traffic")},
          {expectations(controller, file), tr("Expectations")}}) {
        page->setProperty("role", QStringLiteral("panel"));
        page->setAttribute(Qt::WA_StyledBackground);
        auto* note = new QLabel(page);
        note->setObjectName(QStringLiteral("scenarioNote"));
        note->setWordWrap(true);
        note->setProperty("role", QStringLiteral("error"));
        static_cast<QVBoxLayout*>(page->layout())->insertWidget(0, note);
        m_notes.push_back(note);
        addTab(page, title);
    }
    const auto tell = [this, &controller, file] { showObstacle(obstacleToEdit(controller.deployment(), file)); };
    connect(&controller, &DeploymentController::deploymentChanged, this, tell);
    tell();
}

void ScenarioView::showObstacle(const std::optional<Error>& obstacle) {
    for (QLabel* note : m_notes) {
        note->setVisible(obstacle.has_value());
        if (!obstacle) continue;
        note->setText(tr("Only the text can be changed until this is mended in line %1: %2 %3")
                          .arg(QString::number(obstacle->place.line), text(obstacle->what), text(obstacle->hint)));
    }
}

QWidget* ScenarioView::expectations(DeploymentController& controller, const std::string& path) {
    auto* page = new QWidget(this);
    auto* model = new ExpectationModel(controller, path, page);
    auto* table = new QTableView(page);
    table->setObjectName(QStringLiteral("expectations"));
    table->setAccessibleName(tr("Expectations"));
    table->setModel(model);
    table->setItemDelegateForColumn(ExpectationModel::kKind, new ChoiceCell(ExpectationModel::kinds, table));
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setShowGrid(false);
    table->horizontalHeader()->setHighlightSections(false);
    table->setWordWrap(false);
    table->setTabKeyNavigation(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(26);
    const int widths[]{104, 120, 92, 58, 58, 54, 72};
    for (int column = 0; column < ExpectationModel::kColumns; ++column) table->setColumnWidth(column, widths[column]);
    table->horizontalHeader()->setSectionResizeMode(ExpectationModel::kOf, QHeaderView::Stretch);
    auto* adder = new QPushButton(tr("Add expectation"), page);
    auto* remove = new QPushButton(tr("Remove"), page);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(adder);
    buttons->addWidget(remove);
    buttons->addStretch();
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(12, 8, 12, 8);
    column->addWidget(table, 1);
    column->addLayout(buttons);
    const auto showRemove = [table, remove] { remove->setEnabled(table->selectionModel()->hasSelection()); };
    connect(table->selectionModel(), &QItemSelectionModel::selectionChanged, page, showRemove);
    connect(model, &QAbstractItemModel::modelReset, page, showRemove);
    showRemove();
    connect(adder, &QPushButton::clicked, page, [model, table] {
        model->add();
        table->selectRow(model->rowCount() - 1);
    });
    const auto removeRows = [model, table] {
        std::vector<int> rows;
        for (const QModelIndex& index : table->selectionModel()->selectedRows()) rows.push_back(index.row());
        if (!rows.empty()) model->remove(rows);
    };
    connect(remove, &QPushButton::clicked, page, removeRows);
    new DeleteKey(table, removeRows);
    return page;
}

} // namespace twinflow::ui
