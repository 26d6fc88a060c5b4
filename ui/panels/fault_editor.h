// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The faults of a scenario: the time line, and the settings of the one that is chosen.
#pragma once

#include "bridge/deployment_controller.h"
#include "simulation/fault_rules.h"

#include <QWidget>

class QFormLayout;
class QPushButton;

namespace twinflow::ui {

class FaultTimeline;

class FaultEditor : public QWidget {
    Q_OBJECT
public:
    FaultEditor(DeploymentController& controller, std::string path, QWidget* parent = nullptr);

private:
    void refresh();
    /// The fields of the fault that is chosen; those of its kind only.
    void makeForm();
    void addMember(simulation::FaultMember member, const simulation::Fault& fault);
    /// `least` and above; where that is negative anything.
    void addDuration(const QString& label, Duration value, Duration least,
                     const std::function<void(simulation::Fault&, Duration)>& set);
    void add(const QString& target, Duration at);
    void remove(int fault);
    template <typename Change>
    void edit(const QString& label, Change change);
    /// What a fault of that kind can hit.
    QStringList targets(simulation::FaultTarget target) const;

    DeploymentController& m_controller;
    std::string m_path;
    FaultTimeline* m_timeline;
    QWidget* m_form = nullptr;
    QPushButton* m_remove;
    simulation::Fault m_formed; // what the form shows
};

} // namespace twinflow::ui
