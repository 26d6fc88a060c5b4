// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/service_table.h"

#include "bridge/text.h"
#include "editors/choice_cell.h"
#include "editors/delete_key.h"
#include "editors/filter_cell.h"
#include "look/labels.h"
#include "look/seen.h"
#include "panels/empty_hint.h"
#include "panels/endpoint_table_model.h"
#include "panels/route_table_model.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace twinflow::ui {

namespace {

constexpr qint64 kBeat = 400; // ms

/// Rows that have all words, in any column.
class WordFilter : public QSortFilterProxyModel {
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;
    void setWords(const QString& text) {
        m_words = text.split(u' ', Qt::SkipEmptyParts);
        invalidateFilter();
    }

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override {
        QString all;
        for (int column = 0; column < sourceModel()->columnCount(parent); ++column)
            all += sourceModel()->index(row, column, parent).data().toString() + u' ';
        return std::all_of(m_words.begin(), m_words.end(),
                           [&](const QString& word) { return all.contains(word, Qt::CaseInsensitive); });
    }

private:
    QStringList m_words;
};

} // namespace

ServiceTable::ServiceTable(DeploymentController& controller, RunMonitor& run, Selection& selection,
                           ServiceTableModel* model, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_run(run)
    , m_selection(selection)
    , m_model(model)
    , m_shown(new WordFilter(this))
    , m_table(new QTableView(this))
    , m_filter(new QLineEdit(this))
    , m_head(new QHBoxLayout)
    , m_note(new QLabel(this))
    , m_duplicate(new QPushButton(tr("Duplicate"), this))
    , m_remove(new QPushButton(tr("Remove"), this)) {
    setProperty("role", QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    m_model->setParent(this);
    m_shown->setSourceModel(m_model);
    m_shown->setSortRole(ServiceTableModel::kSort);
    m_shown->setSortCaseSensitivity(Qt::CaseInsensitive);
    m_filter->setObjectName(QStringLiteral("tableFilter"));
    m_filter->setPlaceholderText(tr("Words in any column …"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setAccessibleName(tr("Show rows with these words"));
    m_table->setModel(m_shown);
    m_table->setSortingEnabled(true);
    m_table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder); // as they are written
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    m_table->setTabKeyNavigation(false);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(28);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->installEventFilter(this);
    new DeleteKey(m_table, [this] { removeSelected(); });
    m_table->viewport()->installEventFilter(this);
    m_head->setContentsMargins(12, 6, 12, 0);
    m_head->addWidget(m_filter, 1);
    m_head->addWidget(m_duplicate);
    m_head->addWidget(m_remove);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(m_head);
    column->addWidget(m_note);
    column->addWidget(m_table, 1);
    m_note->setObjectName(QStringLiteral("tableNote"));
    m_note->setProperty("role", QStringLiteral("error"));
    m_note->setWordWrap(true);
    m_note->setContentsMargins(12, 0, 12, 0);
    m_note->hide();
    const auto note = [this](const QString& why) {
        m_note->setText(why);
        m_note->setVisible(!why.isEmpty());
    };
    connect(m_model, &ServiceTableModel::refused, this, note);
    connect(&controller, &DeploymentController::deploymentChanged, m_note, &QWidget::hide);
    connect(m_filter, &QLineEdit::textChanged, this,
            [this](const QString& words) { static_cast<WordFilter*>(m_shown)->setWords(words); });
    connect(m_duplicate, &QPushButton::clicked, this, &ServiceTable::duplicateSelected);
    connect(m_remove, &QPushButton::clicked, this, &ServiceTable::removeSelected);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ServiceTable::takeSelection);
    connect(m_table, &QTableView::clicked, this, [this](const QModelIndex& index) {
        Q_EMIT m_selection.revealed(m_model->at(m_shown->mapToSource(index).row()));
    });
    connect(&selection, &Selection::changed, this, &ServiceTable::showSelection);
    connect(m_shown, &QAbstractItemModel::modelReset, this, &ServiceTable::showSelection);
    connect(m_model, &ServiceTableModel::renamed, this, [this](const ServiceRef& after) {
        if (exists(m_controller.deployment(), after)) m_selection.select(after);
    });
    connect(&run, &RunMonitor::advanced, this, [this] {
        if (!isSeen(*this) || (m_refreshed.isValid() && m_refreshed.elapsed() < kBeat)) return;
        m_refreshed.start();
        m_model->showFigures();
    });
    connect(&run, &RunMonitor::stateChanged, m_model, &ServiceTableModel::showFigures);
    showSelection();
}

void ServiceTable::addAdder(const QString& title, ServiceTemplate kind) {
    auto* adder = new QPushButton(title, this);
    m_head->insertWidget(1, adder);
    connect(adder, &QPushButton::clicked, this, [this, title, kind] {
        ServiceRef added;
        m_controller.edit(title, [&](deployment::Deployment& deployment) { added = add(deployment, kind); });
        if (!added.isNone()) m_selection.select(added);
    });
}

std::vector<ServiceRef> ServiceTable::selected() const {
    std::vector<ServiceRef> refs;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows())
        refs.push_back(m_model->at(m_shown->mapToSource(index).row()));
    return refs;
}

void ServiceTable::takeSelection() {
    if (m_selecting) return;
    m_selecting = true;
    m_selection.set(selected());
    m_selecting = false;
    showButtons();
}

void ServiceTable::showSelection() {
    if (m_selecting) return;
    m_selecting = true;
    QItemSelection rows;
    QModelIndex first;
    for (const ServiceRef& ref : m_selection.all()) {
        const int row = m_model->find(ref);
        const QModelIndex index = row < 0 ? QModelIndex() : m_shown->mapFromSource(m_model->index(row, 0));
        if (!index.isValid()) continue;
        rows.select(index, index);
        if (!first.isValid()) first = index;
    }
    m_table->selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    if (first.isValid()) {
        if (!rows.contains(m_table->currentIndex()) && !m_table->currentIndex().isValid())
            m_table->selectionModel()->setCurrentIndex(first, QItemSelectionModel::NoUpdate);
        m_table->scrollTo(first);
    }
    m_selecting = false;
    showButtons();
}

void ServiceTable::showButtons() {
    const bool any = m_table->selectionModel()->hasSelection();
    m_duplicate->setEnabled(any);
    m_remove->setEnabled(any);
}

void ServiceTable::removeSelected() {
    const auto refs = selected();
    if (refs.empty()) return;
    m_controller.edit(refs.size() == 1 ? tr("Remove %1").arg(text(refs.front().name))
                                       : tr("Remove %1 services").arg(refs.size()),
                      [&](deployment::Deployment& deployment) { removeAll(deployment, refs); });
    m_selection.clear();
}

void ServiceTable::duplicateSelected() {
    const auto refs = selected();
    if (refs.empty()) return;
    std::vector<ServiceRef> copies;
    m_controller.edit(refs.size() == 1 ? tr("Duplicate %1").arg(text(refs.front().name))
                                       : tr("Duplicate %1 services").arg(refs.size()),
                      [&](deployment::Deployment& deployment) { copies = duplicate(deployment, refs); });
    m_selection.set(copies);
}

bool ServiceTable::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        const auto& key = static_cast<const QKeyEvent&>(*event);
        if (key.key() == Qt::Key_D && key.modifiers() == Qt::ControlModifier) {
            duplicateSelected();
            return true;
        }
        // Return edits where F2 does: it is the key that one tries first.
        if ((key.key() == Qt::Key_Return || key.key() == Qt::Key_Enter) && m_table->currentIndex().isValid()) {
            m_table->edit(m_table->currentIndex());
            return true;
        }
    }
    if (watched == m_table->viewport() && event->type() == QEvent::Paint && m_shown->rowCount() == 0) {
        paintHint(*m_table->viewport(), m_model->rowCount() > 0
                                            ? tr("No row has these words.")
                                            : tr("There is nothing here yet. The button above adds one."));
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void ServiceTable::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    m_model->showFigures();
}

