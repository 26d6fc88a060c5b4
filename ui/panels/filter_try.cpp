// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/filter_try.h"

#include "bridge/text.h"
#include "look/labels.h"
#include "look/seen.h"
#include "panels/clause_view.h"
#include "panels/filter_try_model.h"
#include "routes/filter_trial.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QVBoxLayout>

namespace twinflow::ui {

namespace {

constexpr qint64 kBeat = 1000; // ms: a list that is to be read
constexpr int kRowHeight = 22;
constexpr int kRowsShown = 7;

} // namespace

FilterTry::FilterTry(DeploymentController& controller, RunMonitor& run, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_run(run)
    , m_model(new FilterTryModel(this))
    , m_verdict(new QLabel(this))
    , m_source(dimLabel({}, this))
    , m_table(new QTableView(this))
    , m_clauses(new ClauseView(this)) {
    m_verdict->setObjectName(QStringLiteral("tryVerdict"));
    m_verdict->setAccessibleName(tr("Verdict of the filter"));
    m_source->setWordWrap(true);
    m_table->setObjectName(QStringLiteral("tryEvents"));
    m_table->setAccessibleName(tr("Events that the filter is tried on"));
    m_table->setModel(m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(kRowHeight);
    m_table->horizontalHeader()->hide();
    m_table->horizontalHeader()->setSectionResizeMode(FilterTryModel::kTwin, QHeaderView::Stretch);
    m_table->setColumnWidth(FilterTryModel::kType, 136);
    m_table->setIconSize({12, 12});
    auto* head = new QHBoxLayout;
    head->addWidget(sectionLabel(tr("Try"), this));
    head->addStretch();
    head->addWidget(m_verdict);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 0, 0);
    column->setSpacing(6);
    column->addLayout(head);
    column->addWidget(m_source);
    column->addWidget(m_table);
    column->addWidget(m_clauses);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &FilterTry::explain);
    connect(&run, &RunMonitor::advanced, this, [this] {
        if (isSeen(*this) && m_refreshed.elapsed() >= kBeat) followRun();
    });
    connect(&run, &RunMonitor::stateChanged, this, &FilterTry::followRun);
    connect(&controller, &DeploymentController::findingsChanged, this, [this] {
        if (m_areExamples) makeExamples(); // models may have changed
    });
    m_refreshed.start();
    followRun();
}

QString FilterTry::verdict() const {
    return m_verdict->text();
}

void FilterTry::setFilter(const QString& filter) {
    m_filter = utf8(filter);
    judge();
}

void FilterTry::followRun() {
    m_refreshed.restart();
    // While somebody reads an event the list stands still.
    if (m_table->currentIndex().isValid() && m_run.isLive()) return;
    auto events = m_run.hasView() ? trialEvents(m_run.view().chains) : std::vector<TrialEvent>();
    if (!events.empty())
        put(std::move(events), false);
    else if (!m_areExamples)
        makeExamples();
}

void FilterTry::makeExamples() {
    m_areExamples = true;
    m_examples.start(
        [deployment = m_controller.shared()](const std::stop_token&) { return exampleTrialEvents(*deployment); },
        [this](std::vector<TrialEvent> events) {
            if (m_areExamples) put(std::move(events), true);
        });
}

void FilterTry::put(std::vector<TrialEvent> events, bool areExamples) {
    m_areExamples = areExamples;
    const int row = m_table->currentIndex().row();
    m_model->setEvents(std::move(events));
    const int count = m_model->rowCount();
    m_table->setVisible(count > 0);
    m_table->setFixedHeight(std::min(kRowsShown, count) * kRowHeight + 4);
    m_source->setText(count == 0    ? tr("There is no event to try it on: the project has no models.")
                      : areExamples ? tr("Examples made from the models. A run brings real ones.")
                                    : tr("The last events of the run, newest first."));
    judge();
    if (row >= 0 && row < count && !m_table->currentIndex().isValid()) m_table->selectRow(row);
}

void FilterTry::judge() {
    const auto trial = routes::FilterTrial::make(m_filter);
    std::vector<bool> passing;
    if (trial) {
        for (const TrialEvent& event : m_model->events()) passing.push_back((*trial)->passes(event.cloudEvent));
    }
    m_model->setPassing(std::move(passing));
    m_verdict->setText(m_model->rowCount() == 0 ? QString()
                       : !trial                 ? tr("waits for a filter")
                                                : tr("%1 of %2 pass").arg(m_model->passing()).arg(m_model->rowCount()));
    explain();
}

void FilterTry::explain() {
    const int row = m_table->currentIndex().row();
    const auto trial = routes::FilterTrial::make(m_filter);
    if (row < 0 || !trial) return m_clauses->clear();
    m_clauses->show((*trial)->explain(m_model->events()[static_cast<std::size_t>(row)].cloudEvent));
}

} // namespace twinflow::ui
