// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/function_preview.h"

#include "bridge/text.h"
#include "deployment/services.h"
#include "editors/code_highlighter.h"
#include "editors/json_lines.h"
#include "editors/twin_rows.h"
#include "look/figures.h"
#include "look/labels.h"
#include "look/marks.h"
#include "look/seen.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QStyle>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace twinflow::ui {

namespace {

constexpr int kRest = 250;     // ms without a key
constexpr qint64 kBeat = 2000; // ms between two looks at the run
constexpr int kLine = Qt::UserRole;

bool isSame(const engine::TrialMessage& a, const engine::TrialMessage& b) {
    return a.from == b.from && a.device == b.device && a.body == b.body && a.cloudEvent == b.cloudEvent && a.at == b.at;
}

QString shortType(QString type) {
    return type.remove(QStringLiteral("Microsoft.DigitalTwins."));
}

QString titleOf(const engine::TrialMessage& message) {
    if (!message.device.empty()) return timeText(message.at) + QStringLiteral("  ") + text(message.device);
    const auto event = JsonDocument::parse(message.cloudEvent, {});
    const auto member = [&](const char* name) {
        const JsonNode* found = event ? event->root().find(name) : nullptr;
        return found ? text(found->text) : QString();
    };
    return shortType(member("type")) + QStringLiteral("  ") + member("subject");
}

QTreeWidget* plainTree(const QString& name, const QString& spoken, QWidget* parent) {
    auto* tree = new QTreeWidget(parent);
    tree->setObjectName(name);
    tree->setAccessibleName(spoken);
    tree->setRootIsDecorated(false);
    tree->setIndentation(16);
    tree->setSelectionMode(QAbstractItemView::SingleSelection);
    return tree;
}

} // namespace

FunctionPreview::FunctionPreview(DeploymentController& controller, RunMonitor& run, ScriptTrust trust,
                                 std::string function, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_run(run)
    , m_trust(std::move(trust))
    , m_function(std::move(function))
    , m_box(new QComboBox(this))
    , m_source(dimLabel({}, this))
    , m_allow(new QPushButton(tr("Let the scripts of this project run"), this))
    , m_message(new QPlainTextEdit(this))
    , m_verdict(new QLabel(this))
    , m_steps(plainTree(QStringLiteral("trialSteps"), tr("What the function did"), this))
    , m_twins(plainTree(QStringLiteral("trialTwins"), tr("Twins before and after"), this)) {
    setProperty("role", QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    m_box->setObjectName(QStringLiteral("trialMessages"));
    m_box->setAccessibleName(tr("Message to try the function with"));
    m_box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_source->setWordWrap(true);
    m_message->setReadOnly(true);
    m_message->setFont(fixedFont());
    m_message->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_message->setAccessibleName(tr("The message"));
    new CodeHighlighter(m_message->document(), Language::json);
    m_verdict->setObjectName(QStringLiteral("trialVerdict"));
    m_verdict->setWordWrap(true);
    m_steps->setHeaderHidden(true);
    m_steps->setWordWrap(true);
    m_twins->setHeaderLabels({tr("Property"), tr("before"), tr("after")});
    m_twins->header()->setSectionResizeMode(QHeaderView::Stretch);
    m_twins->header()->setStretchLastSection(false);
    auto* head = new QHBoxLayout;
    head->addWidget(sectionLabel(tr("Try with"), this));
    head->addWidget(m_box, 1);
    auto* split = new QSplitter(Qt::Vertical, this);
    split->setHandleWidth(1);
    split->addWidget(m_message);
    split->addWidget(m_steps);
    split->addWidget(m_twins);
    split->setSizes({180, 200, 240});
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 8, 12, 8);
    column->setSpacing(6);
    column->addLayout(head);
    column->addWidget(m_source);
    column->addWidget(m_allow, 0, Qt::AlignLeft);
    column->addWidget(m_verdict);
    column->addWidget(split, 1);
    m_delay.setSingleShot(true);
    m_delay.setInterval(kRest);
    connect(&m_delay, &QTimer::timeout, this, &FunctionPreview::tryNow);
    connect(&controller, &DeploymentController::deploymentChanged, &m_delay, qOverload<>(&QTimer::start));
    connect(&controller, &DeploymentController::findingsChanged, this, [this] {
        if (!m_run.hasView()) listMessages(); // models and groups may have changed
    });
    connect(m_box, &QComboBox::activated, this, &FunctionPreview::choose);
    connect(m_allow, &QPushButton::clicked, this, [this] {
        if (m_trust.ask()) tryNow();
    });
    connect(m_steps, &QTreeWidget::itemActivated, this, [this](QTreeWidgetItem* item) {
        if (const int line = item->data(0, kLine).toInt(); line > 0) Q_EMIT lineWanted(line);
    });
    connect(&run, &RunMonitor::stateChanged, this, &FunctionPreview::listMessages);
    connect(&run, &RunMonitor::advanced, this, [this] {
        if (isSeen(*this) && m_listed.elapsed() >= kBeat && !m_box->view()->isVisible()) listMessages();
    });
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        showSteps();
        showTwins();
    });
    m_listed.start();
    listMessages();
}

