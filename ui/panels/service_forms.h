// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the inspector shows of each kind of thing, a file for each kind.
#pragma once

#include "bridge/run_monitor.h"
#include "bridge/selection.h"
#include "panels/form.h"

#include <QCoreApplication>

namespace twinflow::ui {

struct FormContext {
    DeploymentController& controller;
    RunMonitor& run;
    Selection& selection;
    std::function<void(const QString& path)> openFile;
    std::function<void(const QString& function)> openMapping;
};

/// The texts of all forms.
struct FormWords {
    Q_DECLARE_TR_FUNCTIONS(Inspector)
};

void fillProject(Form& form, const FormContext& context);
void fillDevices(Form& form, const FormContext& context, const ServiceRef& ref);
void fillHub(Form& form, const FormContext& context, const ServiceRef& ref);
void fillFunction(Form& form, const FormContext& context, const ServiceRef& ref);
void fillTwins(Form& form, const FormContext& context, const ServiceRef& ref);
void fillRoute(Form& form, const FormContext& context, const ServiceRef& ref);
void fillEndpoint(Form& form, const FormContext& context, const ServiceRef& ref);
void fillDownstream(Form& form, const FormContext& context, const ServiceRef& ref);
void fillCoupling(Form& form, const FormContext& context, const ServiceRef& ref);

/// The field that renames, with everything that refers to the name; the selection follows.
void addNameField(Form& form, const FormContext& context, const ServiceRef& ref);
/// Matched, delivered, waiting …: of the run's ledger, by key.
void addLedger(Form& form, const FormContext& context, const ServiceRef& ref);
/// What is wrong with it, each with its fix.
void addFindings(Form& form, const FormContext& context, const ServiceRef& ref);

} // namespace twinflow::ui
