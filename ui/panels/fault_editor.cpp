// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/fault_editor.h"

#include "bridge/scenario_edits.h"
#include "bridge/text.h"
#include "look/figures.h"
#include "look/tokens.h"
#include "panels/fault_timeline.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>

namespace twinflow::ui {

using simulation::Fault;
using simulation::FaultMember;
using simulation::FaultTarget;

FaultEditor::FaultEditor(DeploymentController& controller, std::string path, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_path(std::move(path))
    , m_timeline(new FaultTimeline(this))
    , m_remove(new QPushButton(tr("Remove"), this)) {
    auto* adder = new QPushButton(tr("Add fault"), this);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(adder);
    buttons->addWidget(m_remove);
    buttons->addStretch();
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(m_timeline);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 8, 12, 8);
    column->setSpacing(8);
    column->addWidget(scroll, 1);
    column->addLayout(buttons);
    connect(adder, &QPushButton::clicked, this, [this] { add({}, Duration{}); });
    connect(m_remove, &QPushButton::clicked, this, [this] { remove(m_timeline->current()); });
    connect(m_timeline, &FaultTimeline::addWanted, this, &FaultEditor::add);
    connect(m_timeline, &FaultTimeline::removeWanted, this, &FaultEditor::remove);
    connect(m_timeline, &FaultTimeline::currentChanged, this, &FaultEditor::makeForm);
    connect(m_timeline, &FaultTimeline::changeWanted, this,
            [this](int fault, Duration at, Duration lasts, int gesture) {
                editScenario(
                    m_controller, tr("Move a fault"), m_path,
                    [&](simulation::Scenario& scenario) {
                        if (static_cast<std::size_t>(fault) >= scenario.faults.size()) return;
                        auto& moved = scenario.faults[static_cast<std::size_t>(fault)];
                        moved.at = at;
                        moved.lasts = lasts;
                    },
                    QStringLiteral("fault/%1#%2").arg(text(m_path)).arg(gesture));
            });
    connect(&controller, &DeploymentController::deploymentChanged, this, &FaultEditor::refresh);
    refresh();
    makeForm();
}

void FaultEditor::refresh() {
    const auto* scenario = scenarioOfFile(m_controller.deployment(), m_path);
    if (!scenario) return; // what was read last stays until the text is a scenario again
    m_timeline->show(*scenario);
    const int current = m_timeline->current();
    const bool isKnown = current >= 0 && m_form && scenario->faults[static_cast<std::size_t>(current)] == m_formed;
    if (!isKnown) makeForm();
}

template <typename Change>
void FaultEditor::edit(const QString& label, Change change) {
    editScenario(m_controller, label, m_path, [&](simulation::Scenario& scenario) {
        const auto current = static_cast<std::size_t>(m_timeline->current());
        if (current < scenario.faults.size()) change(scenario.faults[current]);
    });
}

void FaultEditor::add(const QString& target, Duration at) {
    const auto* scenario = scenarioOfFile(m_controller.deployment(), m_path);
    if (!scenario) return;
    Fault fault;
    fault.target = utf8(target);
    for (const auto& other : scenario->faults) {
        if (other.target == fault.target) fault.kind = other.kind; // what the lane has already
    }
    if (target.isEmpty()) {
        const QStringList endpoints = targets(FaultTarget::endpoint);
        if (endpoints.isEmpty()) fault.kind = simulation::FaultKind::deviceSilent;
        const QStringList all = endpoints.isEmpty() ? targets(FaultTarget::devices) : endpoints;
        if (all.isEmpty()) return;
        fault.target = utf8(all.front());
    }
    fault.lasts = std::max(m_timeline->step(), scenario->duration / 10 / m_timeline->step() * m_timeline->step());
    fault.at = std::min(at, scenario->duration - std::min(fault.lasts, scenario->duration));
    editScenario(m_controller, tr("Add a fault of %1").arg(text(fault.target)), m_path,
                 [&](simulation::Scenario& changed) { changed.faults.push_back(fault); });
    if (const auto* now = scenarioOfFile(m_controller.deployment(), m_path))
        m_timeline->setCurrent(static_cast<int>(now->faults.size()) - 1);
}

void FaultEditor::remove(int fault) {
    if (fault < 0) return;
    editScenario(m_controller, tr("Remove a fault"), m_path,
                 [&](simulation::Scenario& scenario) { scenario.faults.erase(scenario.faults.begin() + fault); });
}

QStringList FaultEditor::targets(FaultTarget target) const {
    const auto& deployment = m_controller.deployment();
    QStringList names;
    const auto addAll = [&](const auto& items) {
        for (const auto& item : items) names << text(item.name);
    };
    switch (target) {
    case FaultTarget::endpoint:
        addAll(deployment.endpoints);
        break;
    case FaultTarget::downstream:
        addAll(deployment.downstream);
        break;
    case FaultTarget::twins:
        names << text(deployment.twins.name);
        break;
    case FaultTarget::devices:
        addAll(deployment.devices);
        break;
    case FaultTarget::network:
        addAll(deployment.hubs);
        addAll(deployment.devices);
        break;
    }
    return names;
}

void FaultEditor::addDuration(const QString& label, Duration value, Duration least,
                              const std::function<void(Fault&, Duration)>& set) {
    auto* field = new QLineEdit(durationText(value), m_form);
    field->setObjectName(label);
    field->setAccessibleName(label);
    field->setPlaceholderText(tr("such as 30s, 10m, 24h"));
    static_cast<QFormLayout*>(m_form->layout())->addRow(label, field);
    const auto parse = [field, least]() -> Result<Duration> {
        QString written = field->text().trimmed();
        const bool isBehind = least < Duration{} && written.startsWith(u'-');
        if (isBehind) written.remove(0, 1);
        const auto parsed = parseDuration(utf8(written));
        if (parsed && !isBehind && *parsed < least)
            return refuse(fault("simulation-member-range", "'{0}' is too short.", utf8(written))
                              .withHint(say("Write more than 0s.")));
        return parsed && isBehind ? Result<Duration>(-*parsed) : parsed;
    };
    connect(field, &QLineEdit::textEdited, field, [field, parse] {
        const auto parsed = parse();
        field->setProperty("wrong", !parsed);
        field->setToolTip(parsed ? QString() : text(parsed.error().what) + u' ' + text(parsed.error().hint));
        field->style()->unpolish(field);
        field->style()->polish(field);
    });
    connect(field, &QLineEdit::editingFinished, this, [this, parse, set, label] {
        if (const auto parsed = parse())
            edit(tr("Change %1 of a fault").arg(label.toLower()), [&](Fault& fault) { set(fault, *parsed); });
    });
}

void FaultEditor::addMember(FaultMember member, const Fault& fault) {
    auto& rows = *static_cast<QFormLayout*>(m_form->layout());
    const auto number = [&](const QString& label, simulation::Range range, int decimals, double value, auto set) {
        auto* field = new QDoubleSpinBox(m_form);
        field->setObjectName(label);
        field->setAccessibleName(label);
        field->setRange(range.low, range.high);
        field->setDecimals(decimals);
        field->setSingleStep(decimals > 0 ? 0.1 : 1);
        field->setValue(value);
        field->setKeyboardTracking(false);
        rows.addRow(label, field);
        connect(field, &QDoubleSpinBox::valueChanged, this, [this, set, label](double put) {
            edit(tr("Change %1 of a fault").arg(label.toLower()), [&](Fault& changed) { set(changed, put); });
        });
    };
    switch (member) {
    case FaultMember::share:
        return number(tr("Share"), simulation::kFaultShare, 2, fault.share,
                      [](Fault& changed, double put) { changed.share = put; });
    case FaultMember::latency:
        return addDuration(tr("Later by"), fault.latency, simulation::kShortestFault,
                           [](Fault& changed, Duration put) { changed.latency = put; });
    case FaultMember::status:
        return number(tr("Status"), simulation::kFaultStatus, 0, fault.status,
                      [](Fault& changed, double put) { changed.status = static_cast<int>(put); });
    case FaultMember::times:
        return number(tr("Messages a tick"), simulation::kFaultTimes, 0, fault.times,
                      [](Fault& changed, double put) { changed.times = static_cast<int>(put); });
    case FaultMember::drift:
        return addDuration(tr("Clock wrong by"), fault.drift, Duration::min(),
                           [](Fault& changed, Duration put) { changed.drift = put; });
    case FaultMember::lost: {
        auto* box = new QCheckBox(tr("What is sent meanwhile is lost"), m_form);
        box->setChecked(fault.lost);
        rows.addRow(box);
        connect(box, &QCheckBox::clicked, this,
                [this](bool on) { edit(tr("Change what a cut loses"), [on](Fault& changed) { changed.lost = on; }); });
        return;
    }
    }
}

void FaultEditor::makeForm() {
    if (m_form) {
        // What is half typed goes with its field: to hide it would be to leave it, and so an edit, perhaps within an
        // undo.
        for (QWidget* field : m_form->findChildren<QWidget*>()) field->disconnect(this);
        m_form->hide();
        m_form->deleteLater(); // its field may be the one that has just been left
        m_form = nullptr;
    }
    const auto* scenario = scenarioOfFile(m_controller.deployment(), m_path);
    const int current = m_timeline->current();
    const bool has = scenario && current >= 0 && static_cast<std::size_t>(current) < scenario->faults.size();
    m_remove->setEnabled(has);
    if (!has) return;
    m_formed = scenario->faults[static_cast<std::size_t>(current)];
    m_form = new QWidget(this);
    m_form->setObjectName(QStringLiteral("faultForm"));
    auto* rows = new QFormLayout(m_form);
    rows->setContentsMargins(0, 0, 0, 0);
    const simulation::FaultRule& rule = simulation::faultRule(m_formed.kind);
    auto* kind = new QComboBox(m_form);
    kind->setObjectName(QStringLiteral("faultKind"));
    kind->setAccessibleName(tr("Kind"));
    for (const auto& each : simulation::faultRules()) kind->addItem(text(each.name));
    kind->setCurrentIndex(static_cast<int>(m_formed.kind));
    rows->addRow(tr("Kind"), kind);
    auto* target = new QComboBox(m_form);
    target->setObjectName(QStringLiteral("faultTarget"));
    target->setAccessibleName(tr("Target"));
    target->setEditable(rule.target == FaultTarget::devices || rule.target == FaultTarget::network); // GROUP/DEVICE
    target->addItems(targets(rule.target));
    if (target->findText(text(m_formed.target)) < 0) target->insertItem(0, text(m_formed.target));
    target->setCurrentText(text(m_formed.target));
    rows->addRow(tr("Target"), target);
    addDuration(tr("At"), m_formed.at, Duration{}, [](Fault& fault, Duration put) { fault.at = put; });
    addDuration(tr("For"), m_formed.lasts, simulation::kShortestFault,
                [](Fault& fault, Duration put) { fault.lasts = put; });
    for (const auto& member : {rule.first, rule.second}) {
        if (member) addMember(*member, m_formed);
    }
    for (QLabel* caption : m_form->findChildren<QLabel*>()) {
        caption->setProperty("role", QStringLiteral("dim"));
        caption->setMinimumHeight(kControlHeight);
    }
    static_cast<QVBoxLayout*>(layout())->addWidget(m_form);
    connect(kind, &QComboBox::activated, this, [this](int index) {
        const auto& wanted = simulation::faultRules()[static_cast<std::size_t>(index)];
        const QStringList fitting = targets(wanted.target);
        edit(tr("Change the kind of a fault"), [&](Fault& fault) {
            fault.kind = wanted.kind;
            if (!fitting.contains(text(fault.target)) && !fitting.isEmpty()) fault.target = utf8(fitting.front());
        });
    });
    const auto take = [this, target] {
        edit(tr("Change the target of a fault"), [&](Fault& fault) { fault.target = utf8(target->currentText()); });
    };
    connect(target, &QComboBox::activated, this, take);
    if (target->isEditable()) connect(target->lineEdit(), &QLineEdit::editingFinished, this, take);
}

} // namespace twinflow::ui