const engine::TrialMessage* FunctionPreview::message() const {
    const int index = m_box->currentIndex();
    return index < 0 || m_messages.empty() ? nullptr : &m_messages[static_cast<std::size_t>(index)];
}

void FunctionPreview::listMessages() {
    m_listed.restart();
    auto recent =
        m_run.hasView() ? trialMessages(m_run.view().chains, m_function) : std::vector<engine::TrialMessage>();
    if (!recent.empty()) {
        m_examples.cancel(); // those that are still made are not wanted any more
        return offer(std::move(recent), false);
    }
    m_examples.start([deployment = m_controller.shared(), function = m_function](
                         const std::stop_token&) { return engine::exampleMessages(*deployment, function, 1); },
                     [this](std::vector<engine::TrialMessage> examples) { offer(std::move(examples), true); });
}

void FunctionPreview::offer(std::vector<engine::TrialMessage> messages, bool areExamples) {
    // The one of the run that is looked at stays, even when newer ones have come.
    const auto chosen = message() ? std::optional(*message()) : std::nullopt;
    const auto isChosen = [&](const auto& each) { return chosen && isSame(each, *chosen); };
    if (chosen && !m_areExamples && m_run.hasView() && std::none_of(messages.begin(), messages.end(), isChosen))
        messages.insert(messages.begin(), *chosen);
    m_messages = std::move(messages);
    m_areExamples = areExamples;
    m_box->clear();
    for (const auto& each : m_messages) m_box->addItem(titleOf(each));
    const auto found = std::find_if(m_messages.begin(), m_messages.end(), isChosen);
    m_box->setCurrentIndex(m_messages.empty()          ? -1
                           : found == m_messages.end() ? 0
                                                       : static_cast<int>(found - m_messages.begin()));
    m_source->setText(m_messages.empty() ? tr("Nothing is coupled to it that sends a message or an event.")
                      : areExamples      ? tr("Examples of what it would get. A run brings real ones.")
                                         : tr("Messages that it got in this run, newest first."));
    if (found == m_messages.end()) choose();
}

void FunctionPreview::choose() {
    const engine::TrialMessage* chosen = message();
    m_message->setPlainText(!chosen ? QString()
                                    : jsonLines(chosen->device.empty() ? chosen->cloudEvent : chosen->body));
    Q_EMIT messageChosen();
    tryNow();
}

bool FunctionPreview::mayTry() const {
    const auto* function = deployment::findFunction(m_controller.deployment(), m_function);
    return !function || function->kind == functions::FunctionKind::mapping || m_trust.isGiven();
}

void FunctionPreview::tryNow() {
    const bool may = mayTry();
    m_allow->setVisible(!may);
    const engine::TrialMessage* chosen = message();
    if (!may || !chosen) return show({});
    m_trying.start([deployment = m_controller.shared(), function = m_function, with = *chosen](
                       const std::stop_token&) { return engine::tryFunction(*deployment, function, with, 1); },
                   [this](engine::FunctionTrial trial) { show(std::move(trial)); });
}

