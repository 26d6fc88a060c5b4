// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/inspector.h"

#include "bridge/finding_place.h"
#include "bridge/text.h"

#include <QLineEdit>
#include <QScrollBar>

namespace twinflow::ui {

Inspector::Inspector(DeploymentController& controller, RunMonitor& run, Selection& selection, QWidget* parent)
    : QScrollArea(parent)
    , m_controller(controller)
    , m_run(run)
    , m_selection(selection) {
    setObjectName(QStringLiteral("inspector"));
    setAccessibleName(tr("Inspector"));
    setWidgetResizable(true);
    setFrameShape(NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMinimumWidth(280);
    connect(&selection, &Selection::changed, this, &Inspector::rebuild);
    connect(&controller, &DeploymentController::deploymentChanged, this, [this] {
        if (m_form) m_form->refresh();
    });
    connect(&controller, &DeploymentController::opened, this, &Inspector::rebuild);
    connect(&controller, &DeploymentController::closed, this, &Inspector::rebuild);
    connect(&controller, &DeploymentController::findingsChanged, this, [this] {
        // A form that is being typed into stays; its findings come when the caret leaves.
        if (!m_form || !m_form->focusWidget() || !m_form->focusWidget()->hasFocus()) rebuild();
    });
    connect(&run, &RunMonitor::advanced, this, [this] {
        if (m_run.hasView() != m_hadView)
            rebuild();
        else if (m_form)
            m_form->refreshFigures();
    });
    rebuild();
}

void Inspector::rebuild() {
    const ServiceRef ref = m_selection.single();
    const int scrolled = verticalScrollBar()->value();
    const QString shape = text(keyOf(ref));
    m_hadView = m_run.hasView();
    auto* form = new Form(m_controller);
    const FormContext context{m_controller, m_run, m_selection,
                              [this](const QString& path) { Q_EMIT fileActivated(path); },
                              [this](const QString& function) { Q_EMIT mappingActivated(function); }};
    switch (ref.kind) {
    case RefKind::none:
        if (m_selection.all().empty())
            fillProject(*form, context);
        else
            form->title(tr("%1 things selected").arg(m_selection.all().size()),
                        tr("Drag moves them together; the Edit menu copies and removes them."));
        break;
    case RefKind::devices:
        fillDevices(*form, context, ref);
        break;
    case RefKind::hub:
        fillHub(*form, context, ref);
        break;
    case RefKind::function:
        fillFunction(*form, context, ref);
        break;
    case RefKind::twins:
        fillTwins(*form, context, ref);
        break;
    case RefKind::route:
        fillRoute(*form, context, ref);
        break;
    case RefKind::endpoint:
        fillEndpoint(*form, context, ref);
        break;
    case RefKind::downstream:
        fillDownstream(*form, context, ref);
        break;
    case RefKind::coupling:
        fillCoupling(*form, context, ref);
        break;
    }
    form->refresh();
    form->refreshFigures();
    // The old form may be the one whose field has just been left.
    if (QWidget* old = takeWidget()) old->deleteLater();
    m_form = form;
    setWidget(form);
    if (shape == m_shape) verticalScrollBar()->setValue(scrolled);
    m_shape = shape;
}

void Inspector::editName() {
    if (!m_form) return;
    if (auto* name = m_form->findChild<QLineEdit*>(tr("Name"))) {
        name->setFocus();
        name->selectAll();
    }
}

void Inspector::commit() {
    if (m_form) m_form->commit();
}

} // namespace twinflow::ui
