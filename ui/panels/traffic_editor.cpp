// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/traffic_editor.h"

#include "bridge/scenario_edits.h"
#include "bridge/text.h"
#include "deployment/services.h"
#include "editors/choice_cell.h"
#include "editors/delete_key.h"
#include "look/figures.h"
#include "look/labels.h"
#include "look/tokens.h"
#include "panels/body_model.h"
#include "panels/curve_chart.h"

#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace twinflow::ui {

namespace {

constexpr int kRest = 200; // ms without a key
constexpr Duration kSpans[]{std::chrono::minutes(1), std::chrono::hours(1)};

} // namespace

TrafficEditor::TrafficEditor(DeploymentController& controller, std::string path, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_path(std::move(path))
    , m_lines(new QComboBox(this))
    , m_removeLine(new QPushButton(tr("Remove"), this))
    , m_every(new QLineEdit(this))
    , m_jitter(new QLineEdit(this))
    , m_garbage(new QDoubleSpinBox(this))
    , m_count(new QSpinBox(this))
    , m_registered(new QLineEdit(this))
    , m_model(new BodyModel(
          [this](std::vector<simulation::PayloadMember> body) {
              edit(tr("Change what %1 send"), [&](simulation::Traffic& traffic) { traffic.body = std::move(body); });
          },
          this))
    , m_table(new QTableView(this))
    , m_addMember(new QPushButton(tr("Add member"), this))
    , m_removeMember(new QPushButton(tr("Remove member"), this))
    , m_note(new QLabel(this))
    , m_span(new QComboBox(this))
    , m_seed(new QSpinBox(this))
    , m_chart(new CurveChart(this))
    , m_caption(new QLabel(this)) {
    const auto named = [](QWidget* widget, const char* id, const QString& name) {
        widget->setObjectName(QLatin1String(id));
        widget->setAccessibleName(name);
        return widget;
    };
    named(m_lines, "trafficLines", tr("Traffic line"));
    named(m_every, "trafficEvery", tr("Every"));
    named(m_jitter, "trafficJitter", tr("Jitter"));
    named(m_garbage, "trafficGarbage", tr("Share of garbage"));
    named(m_count, "trafficCount", tr("Devices"));
    named(m_registered, "trafficRegistered", tr("Start after"));
    named(m_table, "trafficBody", tr("Members of a message"));
    named(m_span, "trafficSpan", tr("Length of the preview"));
    named(m_seed, "trafficSeed", tr("Seed of the preview"));
    m_garbage->setRange(0, 1);
    m_garbage->setSingleStep(0.05);
    m_garbage->setKeyboardTracking(false);
    m_count->setRange(0, 1'000'000);
    m_count->setKeyboardTracking(false);
    m_seed->setRange(1, 1'000'000);
    m_seed->setPrefix(tr("seed "));
    m_span->addItems({tr("1 minute"), tr("1 hour")});
    m_span->setCurrentIndex(1);
    m_note->setWordWrap(true);
    m_note->setProperty("role", QStringLiteral("error"));
    m_note->hide();
    m_caption->setProperty("role", QStringLiteral("dim"));
    m_caption->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_table->setModel(m_model);
    m_table->setItemDelegateForColumn(BodyModel::kKind, new ChoiceCell(BodyModel::kinds, m_table));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->setMinimumHeight(112);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(26);
    m_table->setColumnWidth(BodyModel::kName, 120);
    m_table->setColumnWidth(BodyModel::kKind, 84);
    m_table->horizontalHeader()->setSectionResizeMode(BodyModel::kGenerator, QHeaderView::Stretch);
    auto* adder = new QPushButton(tr("Add line"), this);
    auto* head = new QHBoxLayout;
    head->addWidget(m_lines, 1);
    head->addWidget(adder);
    head->addWidget(m_removeLine);
    auto* form = new QGridLayout;
    form->setHorizontalSpacing(10);
    const auto put = [&](int row, int place, const QString& label, QWidget* field) {
        auto* caption = new QLabel(label, this);
        caption->setProperty("role", QStringLiteral("dim"));
        caption->setBuddy(field);
        form->addWidget(caption, row, 2 * place);
        form->addWidget(field, row, 2 * place + 1);
    };
    put(0, 0, tr("Devices"), m_count);
    put(0, 1, tr("Start after"), m_registered);
    put(1, 0, tr("Every"), m_every);
    put(1, 1, tr("Jitter ±"), m_jitter);
    put(1, 2, tr("Garbage"), m_garbage);
    auto* members = new QHBoxLayout;
    members->addWidget(sectionLabel(tr("Message"), this));
    members->addStretch();
    members->addWidget(m_addMember);
    members->addWidget(m_removeMember);
    auto* preview = new QHBoxLayout;
    preview->addWidget(m_caption, 1);
    preview->addWidget(m_span);
    preview->addWidget(m_seed);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 8, 12, 8);
    column->setSpacing(6);
    column->addLayout(head);
    column->addLayout(form);
    column->addLayout(members);
    column->addWidget(m_table, 2);
    column->addWidget(m_note);
    column->addLayout(preview);
    column->addWidget(m_chart, 2);
    m_delay.setSingleShot(true);
    m_delay.setInterval(kRest);
    connect(&m_delay, &QTimer::timeout, this, &TrafficEditor::sample);
    connect(adder, &QPushButton::clicked, this, &TrafficEditor::addLine);
    connect(m_removeLine, &QPushButton::clicked, this, &TrafficEditor::removeLine);
    connect(m_addMember, &QPushButton::clicked, m_model, &BodyModel::addMember);
    const auto removeMember = [this] {
        if (const int row = m_table->currentIndex().row(); row >= 0) m_model->removeMember(row);
    };
    connect(m_removeMember, &QPushButton::clicked, this, removeMember);
    new DeleteKey(m_table, removeMember);
    connect(m_model, &BodyModel::refused, this, [this](const QString& why) {
        m_note->setText(why);
        m_note->setVisible(!why.isEmpty());
    });
    connect(m_lines, &QComboBox::activated, this, [this] {
        showLine();
        sample();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &TrafficEditor::showCurve);
    connect(m_span, &QComboBox::activated, this, &TrafficEditor::sample);
    connect(m_seed, &QSpinBox::valueChanged, &m_delay, qOverload<>(&QTimer::start));
    const auto duration = [this](QLineEdit* field, Duration simulation::Traffic::*member, bool mayBeZero) {
        connect(field, &QLineEdit::editingFinished, this, [this, field, member, mayBeZero] {
            const auto parsed = parseDuration(utf8(field->text()));
            if (!parsed || (!mayBeZero && *parsed == Duration{})) return showLine(); // as it was
            edit(tr("Change when %1 send"), [&](simulation::Traffic& traffic) { traffic.*member = *parsed; });
        });
    };
    duration(m_every, &simulation::Traffic::every, false);
    duration(m_jitter, &simulation::Traffic::jitter, true);
    connect(m_garbage, &QDoubleSpinBox::valueChanged, this, [this](double share) {
        edit(tr("Change the garbage of %1"), [&](simulation::Traffic& traffic) { traffic.garbage = share; });
    });
    const auto ofGroup = [this](const QString& label, auto change) {
        const auto* now = group();
        if (!now) return;
        m_controller.edit(label.arg(text(now->name)), [&, name = now->name](deployment::Deployment& deployment) {
            for (auto& each : deployment.devices) {
                if (each.name == name) change(each);
            }
        });
    };
    connect(m_count, &QSpinBox::valueChanged, this, [ofGroup](int count) {
        ofGroup(tr("Change the count of %1"),
                [count](deployment::DeviceGroup& each) { each.count = static_cast<std::uint32_t>(count); });
    });
    connect(m_registered, &QLineEdit::editingFinished, this, [this, ofGroup] {
        const auto parsed = parseDuration(utf8(m_registered->text()));
        if (!parsed) return showLine();
        ofGroup(tr("Change the start of %1"), [&](deployment::DeviceGroup& each) { each.registered = *parsed; });
    });
    connect(&controller, &DeploymentController::deploymentChanged, this, &TrafficEditor::refresh);
    refresh();
    sample();
}

const simulation::Traffic* TrafficEditor::line() const {
    const auto* scenario = scenarioOfFile(m_controller.deployment(), m_path);
    const int index = m_lines->currentIndex();
    if (!scenario || index < 0 || static_cast<std::size_t>(index) >= scenario->traffic.size()) return nullptr;
    return &scenario->traffic[static_cast<std::size_t>(index)];
}

const deployment::DeviceGroup* TrafficEditor::group() const {
    const auto* shown = line();
    return shown ? deployment::findDevices(m_controller.deployment(), shown->devices) : nullptr;
}

void TrafficEditor::refresh() {
    const auto* scenario = scenarioOfFile(m_controller.deployment(), m_path);
    if (!scenario) return; // what was read last stays until the text is a scenario again
    const int index = std::max(0, m_lines->currentIndex());
    m_lines->clear();
    for (const auto& traffic : scenario->traffic)
        m_lines->addItem(tr("%1, every %2").arg(text(traffic.devices), durationText(traffic.every)));
    m_lines->setCurrentIndex(std::min(index, m_lines->count() - 1));
    showLine();
    m_delay.start();
}

void TrafficEditor::showLine() {
    const auto* shown = line();
    const auto* sender = group();
    const QSignalBlocker quiet[]{QSignalBlocker(m_garbage), QSignalBlocker(m_count)};
    for (QWidget* field : std::initializer_list<QWidget*>{m_every, m_jitter, m_garbage, m_removeLine})
        field->setEnabled(shown != nullptr);
    m_count->setEnabled(sender && sender->twinsOf.empty());
    m_count->setSpecialValueText(sender && !sender->twinsOf.empty() ? tr("one for each twin") : QString());
    m_count->setValue(sender && sender->twinsOf.empty() ? static_cast<int>(sender->count) : 0);
    m_registered->setEnabled(sender != nullptr);
    m_registered->setText(sender ? durationText(sender->registered) : QString());
    m_every->setText(shown ? durationText(shown->every) : QString());
    m_jitter->setText(shown ? durationText(shown->jitter) : QString());
    m_garbage->setValue(shown ? shown->garbage : 0);
    showBody();
}

void TrafficEditor::showBody() {
    const auto* shown = line();
    // A line without a body sends what its model measures: that is shown, and what editing begins with, once it is
    // known.
    const bool isSampled = shown && m_sampled == *shown;
    const bool isKnown = isSampled || (shown && !shown->body.empty());
    m_table->setEnabled(isKnown);
    m_addMember->setEnabled(isKnown);
    if (!isKnown) return m_model->show({}, {});
    m_model->show(shown->body.empty() ? m_curves.body : shown->body, shown->every);
}

template <typename Change>
void TrafficEditor::edit(const QString& label, Change change) {
    const auto* shown = line();
    if (!shown) return;
    const auto index = static_cast<std::size_t>(m_lines->currentIndex());
    editScenario(m_controller, label.arg(text(shown->devices)), m_path,
                 [&](simulation::Scenario& scenario) { change(scenario.traffic[index]); });
}

void TrafficEditor::addLine() {
    const auto& deployment = m_controller.deployment();
    const auto* scenario = scenarioOfFile(deployment, m_path);
    if (!scenario || deployment.devices.empty()) return;
    // A group that sends nothing yet, else the first.
    std::string devices = deployment.devices.front().name;
    for (const auto& each : deployment.devices) {
        const bool sends = std::any_of(scenario->traffic.begin(), scenario->traffic.end(),
                                       [&](const auto& traffic) { return traffic.devices == each.name; });
        if (sends) continue;
        devices = each.name;
        break;
    }
    editScenario(m_controller, tr("Let %1 send").arg(text(devices)), m_path,
                 [&](simulation::Scenario& changed) { changed.traffic.emplace_back().devices = devices; });
    m_lines->setCurrentIndex(m_lines->count() - 1);
    showLine();
}

void TrafficEditor::removeLine() {
    const int index = m_lines->currentIndex();
    if (!line()) return;
    editScenario(m_controller, tr("Remove a traffic line"), m_path,
                 [&](simulation::Scenario& scenario) { scenario.traffic.erase(scenario.traffic.begin() + index); });
}

void TrafficEditor::sample() {
    const auto* sampled = line();
    if (!sampled) {
        m_sampling.cancel();
        m_sampled.reset();
        m_curves = {};
        return showCurve();
    }
    const auto index = static_cast<std::size_t>(m_lines->currentIndex());
    const Duration span = kSpans[m_span->currentIndex()];
    m_sampling.start([deployment = m_controller.shared(), name = std::filesystem::path(m_path).stem().string(), index,
                      seed = static_cast<std::uint64_t>(m_seed->value()),
                      span](const std::stop_token&) { return trafficCurves(*deployment, name, index, seed, span); },
                     [this, of = *sampled](TrafficCurves curves) {
                         const auto* shown = line();
                         if (!shown || *shown != of) return; // the sample of what is shown now follows
                         m_curves = std::move(curves);
                         m_sampled = of;
                         if (shown->body.empty()) showBody(); // else it is shown, and may be typed in
                         if (!m_table->currentIndex().isValid() && m_model->rowCount() > 0) m_table->selectRow(0);
                         showCurve();
                     });
}

void TrafficEditor::showCurve() {
    const int row = m_table->currentIndex().row();
    m_removeMember->setEnabled(row >= 0);
    const std::string name =
        row >= 0 && row < m_model->rowCount() ? m_model->body()[static_cast<std::size_t>(row)].name : std::string();
    const auto found = m_curves.curves.find(name);
    const bool has = found != m_curves.curves.end();
    m_chart->show(has ? found->second : std::vector<std::pair<double, double>>(), kSpans[m_span->currentIndex()]);
    m_caption->setText(
        m_curves.device.empty() ? tr("The group has no device.")
        : !has && name.empty()  ? tr("Choose a member to see its curve.")
        : !has                  ? tr("%1 is no number: %2 sends it as it is.").arg(text(name), text(m_curves.device))
               : tr("%1 of %2, %3 messages").arg(text(name), text(m_curves.device), grouped(m_curves.messages)));
}

} // namespace twinflow::ui
