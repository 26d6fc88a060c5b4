// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The project, its twins and its routes.
#include "panels/service_forms.h"

#include "bridge/text.h"
#include "deployment/services.h"
#include "look/figures.h"
#include "panels/binder.h"
#include "panels/filter_try.h"
#include "panels/route_filter.h"
#include "panels/why_view.h"

#include <QDir>

namespace twinflow::ui {

using Words = FormWords;
using deployment::Deployment;

void fillProject(Form& form, const FormContext& context) {
    if (!context.controller.isOpen()) return;
    const QString folder = text(context.controller.folder().string());
    form.title(context.controller.title(),
               folder.isEmpty() ? Words::tr("Not saved yet") : QDir::toNativeSeparators(folder));
    form.section(Words::tr("Project"));
    form.textField(
        Words::tr("Name"), [](const Deployment& deployment) { return std::optional(text(deployment.name)); },
        [](Deployment& deployment, const QString& put) { deployment.name = utf8(put); });
    form.textField(
        Words::tr("Description"),
        [](const Deployment& deployment) { return std::optional(text(deployment.description)); },
        [](Deployment& deployment, const QString& put) { deployment.description = utf8(put); });
    form.note(Words::tr("Select a card or a line to see and change its settings."));
    RunMonitor& run = context.run;
    if (!run.hasView()) return;
    form.section(Words::tr("This run"));
    const auto add = [&](const QString& label, auto get) {
        form.figure(label, [&run, get]() -> QString { return run.hasView() ? get(run.view().snapshot) : QString(); });
    };
    add(Words::tr("device messages"), [](const auto& snapshot) { return grouped(snapshot.messages); });
    add(Words::tr("events of the graph"), [](const auto& snapshot) { return grouped(snapshot.events); });
    add(Words::tr("no route wanted"), [](const auto& snapshot) { return grouped(snapshot.unmatched); });
    add(Words::tr("twins"), [](const auto& snapshot) { return grouped(snapshot.twins); });
    add(Words::tr("relationships"), [](const auto& snapshot) { return grouped(snapshot.relationships); });
    add(Words::tr("incidents"), [](const auto& snapshot) { return grouped(snapshot.incidents.total()); });
    add(Words::tr("ledger"), [](const auto& snapshot) {
        return snapshot.imbalances.empty() ? Words::tr("balanced") : Words::tr("does not balance");
    });
}

void fillTwins(Form& form, const FormContext& context, const ServiceRef& ref) {
    form.title(text(ref.name), Words::tr("Twin graph"));
    addFindings(form, context, ref);
    form.section(Words::tr("Settings"));
    addNameField(form, context, ref);
    form.textField(
        Words::tr("Host"), [](const Deployment& deployment) { return std::optional(text(deployment.twins.host)); },
        [](Deployment& deployment, const QString& put) { deployment.twins.host = utf8(put); },
        Words::tr("The source of its events."));
    form.toggleField(
        Words::tr("Rate limits"),
        [](const Deployment& deployment) { return std::optional(deployment.twins.rateLimits); },
        [](Deployment& deployment, bool on) { deployment.twins.rateLimits = on; },
        Words::tr("Functions that call more often than the service takes get a 429."));
    form.section(Words::tr("Graph"));
    RunMonitor& run = context.run;
    if (!run.hasView()) return form.note(Words::tr("Counts appear here when a run is on. Press Run."));
    form.figure(Words::tr("twins"), [&run] { return run.hasView() ? grouped(run.view().snapshot.twins) : QString(); });
    form.figure(Words::tr("relationships"),
                [&run] { return run.hasView() ? grouped(run.view().snapshot.relationships) : QString(); });
    form.figure(Words::tr("events"),
                [&run] { return run.hasView() ? grouped(run.view().snapshot.events) : QString(); });
    form.figure(Words::tr("no route wanted"),
                [&run] { return run.hasView() ? grouped(run.view().snapshot.unmatched) : QString(); });
}

void fillRoute(Form& form, const FormContext& context, const ServiceRef& ref) {
    using routes::RouteSettings;
    const Binder<RouteSettings> bind(form, &Deployment::routes, ref.name);
    const auto* route = bind.find(context.controller.deployment());
    if (!route) return;
    form.title(text(ref.name), Words::tr("Route to %1").arg(text(route->endpoint)));
    form.section(Words::tr("Filter"));
    auto* filter = new RouteFilter(context.controller, ref.name, &form);
    form.add(filter);
    addFindings(form, context, ref);
    auto* tried = new FilterTry(context.controller, context.run, &form);
    tried->setFilter(filter->filter());
    QObject::connect(filter, &RouteFilter::filterChanged, tried, &FilterTry::setFilter);
    form.add(tried);
    form.add(new WhyView(context.run, ref.name, &form));
    form.section(Words::tr("Settings"));
    addNameField(form, context, ref);
    bind.reference(Words::tr("Endpoint"), namesOf(&Deployment::endpoints), &RouteSettings::endpoint);
    addLedger(form, context, ref);
}

} // namespace twinflow::ui