void FunctionPreview::show(engine::FunctionTrial trial) {
    m_trial = std::move(trial);
    const bool was = !m_trial.input.empty() || m_trial.error;
    QString verdict;
    int line = 0;
    if (m_trial.error) {
        line = static_cast<int>(m_trial.error->place.line);
        verdict = text(m_trial.error->what) + u' ' + text(m_trial.error->hint);
        if (line > 0) verdict = tr("Line %1: %2").arg(line).arg(verdict);
    } else if (was) {
        verdict = tr("It succeeded.");
    } else if (!mayTry()) {
        verdict = tr("The scripts of this project came from elsewhere and have not run yet.");
    }
    m_verdict->setText(verdict);
    m_verdict->setProperty("role", m_trial.error ? QStringLiteral("error") : QStringLiteral("dim"));
    m_verdict->style()->unpolish(m_verdict);
    m_verdict->style()->polish(m_verdict);
    showSteps();
    showTwins();
    Q_EMIT tried(line);
}

void FunctionPreview::showSteps() {
    m_steps->clear();
    const auto add = [&](const QString& title, Condition condition, const std::string& payload) {
        auto* item = new QTreeWidgetItem(m_steps, {title});
        item->setIcon(0, markIcon(condition));
        if (payload.empty()) return item;
        auto* below = new QTreeWidgetItem(item, {text(payload)});
        below->setFont(0, fixedFont());
        below->setForeground(0, tokens().dim);
        below->setToolTip(0, jsonLines(payload));
        return item;
    };
    for (const record::Hop& hop : m_trial.chain.hops) {
        const bool isRefused = hop.outcome == record::HopOutcome::refused;
        switch (hop.kind) {
        case record::HopKind::log:
            add(tr("Log: %1").arg(text(hop.detail)), Condition::none, {});
            break;
        case record::HopKind::write:
            add(isRefused ? tr("%1 of %2 was refused: %3").arg(text(hop.name), text(hop.subject), text(hop.detail))
                          : tr("%1 of %2").arg(text(hop.name), text(hop.subject)),
                isRefused ? Condition::failing : Condition::fine, hop.payload);
            break;
        case record::HopKind::send:
            add(tr("Sent to %1").arg(text(hop.subject.empty() ? hop.taker : hop.subject)), Condition::fine,
                hop.payload);
            break;
        case record::HopKind::event:
            add(tr("Event: %1 of %2").arg(shortType(text(hop.name)), text(hop.subject)), Condition::none, {});
            break;
        case record::HopKind::error:
            add(text(hop.detail), Condition::failing, {});
            break;
        default:
            break;
        }
    }
    if (m_trial.error) {
        const int line = static_cast<int>(m_trial.error->place.line);
        auto* item = add(line > 0 ? tr("Failed in line %1").arg(line) : tr("Failed"), Condition::failing, {});
        item->setData(0, kLine, line);
    }
    m_steps->expandAll();
}

void FunctionPreview::showTwins() {
    m_twins->clear();
    for (const engine::TwinChange& twin : m_trial.twins) {
        auto* head =
            new QTreeWidgetItem(m_twins, {twin.after.empty() ? tr("%1 is gone").arg(text(twin.id)) : text(twin.id)});
        head->setFirstColumnSpanned(true);
        head->setIcon(0, hueIcon(Hue::twins));
        for (const TwinRow& row : twinRows(twin.before, twin.after)) {
            auto* item = new QTreeWidgetItem(head, {row.path, row.before, row.after});
            for (int column = 0; column < 3; ++column) {
                item->setToolTip(column, item->text(column));
                if (!row.isChanged()) item->setForeground(column, tokens().dim);
            }
            if (!row.isChanged()) continue;
            QFont strong = m_twins->font();
            strong.setWeight(QFont::DemiBold);
            item->setFont(0, strong);
            item->setFont(2, strong);
            item->setForeground(2, tokens().selection);
            item->setData(2, Qt::AccessibleTextRole, tr("%1, changed").arg(row.after));
        }
    }
    m_twins->expandAll();
}

} // namespace twinflow::ui
