// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/ledger.h"

#include "bridge/text.h"
#include "look/figures.h"
#include "look/marks.h"
#include "look/seen.h"
#include "panels/empty_hint.h"

#include <QHeaderView>
#include <QTimer>

namespace twinflow::ui {

namespace {

constexpr qint64 kBeat = 250; // ms
enum Column {
    kService,
    kOffered,
    kFiltered,
    kAccepted,
    kDelivered,
    kWaiting,
    kRetrying,
    kDead,
    kExpired,
    kDropped,
    kColumns
};

} // namespace

Ledger::Ledger(RunMonitor& run, Selection& selection, QWidget* parent)
    : QTreeWidget(parent)
    , m_run(run)
    , m_selection(selection) {
    setObjectName(QStringLiteral("ledger"));
    setAccessibleName(tr("Ledger"));
    setColumnCount(kColumns);
    setHeaderLabels({tr("Service"), tr("offered"), tr("filtered"), tr("accepted"), tr("delivered"), tr("waiting"),
                     tr("retrying"), tr("dead-lettered"), tr("expired"), tr("dropped")});
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    header()->setStretchLastSection(false);
    // Columns of one width: those that fit their contents measure every row whenever a number changes.
    header()->setSectionResizeMode(QHeaderView::Interactive);
    header()->setDefaultSectionSize(76);
    header()->resizeSection(kDead, 100);
    header()->setSectionResizeMode(kService, QHeaderView::Stretch);
    header()->setMinimumSectionSize(60);
    headerItem()->setTextAlignment(kService, Qt::AlignLeft | Qt::AlignVCenter);
    for (int i = kOffered; i < kColumns; ++i) headerItem()->setTextAlignment(i, Qt::AlignRight | Qt::AlignVCenter);
    connect(&run, &RunMonitor::advanced, this, [this] {
        m_isStale = true;
        if (isSeen(*this) && (!m_refreshed.isValid() || m_refreshed.elapsed() >= kBeat)) refresh();
    });
    connect(&run, &RunMonitor::stateChanged, this, &Ledger::refresh);
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        clear();
        refresh();
    });
    connect(this, &QTreeWidget::itemClicked, this, [this](QTreeWidgetItem* item) {
        const ServiceRef ref = refOf(utf8(item->data(kService, Qt::UserRole).toString()));
        if (ref.isNone()) return;
        m_selection.select(ref);
        Q_EMIT m_selection.revealed(ref);
    });
    refresh();
}

void Ledger::put(int row, int group, const ServiceRef& ref, const QString& title, const metrics::LedgerRow& counts) {
    while (topLevelItemCount() <= row) addTopLevelItem(new QTreeWidgetItem);
    QTreeWidgetItem& item = *topLevelItem(row);
    if (item.text(kService) != title) {
        item.setText(kService, title);
        item.setIcon(kService, group < 0 ? QIcon() : hueIcon(static_cast<Hue>(group)));
        item.setData(kService, Qt::UserRole, text(keyOf(ref)));
        for (int i = kOffered; i < kColumns; ++i) item.setTextAlignment(i, Qt::AlignRight | Qt::AlignVCenter);
    }
    const std::uint64_t numbers[]{counts.offered,      counts.filtered, counts.accepted,
                                  counts.delivered,    counts.waiting,  counts.retrying,
                                  counts.deadLettered, counts.expired,  counts.dropped};
    for (int i = kOffered; i < kColumns; ++i) {
        const std::uint64_t number = numbers[i - kOffered];
        const QString shown = number == 0 ? QString(QChar(0x00b7)) : grouped(number);
        if (item.text(i) == shown) continue;
        item.setText(i, shown);
        const bool isBad = i >= kDead && number > 0;
        const bool isOdd = i == kRetrying && number > 0;
        item.setForeground(i, isBad         ? tokens().failingText
                              : isOdd       ? tokens().attentionText
                              : number == 0 ? tokens().faint
                                            : tokens().text);
    }
}

void Ledger::refresh() {
    m_refreshed.start();
    m_isStale = false;
    setHeaderHidden(!m_run.hasView());
    if (!m_run.hasView()) {
        clear();
        return;
    }
    // Rows of services are kept, sentences are written anew.
    while (topLevelItemCount() > 0 && topLevelItem(topLevelItemCount() - 1)->isFirstColumnSpanned())
        delete takeTopLevelItem(topLevelItemCount() - 1);
    const auto& snapshot = m_run.view().snapshot;
    int row = 0;
    const auto hue = [&](const ServiceRef& ref) { return static_cast<int>(hueOf(*m_run.deployment(), ref)); };
    const auto add = [&](RefKind kind, const auto& entries) {
        for (const auto& entry : entries) {
            const ServiceRef ref{kind, entry.name};
            put(row++, hue(ref), ref, text(entry.name), entry.row);
        }
    };
    add(RefKind::devices, snapshot.devices);
    add(RefKind::hub, snapshot.hubs);
    add(RefKind::route, snapshot.routes);
    add(RefKind::endpoint, snapshot.endpoints);
    add(RefKind::downstream, snapshot.downstream);
    while (topLevelItemCount() > row) delete takeTopLevelItem(topLevelItemCount() - 1);
    if (!m_run.end()) return;
    for (const auto& verdict : m_run.end()->verdicts) addVerdict(verdict);
}

void Ledger::addVerdict(const simulation::Verdict& verdict) {
    const QString expected = text(verdict.expected);
    auto* item = new QTreeWidgetItem(this, {verdict.met ? expected : expected + u' ' + text(verdict.found)});
    item->setFirstColumnSpanned(true);
    item->setIcon(kService, markIcon(verdict.met ? Condition::fine : Condition::failing));
    item->setToolTip(kService, tr("Expected: %1 Found: %2").arg(expected, text(verdict.found)));
    if (!verdict.met) item->setForeground(kService, tokens().failingText);
}

void Ledger::paintEvent(QPaintEvent* event) {
    QTreeWidget::paintEvent(event);
    if (m_isStale && !m_run.isLive()) QTimer::singleShot(0, this, &Ledger::refresh); // its tab has come to the front
    if (topLevelItemCount() == 0)
        paintHint(*viewport(),
                  tr("What became of everything that was accepted appears here when a run is on. Press Run."));
}

void Ledger::showEvent(QShowEvent* event) {
    QTreeWidget::showEvent(event);
    refresh();
}

} // namespace twinflow::ui
