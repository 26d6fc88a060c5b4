// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Devices, hubs and functions: the way in.
#include "panels/service_forms.h"

#include "bridge/scenario_edits.h"
#include "bridge/text.h"
#include "deployment/services.h"
#include "look/figures.h"
#include "panels/binder.h"

namespace twinflow::ui {

using Words = FormWords;
using deployment::Deployment;

void fillDevices(Form& form, const FormContext& context, const ServiceRef& ref) {
    using deployment::DeviceGroup;
    form.title(text(ref.name), Words::tr("Group of devices"));
    addFindings(form, context, ref);
    form.section(Words::tr("Settings"));
    addNameField(form, context, ref);
    const Binder<DeviceGroup> bind(form, &Deployment::devices, ref.name);
    bind.reference(Words::tr("Hub"), namesOf(&Deployment::hubs), &DeviceGroup::hub);
    bind.text(Words::tr("Twins of"), &DeviceGroup::twinsOf,
              Words::tr("A model: a device for each twin of it. Empty: a counted series."));
    const auto* group = bind.find(context.controller.deployment());
    if (group && group->twinsOf.empty()) {
        bind.text(Words::tr("Id prefix"), &DeviceGroup::idPrefix, Words::tr("Ids are this and a number from 1."));
        bind.number(Words::tr("Count"), {0, 1'000'000}, &DeviceGroup::count);
    }
    bind.choice<ingress::DeviceStatus>(Words::tr("Status"),
                                       {{ingress::DeviceStatus::enabled, Words::tr("enabled")},
                                        {ingress::DeviceStatus::disabled, Words::tr("disabled")}},
                                       &DeviceGroup::status);
    bind.text(Words::tr("Model id"), &DeviceGroup::modelId,
              Words::tr("What devices announce when they connect (IoT Plug and Play)."));
    form.section(Words::tr("What they send"));
    for (const auto& file : context.controller.deployment().scenarioFiles) {
        const QString path = text(file.path);
        const auto* scenario = scenarioOfFile(context.controller.deployment(), file.path);
        if (!scenario) continue;
        form.link(text(scenario->title.empty() ? scenario->name : scenario->title),
                  [open = context.openFile, path] { open(path); });
    }
    addLedger(form, context, ref);
}

void fillHub(Form& form, const FormContext& context, const ServiceRef& ref) {
    using ingress::HubSettings;
    form.title(text(ref.name), Words::tr("IoT Hub"));
    addFindings(form, context, ref);
    form.section(Words::tr("Settings"));
    addNameField(form, context, ref);
    const Binder<HubSettings> bind(form, &Deployment::hubs, ref.name);
    bind.number(Words::tr("Partitions"), {1, 32}, &HubSettings::partitions, Words::tr("Of its built-in endpoint."));
    bind.toggle(Words::tr("Fallback route"), &HubSettings::fallbackRoute,
                Words::tr("What no route wants goes to the built-in endpoint."));
    form.section(Words::tr("Delivery into functions"));
    bind.duration(
        Words::tr("Time to live"), [](auto& hub) -> auto& { return hub.retry.timeToLive; });
    bind.number(
        Words::tr("Attempts"), {1, 30}, [](auto& hub) -> auto& { return hub.retry.maxAttempts; });
    form.section(Words::tr("Messages to devices"));
    bind.duration(
        Words::tr("Message lives"), [](auto& hub) -> auto& { return hub.cloudToDevice.timeToLive; });
    bind.number(
        Words::tr("Deliveries"), {1, 100}, [](auto& hub) -> auto& { return hub.cloudToDevice.maxDeliveryCount; });
    addLedger(form, context, ref);
}

namespace {

void addCalls(Form& form, const FormContext& context, const ServiceRef& ref) {
    form.section(Words::tr("Calls"));
    RunMonitor& run = context.run;
    if (!run.hasView()) {
        form.note(Words::tr("Counts appear here when a run is on. Press Run."));
        return;
    }
    const auto add = [&](const QString& label, std::uint64_t engine::FunctionCounts::*member) {
        form.figure(label, [&run, ref, member]() -> QString {
            if (run.hasView()) {
                for (const auto& function : run.view().snapshot.functions) {
                    if (function.name == ref.name) return grouped(function.counts.*member);
                }
            }
            return QString(QChar(0x2013));
        });
    };
    add(Words::tr("calls"), &engine::FunctionCounts::calls);
    add(Words::tr("succeeded"), &engine::FunctionCounts::succeeded);
    add(Words::tr("threw"), &engine::FunctionCounts::threw);
    add(Words::tr("timed out"), &engine::FunctionCounts::timedOut);
    add(Words::tr("went past a limit"), &engine::FunctionCounts::exceeded);
    add(Words::tr("writes"), &engine::FunctionCounts::writes);
    add(Words::tr("writes refused"), &engine::FunctionCounts::refused);
    add(Words::tr("sent"), &engine::FunctionCounts::sent);
}

} // namespace

void fillFunction(Form& form, const FormContext& context, const ServiceRef& ref) {
    using functions::FunctionSettings;
    const Binder<FunctionSettings> bind(form, &Deployment::functions, ref.name);
    const auto* function = bind.find(context.controller.deployment());
    const bool isScript = !function || function->kind == functions::FunctionKind::script;
    form.title(text(ref.name), isScript ? Words::tr("Function in JavaScript") : Words::tr("Mapping function"));
    addFindings(form, context, ref);
    form.section(Words::tr("Settings"));
    addNameField(form, context, ref);
    if (isScript) {
        bind.text(Words::tr("File"), &FunctionSettings::file, Words::tr("Relative to the project's folder."));
        bind.text(Words::tr("Entry"), &FunctionSettings::entry,
                  Words::tr("The function that is called for each event."));
        bind.duration(Words::tr("Timeout"), &FunctionSettings::timeout, Words::tr("Real time that one call may take."));
        if (function && context.openFile) {
            const QString path = text(function->file);
            form.link(Words::tr("Edit %1").arg(path.section(u'/', -1)),
                      [open = context.openFile, path] { open(path); });
        }
        form.section(Words::tr("Limits of a call"));
        bind.number(
            Words::tr("Memory"), {1, 4096, QStringLiteral("MB")}, [](auto& f) -> auto& { return f.limits.memoryMb; });
        bind.number(
            Words::tr("Output"), {1, 1'048'576, QStringLiteral("kB")},
            [](auto& f) -> auto& { return f.limits.outputKb; });
        bind.number(
            Words::tr("Log"), {1, 65'536, QStringLiteral("kB")}, [](auto& f) -> auto& { return f.limits.logKb; });
        bind.number(
            Words::tr("Calls"), {1, 1'000'000}, [](auto& f) -> auto& { return f.limits.calls; },
            Words::tr("To services, in one call."));
        form.section(Words::tr("Retry behind an Event Hub"));
        bind.choice<functions::RetryStrategy>(
            Words::tr("Strategy"),
            {{functions::RetryStrategy::none, Words::tr("none")},
             {functions::RetryStrategy::fixedDelay, Words::tr("fixed delay")},
             {functions::RetryStrategy::exponentialBackoff, Words::tr("exponential backoff")}},
            [](auto& f) -> auto& { return f.retry.strategy; });
        bind.number(
            Words::tr("Retries"), {0, 1000}, [](auto& f) -> auto& { return f.retry.maxRetryCount; });
    } else if (function) {
        form.section(Words::tr("Rules"));
        for (const auto& rule : function->mapping)
            form.figure(text(rule.from), [to = text(rule.to)] { return QStringLiteral("→ ") + to; });
        form.link(Words::tr("Edit the rules"), [open = context.openMapping, name = text(ref.name)] { open(name); });
        if (function->mapping.empty()) form.note(Words::tr("No rule yet: nothing is written to the twins."));
    }
    addCalls(form, context, ref);
}

} // namespace twinflow::ui
