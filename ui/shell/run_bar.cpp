// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/run_bar.h"

#include "bridge/text.h"
#include "look/figures.h"
#include "look/labels.h"
#include "look/marks.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include <limits>

namespace twinflow::ui {

namespace {

constexpr int kHeight = 48;

QToolButton* toolButton(QAction& action, QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setDefaultAction(&action);
    button->setProperty("role", QStringLiteral("button"));
    button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    button->setFixedSize(32, kControlHeight);
    button->setStyleSheet(QStringLiteral("padding: 0"));
    button->setAccessibleName(action.text().remove(u'&'));
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

} // namespace

RunBar::RunBar(DeploymentController& controller, RunMonitor& monitor, RunControls& controls, CommandSet& commands,
               QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_monitor(monitor)
    , m_controls(controls)
    , m_commands(commands)
    , m_title(titleLabel({}, this))
    , m_modified(new QLabel(tr("edited"), this))
    , m_run(new QPushButton(this))
    , m_scenario(new QComboBox(this))
    , m_speed(new QComboBox(this))
    , m_seed(new QSpinBox(this))
    , m_clock(new QLabel(this))
    , m_stale(linkButton(tr("Run again"), this)) {
    setFixedHeight(kHeight);
    m_modified->setProperty("role", QStringLiteral("dim"));
    m_run->setProperty("role", QStringLiteral("run"));
    m_run->setObjectName(QStringLiteral("runButton"));
    m_run->setIcon(glyphIcon(Glyph::run, Qt::white));
    m_run->setMinimumWidth(104);
    m_scenario->setAccessibleName(tr("Scenario"));
    m_scenario->setToolTip(tr("Scenario of the next run"));
    m_scenario->setMinimumWidth(132);
    m_scenario->setMaximumWidth(200);
    m_speed->setAccessibleName(tr("Speed"));
    m_speed->setToolTip(tr("How much virtual time passes in a second"));
    for (const Speed& speed : speeds()) m_speed->addItem(speed.title);
    m_seed->setAccessibleName(tr("Seed"));
    m_seed->setToolTip(tr("Seed: the same seed gives the same run"));
    m_seed->setPrefix(tr("seed "));
    m_seed->setRange(0, std::numeric_limits<int>::max());
    m_seed->setFixedWidth(84);
    m_clock->setFont(fixedFont());
    m_clock->setObjectName(QStringLiteral("clock"));
    m_clock->setProperty("role", QStringLiteral("dim"));
    m_clock->setAccessibleName(tr("Virtual time"));

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 0, 16, 0);
    row->setSpacing(6);
    row->addWidget(m_title);
    row->addWidget(m_modified);
    row->addStretch(1);
    row->addWidget(m_run);
    for (const Command command : {Command::pause, Command::step, Command::stop})
        row->addWidget(toolButton(commands[command], this));
    row->addSpacing(6);
    row->addWidget(m_scenario);
    row->addWidget(m_speed);
    row->addWidget(m_seed);
    row->addSpacing(8);
    row->addWidget(m_clock);
    row->addWidget(m_stale);
    row->addStretch(1);
    const QString titles[]{tr("accepted"), tr("delivered"), tr("waiting"), tr("retrying"), tr("given up")};
    for (std::size_t i = 0; i < m_figures.size(); ++i) {
        auto* field = new QPushButton(this);
        field->setFlat(true);
        field->setStyleSheet(QStringLiteral("QPushButton { background: transparent; border: none; padding: 0; }"));
        field->setCursor(Qt::PointingHandCursor);
        field->setToolTip(tr("Open the ledger"));
        field->setAccessibleName(tr("%1: open the ledger").arg(titles[i]));
        field->setMinimumWidth(78);
        field->setFixedHeight(kHeight - 8);
        auto* column = new QVBoxLayout(field);
        column->setContentsMargins(6, 2, 6, 2);
        column->setSpacing(0);
        auto* caption = new QLabel(titles[i], field);
        caption->setProperty("role", QStringLiteral("dim"));
        QFont small = caption->font();
        small.setPointSizeF(small.pointSizeF() * 0.85);
        caption->setFont(small);
        auto* number = new QLabel(QStringLiteral("0"), field);
        number->setObjectName(QStringLiteral("figure%1").arg(i));
        QFont strong = number->font();
        strong.setWeight(QFont::DemiBold);
        number->setFont(strong);
        for (QLabel* label : {caption, number}) {
            label->setAttribute(Qt::WA_TransparentForMouseEvents);
            column->addWidget(label);
        }
        row->addWidget(field);
        m_figures[i] = {number, field};
        connect(field, &QPushButton::clicked, this, &RunBar::ledgerWanted);
    }

    connect(m_run, &QPushButton::clicked, this, [this, &commands] {
        commands[m_monitor.state() == RunMonitor::State::running ? Command::pause : Command::run].trigger();
    });
    connect(m_stale, &QPushButton::clicked, this, [this] {
        m_monitor.stop();
        m_controls.run();
    });
    connect(m_scenario, &QComboBox::activated, this,
            [this](int index) { m_controls.setScenario(utf8(m_scenario->itemData(index).toString())); });
    connect(m_speed, &QComboBox::activated, this,
            [this](int index) { m_controls.setSpeed(static_cast<std::size_t>(index)); });
    connect(m_seed, &QSpinBox::valueChanged, this,
            [this](int seed) { m_controls.setSeed(static_cast<std::uint64_t>(seed)); });
    connect(&commands, &CommandSet::keysChanged, this, &RunBar::showState);
    connect(&controls, &RunControls::choicesChanged, this, &RunBar::showChoices);
    connect(&controller, &DeploymentController::deploymentChanged, this, [this] {
        showProject();
        showChoices();
        showState();
    });
    connect(&controller, &DeploymentController::modifiedChanged, this, &RunBar::showProject);
    connect(&controller, &DeploymentController::saved, this, &RunBar::showProject);
    connect(&monitor, &RunMonitor::stateChanged, this, [this] {
        showState();
        showFigures();
    });
    connect(&monitor, &RunMonitor::designChanged, this, &RunBar::showState);
    connect(&monitor, &RunMonitor::advanced, this, &RunBar::showFigures);
    showProject();
    showChoices();
    showState();
    showFigures();
}

void RunBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), tokens().panel);
    painter.fillRect(0, height() - 1, width(), 1, tokens().hairline);
}

