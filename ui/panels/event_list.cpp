// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/event_list.h"

#include "bridge/text.h"
#include "look/labels.h"
#include "look/marks.h"
#include "look/seen.h"
#include "panels/event_model.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QSplitter>
#include <QTableView>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <map>

namespace twinflow::ui {

namespace {
constexpr qint64 kBeat = 400; // ms: a list that changes faster cannot be read
}

EventList::EventList(RunMonitor& run, Selection& selection, QWidget* parent)
    : QWidget(parent)
    , m_run(run)
    , m_selection(selection)
    , m_model(new EventModel(this))
    , m_table(new QTableView(this))
    , m_filter(new QLineEdit(this))
    , m_sampled(dimLabel({}, this))
    , m_chain(new QTreeWidget(this)) {
    setProperty("role", QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    m_filter->setPlaceholderText(tr("Device, twin, route, text …"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setAccessibleName(tr("Show events with these words"));
    m_table->setObjectName(QStringLiteral("events"));
    m_table->setAccessibleName(tr("Last events"));
    m_table->setModel(m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(25);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    const int widths[]{104, 124, 112, 124, 200, 168};
    for (int i = 0; i < EventModel::kColumns; ++i) m_table->setColumnWidth(i, widths[i]);
    m_table->horizontalHeader()->setSectionResizeMode(EventModel::kWhat, QHeaderView::Stretch);
    m_chain->setHeaderHidden(true);
    m_chain->setObjectName(QStringLiteral("chain"));
    m_chain->setAccessibleName(tr("Way of the message"));
    m_chain->setIndentation(14);
    m_chain->setRootIsDecorated(false);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(12, 6, 12, 0);
    head->addWidget(m_filter, 1);
    m_sampled->setWordWrap(false);
    head->addWidget(m_sampled);
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->setHandleWidth(1);
    split->addWidget(m_table);
    split->addWidget(m_chain);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 1);
    split->setSizes({700, 300});
    m_chain->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(head);
    column->addWidget(split, 1);
    connect(&run, &RunMonitor::advanced, this, [this] { refresh(false); });
    connect(&run, &RunMonitor::stateChanged, this, [this] { refresh(true); });
    connect(m_filter, &QLineEdit::textChanged, this, [this] { refresh(true); });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &EventList::showChain);
    connect(m_chain, &QTreeWidget::itemClicked, this, [this](QTreeWidgetItem* item) {
        const ServiceRef ref = refOf(utf8(item->data(0, Qt::UserRole).toString()));
        if (ref.isNone()) return;
        m_selection.select(ref);
        Q_EMIT m_selection.revealed(ref);
    });
    refresh(true);
}

void EventList::refresh(bool always) {
    if (!always && (!isSeen(*this) || (m_refreshed.isValid() && m_refreshed.elapsed() < kBeat))) return;
    m_refreshed.start();
    const QModelIndex current = m_table->currentIndex();
    const bool had = current.isValid();
    const std::uint64_t message = had ? m_model->at(current.row()).chain->message : 0;
    const std::uint32_t hop = had ? m_model->at(current.row()).hop : 0;
    // While somebody reads an event the list stands still.
    if (had && !always) return;
    const QSignalBlocker quiet(m_table->selectionModel());
    m_model->setRows(m_run.hasView() ? eventRows(m_run.view().chains) : std::vector<EventRow>(), m_filter->text());
    if (had) {
        if (const int row = m_model->find(message, hop); row >= 0) m_table->setCurrentIndex(m_model->index(row, 0));
    }
    const bool isLive = m_run.isLive();
    m_sampled->setText(!m_run.hasView() ? tr("Events appear here when a run is on. Press Run.")
                       : had            ? tr("Stands still while an event is selected")
                       : isLive         ? tr("A sample of all events")
                                        : tr("The last events of the run"));
}

void EventList::showChain() {
    const QModelIndex current = m_table->currentIndex();
    m_chain->setVisible(current.isValid());
    if (!current.isValid()) return;
    const EventRow& row = m_model->at(current.row());
    m_shown = row.chain;
    m_chain->clear();
    std::map<std::uint32_t, QTreeWidgetItem*> items;
    for (const record::Hop& hop : m_shown->hops) {
        const auto parent = items.find(hop.parent);
        auto* item = parent == items.end() ? new QTreeWidgetItem(m_chain) : new QTreeWidgetItem(parent->second);
        item->setText(0, hopText(hop));
        item->setIcon(0, markIcon(hop.outcome == record::HopOutcome::unwanted ? Condition::none : hopCondition(hop)));
        if (hop.outcome == record::HopOutcome::unwanted) item->setForeground(0, tokens().faint);
        QString tip = text(hop.detail);
        if (!hop.payload.empty())
            tip += (tip.isEmpty() ? QString() : QStringLiteral("\n")) + text(hop.payload).left(2000);
        if (hop.explanation) tip += (tip.isEmpty() ? QString() : QStringLiteral("\n")) + text(hop.explanation->text);
        item->setToolTip(0, tip);
        ServiceRef ref;
        if (hop.kind == record::HopKind::route || hop.kind == record::HopKind::handOver)
            ref = {RefKind::route, hop.service};
        else if (m_run.deployment())
            ref = serviceNamed(*m_run.deployment(), hop.service);
        item->setData(0, Qt::UserRole, text(keyOf(ref)));
        items[hop.id] = item;
        if (hop.id == row.hop) m_chain->setCurrentItem(item);
    }
    m_chain->expandAll();
}

} // namespace twinflow::ui
