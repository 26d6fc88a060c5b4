// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Drawing a coupling: it is tried on a copy of the deployment first, and what the service would refuse is told with its
// way out instead of being drawn.
#pragma once

#include "bridge/deployment_controller.h"
#include "bridge/service_ref.h"

#include <QObject>

#include <optional>

namespace twinflow::ui {

/// Why a coupling was not drawn, and the deployment that would do what was meant.
struct Refusal {
    ServiceRef from;
    ServiceRef to;
    QString why;
    QString hint;
    QString fixText; ///< empty: there is no way
    std::optional<deployment::Deployment> mended;
    std::shared_ptr<const deployment::Deployment> of; ///< the design that it speaks of
};

class LinkMaker : public QObject {
    Q_OBJECT
public:
    explicit LinkMaker(DeploymentController& controller, QObject* parent = nullptr);

    /// Checks on a job, then edits the deployment or tells refused(). Nothing when the two are joined already. When the
    /// design changes meanwhile it is tried again on what it is then; another project ends it.
    void link(const ServiceRef& from, const ServiceRef& to);
    /// Takes the way out; nothing when the design is no longer the one that was refused.
    void mend(const Refusal& refusal);

Q_SIGNALS:
    void linked(const twinflow::ui::ServiceRef& from, const twinflow::ui::ServiceRef& to);
    void refused(const twinflow::ui::Refusal& refusal);

private:
    DeploymentController& m_controller;
    ServiceRef m_from; // of the job
    ServiceRef m_to;
    JobRunner m_job;
};

} // namespace twinflow::ui
