// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/link_maker.h"

#include "bridge/edits.h"
#include "bridge/text.h"

#include <algorithm>
#include <set>

namespace twinflow::ui {

namespace {

using deployment::Deployment;
using deployment::Finding;

struct Tried {
    std::optional<Finding> refusal; ///< none: it may be drawn
    std::optional<Deployment> mended;
};

std::string identity(const Finding& finding) {
    return finding.error.code + ' ' + finding.error.what.str();
}

/// The first error that was not there before, with its fix where that leads elsewhere than back.
Tried tryOut(const Deployment& before, const Deployment& candidate) {
    std::set<std::string> known;
    for (const Finding& finding : deployment::check(before)) known.insert(identity(finding));
    for (Finding& finding : deployment::check(candidate)) {
        if (finding.error.severity != Severity::error || known.contains(identity(finding))) continue;
        Tried tried{std::move(finding), {}};
        if (tried.refusal->fix) {
            Deployment mended = tried.refusal->fix(candidate);
            if (!(mended == before)) tried.mended = std::move(mended);
        }
        return tried;
    }
    return {};
}

} // namespace

LinkMaker::LinkMaker(DeploymentController& controller, QObject* parent)
    : QObject(parent)
    , m_controller(controller) {
    connect(&controller, &DeploymentController::opened, this, [this] { m_job.cancel(); });
    connect(&controller, &DeploymentController::closed, this, [this] { m_job.cancel(); });
    connect(&controller, &DeploymentController::deploymentChanged, this, [this] {
        if (!m_job.isBusy()) return;
        m_job.cancel();
        link(m_from, m_to);
    });
}

void LinkMaker::link(const ServiceRef& from, const ServiceRef& to) {
    const auto before = m_controller.shared();
    if (!exists(*before, from) || !exists(*before, to)) return;
    auto candidate = std::make_shared<Deployment>(*before);
    join(*candidate, from, to);
    if (*candidate == *before) {
        const bool isRoute = from.kind == RefKind::route || to.kind == RefKind::route;
        if (!isRoute) return;
        Refusal refusal{from, to, {}, {}, {}, {}, before};
        if (from.kind == RefKind::route && to.kind == RefKind::endpoint) return; // it leads there already
        refusal.why = from.kind == RefKind::route ? tr("A route leads to an endpoint and nowhere else.")
                                                  : tr("Every route listens to the twins and to nothing else.");
        refusal.hint = tr("What stands behind the route's endpoint gets its events.");
        Q_EMIT refused(refusal);
        return;
    }
    m_from = from;
    m_to = to;
    m_job.start([before, candidate](const std::stop_token&) { return tryOut(*before, *candidate); },
                [this, from, to, before, candidate](Tried tried) {
                    if (!tried.refusal) {
                        m_controller.replace(tr("Couple %1 to %2").arg(text(from.name), text(to.name)), *candidate);
                        Q_EMIT linked(from, to);
                        return;
                    }
                    Refusal refusal{from, to,    text(tried.refusal->error.what), text(tried.refusal->error.hint), {},
                                    {},   before};
                    if (tried.mended) {
                        refusal.fixText = text(tried.refusal->fixText);
                        refusal.mended = std::move(tried.mended);
                    }
                    Q_EMIT refused(refusal);
                });
}

void LinkMaker::mend(const Refusal& refusal) {
    if (refusal.mended && refusal.of == m_controller.shared()) m_controller.replace(refusal.fixText, *refusal.mended);
}

} // namespace twinflow::ui