namespace {

void arrange(ServiceTable& table, std::initializer_list<int> widths, int stretched) {
    int column = 0;
    for (const int width : widths) table.table().setColumnWidth(column++, width);
    table.table().horizontalHeader()->setSectionResizeMode(stretched, QHeaderView::Stretch);
}

} // namespace

ServiceTable* routeTable(DeploymentController& controller, RunMonitor& run, Selection& selection, QWidget* parent) {
    auto* table = new ServiceTable(controller, run, selection, new RouteTableModel(controller, run, nullptr), parent);
    table->table().setObjectName(QStringLiteral("routeTable"));
    table->table().setAccessibleName(ServiceTable::tr("Routes"));
    table->table().setItemDelegateForColumn(RouteTableModel::kFilter, new FilterCell(table));
    const auto endpoints = [&controller] {
        QStringList names;
        for (const auto& endpoint : controller.deployment().endpoints) names << text(endpoint.name);
        return names;
    };
    table->table().setItemDelegateForColumn(RouteTableModel::kEndpoint, new ChoiceCell(endpoints, table));
    table->addAdder(ServiceTable::tr("Add route"), ServiceTemplate::route);
    arrange(*table, {180, 300, 150, 84, 84, 84, 84}, RouteTableModel::kFilter);
    return table;
}

ServiceTable* endpointTable(DeploymentController& controller, RunMonitor& run, Selection& selection, QWidget* parent) {
    auto* table =
        new ServiceTable(controller, run, selection, new EndpointTableModel(controller, run, nullptr), parent);
    table->table().setObjectName(QStringLiteral("endpointTable"));
    table->table().setAccessibleName(ServiceTable::tr("Endpoints"));
    table->addAdder(ServiceTable::tr("Add Service Bus"), ServiceTemplate::serviceBus);
    table->addAdder(ServiceTable::tr("Add Event Grid"), ServiceTemplate::eventGrid);
    table->addAdder(ServiceTable::tr("Add Event Hub"), ServiceTemplate::eventHub);
    arrange(*table, {200, 130, 76, 96, 84, 84, 96, 108}, EndpointTableModel::kName);
    return table;
}

} // namespace twinflow::ui
