// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/service_forms.h"

#include "bridge/edits.h"
#include "bridge/finding_place.h"
#include "bridge/text.h"
#include "look/figures.h"
#include "look/labels.h"

namespace twinflow::ui {

namespace {

using Words = FormWords;

const metrics::LedgerRow* rowOf(const engine::RunSnapshot& snapshot, const ServiceRef& ref) {
    const auto find = [&](const auto& entries) -> const metrics::LedgerRow* {
        for (const auto& entry : entries) {
            if (entry.name == ref.name) return &entry.row;
        }
        return nullptr;
    };
    switch (ref.kind) {
    case RefKind::devices:
        return find(snapshot.devices);
    case RefKind::hub:
        return find(snapshot.hubs);
    case RefKind::route:
        return find(snapshot.routes);
    case RefKind::endpoint:
        return find(snapshot.endpoints);
    case RefKind::downstream:
        return find(snapshot.downstream);
    case RefKind::coupling:
        for (const auto& endpoint : snapshot.endpoints) {
            if (endpoint.name != ref.name) continue;
            for (const auto& [taker, row] : endpoint.takers) {
                if (taker == ref.to) return &row;
            }
        }
        for (const auto& hub : snapshot.hubs) {
            if (hub.name != ref.name) continue;
            for (const auto& [taker, row] : hub.takers) {
                if (taker == ref.to) return &row;
            }
        }
        return nullptr;
    case RefKind::none:
    case RefKind::function:
    case RefKind::twins:
        return nullptr;
    }
    return nullptr;
}

} // namespace

void addNameField(Form& form, const FormContext& context, const ServiceRef& ref) {
    form.textField(
        Words::tr("Name"),
        [ref](const deployment::Deployment& deployment) {
            return exists(deployment, ref) ? std::optional(text(ref.name)) : std::nullopt;
        },
        [ref, &controller = context.controller, &selection = context.selection](deployment::Deployment& deployment,
                                                                                const QString& name) {
            rename(deployment, ref, utf8(name));
            ServiceRef renamed = ref;
            renamed.name = utf8(name);
            if (selection.single() != ref || !exists(deployment, renamed)) return;
            // When the edit is through, as before that nothing of the new name exists, and not a turn later: the click
            // that ended the typing may select something else.
            QObject::connect(
                &controller, &DeploymentController::deploymentChanged, &selection,
                [&selection, renamed] { selection.select(renamed); }, Qt::SingleShotConnection);
        });
}

void addLedger(Form& form, const FormContext& context, const ServiceRef& ref) {
    form.section(Words::tr("Delivery"));
    RunMonitor& run = context.run;
    if (!run.hasView()) {
        form.note(Words::tr("Counts appear here when a run is on. Press Run."));
        return;
    }
    const auto add = [&](const QString& label, std::uint64_t metrics::LedgerRow::*member) {
        form.figure(label, [&run, ref, member]() -> QString {
            const auto* row = run.hasView() ? rowOf(run.view().snapshot, ref) : nullptr;
            return row ? grouped(row->*member) : QString(QChar(0x2013));
        });
    };
    if (ref.kind == RefKind::route) {
        add(Words::tr("looked at"), &metrics::LedgerRow::offered);
        add(Words::tr("matched"), &metrics::LedgerRow::accepted);
    } else {
        add(Words::tr("accepted"), &metrics::LedgerRow::accepted);
    }
    add(Words::tr("delivered"), &metrics::LedgerRow::delivered);
    add(Words::tr("waiting"), &metrics::LedgerRow::waiting);
    add(Words::tr("retrying"), &metrics::LedgerRow::retrying);
    add(Words::tr("dead-lettered"), &metrics::LedgerRow::deadLettered);
    add(Words::tr("expired"), &metrics::LedgerRow::expired);
    add(Words::tr("dropped"), &metrics::LedgerRow::dropped);
    if (ref.kind != RefKind::route && ref.kind != RefKind::downstream) return;
    form.figure(Words::tr("p50 / p99"), [&run, ref]() -> QString {
        const auto* latency = run.hasView() ? engine::latencyOf(run.view().snapshot, ref.name) : nullptr;
        if (!latency || latency->count() == 0) return QString(QChar(0x2013));
        return latencyText(latency->quantile(0.5)) + QStringLiteral(" / ") + latencyText(latency->quantile(0.99));
    });
}

void addFindings(Form& form, const FormContext& context, const ServiceRef& ref) {
    bool isFirst = true;
    for (const auto& finding : context.controller.findings()) {
        if (refOfFinding(context.controller.deployment(), finding.error) != ref) continue;
        if (isFirst) form.section(Words::tr("Problems"));
        isFirst = false;
        auto* what = new QLabel(text(finding.error.what));
        what->setWordWrap(true);
        what->setProperty("role", finding.error.severity == Severity::error     ? QStringLiteral("error")
                                  : finding.error.severity == Severity::warning ? QStringLiteral("warning")
                                                                                : QStringLiteral("dim"));
        form.add(what);
        if (!finding.error.hint.empty()) form.note(text(finding.error.hint));
        if (!finding.fix) continue;
        form.link(text(finding.fixText), [&controller = context.controller, finding] {
            controller.replace(text(finding.fixText), finding.fix(controller.deployment()));
        });
    }
}

} // namespace twinflow::ui
