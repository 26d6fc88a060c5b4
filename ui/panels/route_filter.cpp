// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/route_filter.h"

#include "bridge/text.h"
#include "deployment/services.h"
#include "editors/filter_edit.h"
#include "editors/filter_words.h"
#include "look/labels.h"

#include <QStyle>
#include <QVBoxLayout>

namespace twinflow::ui {

RouteFilter::RouteFilter(DeploymentController& controller, std::string route, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_route(std::move(route))
    , m_edit(new FilterEdit(this))
    , m_problem(new QLabel(this))
    , m_fix(linkButton({}, this))
    , m_gesture(QStringLiteral("filter/") + text(m_route)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_edit);
    column->addWidget(m_problem);
    column->addWidget(m_fix);
    m_problem->setWordWrap(true);
    m_problem->setObjectName(QStringLiteral("filterProblem"));
    connect(m_edit, &FilterEdit::filterEdited, this, [this](const QString& filter) {
        // What is typed in one go is one entry in the history.
        m_controller.edit(
            tr("Change filter of %1").arg(text(m_route)),
            [&](deployment::Deployment& deployment) {
                for (auto& each : deployment.routes) {
                    if (each.name == m_route) each.filter = utf8(filter);
                }
            },
            m_gesture.key());
    });
    connect(m_edit, &FilterEdit::judged, this, [this] {
        judge();
        Q_EMIT filterChanged(filter());
    });
    connect(m_fix, &QPushButton::clicked, this, [this] { m_edit->setPlainText(m_edit->mended()); });
    connect(&controller, &DeploymentController::deploymentChanged, this, &RouteFilter::showFilter);
    m_words.start([deployment = controller.shared()](const std::stop_token&) { return filterWords(*deployment); },
                  [this](const QStringList& words) { m_edit->setWords(words); });
    showFilter();
    judge();
}

QString RouteFilter::filter() const {
    return m_edit->filter();
}

void RouteFilter::showFilter() {
    if (const auto* route = deployment::findRoute(m_controller.deployment(), m_route))
        m_edit->setFilter(text(route->filter));
}

void RouteFilter::judge() {
    m_problem->setText(m_edit->problem());
    m_problem->setVisible(!m_edit->problem().isEmpty());
    m_problem->setProperty("role", m_edit->isWrong() ? QStringLiteral("error") : QStringLiteral("warning"));
    m_problem->style()->unpolish(m_problem);
    m_problem->style()->polish(m_problem);
    m_fix->setText(m_edit->fixText());
    m_fix->setVisible(!m_edit->fixText().isEmpty() && !m_edit->mended().isEmpty());
}

} // namespace twinflow::ui