void RunBar::showProject() {
    m_title->setText(m_controller.title());
    m_modified->setVisible(m_controller.isModified());
}

void RunBar::showChoices() {
    m_scenario->clear();
    for (const auto& scenario : m_controller.deployment().scenarios) {
        m_scenario->addItem(text(scenario.title.empty() ? scenario.name : scenario.title), text(scenario.name));
        m_scenario->setItemData(m_scenario->count() - 1, text(scenario.description), Qt::ToolTipRole);
        if (scenario.name == m_controls.scenario()) m_scenario->setCurrentIndex(m_scenario->count() - 1);
    }
    if (m_scenario->count() == 0) m_scenario->addItem(tr("No scenario"));
    m_scenario->setEnabled(m_controller.deployment().scenarios.size() > 1);
    m_speed->setCurrentIndex(static_cast<int>(m_controls.speed()));
    m_seed->setValue(static_cast<int>(m_controls.seed()));
}

void RunBar::showState() {
    using State = RunMonitor::State;
    QString title;
    switch (m_monitor.state()) {
    case State::compiling:
        title = tr("Starting…");
        break;
    case State::running:
        title = tr("Running");
        break;
    case State::paused:
        title = tr("Go on");
        break;
    case State::stopping:
        title = tr("Stopping…");
        break;
    case State::idle:
    case State::finished:
    case State::stopped:
    case State::refused:
        title = tr("Run");
        break;
    }
    m_run->setText(title);
    m_run->setEnabled(m_controller.isOpen());
    const QString run = m_commands.keysOf(Command::run);
    const QString pause = m_commands.keysOf(Command::pause);
    const auto with = [](const QString& words, const QString& keys) {
        return keys.isEmpty() ? words : QStringLiteral("%1 (%2)").arg(words, keys);
    };
    m_run->setToolTip(m_monitor.state() == State::running ? with(tr("Pause"), pause)
                                                          : with(tr("Run the scenario"), run));
    m_stale->setVisible(m_controls.isRunStale());
    m_stale->setToolTip(m_controls.staleText());
}

void RunBar::showFigures() {
    std::array<std::uint64_t, 5> numbers{};
    if (m_monitor.hasView()) {
        const auto& snapshot = m_monitor.view().snapshot;
        m_clock->setText(clockText(snapshot.now));
        for (const auto& endpoint : snapshot.endpoints) {
            numbers[0] += endpoint.row.accepted;
            numbers[1] += endpoint.row.delivered;
            numbers[2] += endpoint.row.waiting;
            numbers[3] += endpoint.row.retrying;
            numbers[4] += endpoint.row.deadLettered + endpoint.row.expired + endpoint.row.dropped;
        }
        for (const auto& route : snapshot.routes) {
            numbers[2] += route.row.waiting;
            numbers[3] += route.row.retrying;
            numbers[4] += route.row.deadLettered + route.row.expired + route.row.dropped;
        }
    }
    m_clock->setVisible(m_monitor.hasView());
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        m_figures[i].number->setText(grouped(numbers[i]));
        m_figures[i].field->setVisible(m_monitor.hasView());
        const QString role = numbers[i] == 0 ? QString()
                             : i == 3        ? QStringLiteral("warning")
                             : i == 4        ? QStringLiteral("error")
                                             : QString();
        if (m_figures[i].number->property("role").toString() == role) continue;
        m_figures[i].number->setProperty("role", role);
        m_figures[i].number->setStyleSheet(m_figures[i].number->styleSheet()); // looks at the role again
    }
}

} // namespace twinflow::ui
