// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The fields of the inspector: each reads the deployment and writes it through one undo entry.
#pragma once

#include "bridge/deployment_controller.h"

#include <QFormLayout>
#include <QWidget>

#include <functional>
#include <optional>
#include <vector>

class QLabel;

namespace twinflow::ui {

class Form : public QWidget {
    Q_OBJECT
public:
    using Deployment = deployment::Deployment;

    explicit Form(DeploymentController& controller, QWidget* parent = nullptr);

    void title(const QString& title, const QString& subtitle);
    void section(const QString& title);
    void note(const QString& sentence);
    /// `get` gives nothing when the thing is gone: the field is then empty and disabled.
    void textField(const QString& label, std::function<std::optional<QString>(const Deployment&)> get,
                   std::function<void(Deployment&, const QString&)> set, const QString& tip = {});
    struct Range {
        int low = 0;
        int high = 0;
        QString unit = {};
        QString special = {}; ///< shown for `low`
    };
    void numberField(const QString& label, Range range, std::function<std::optional<int>(const Deployment&)> get,
                     std::function<void(Deployment&, int)> set, const QString& tip = {});
    /// A text such as 30s, 10m, 24h.
    void durationField(const QString& label, std::function<std::optional<Duration>(const Deployment&)> get,
                       std::function<void(Deployment&, Duration)> set, const QString& tip = {});
    /// The entries may follow the deployment.
    void choiceField(const QString& label, std::function<QStringList(const Deployment&)> entries,
                     std::function<std::optional<QString>(const Deployment&)> get,
                     std::function<void(Deployment&, const QString&)> set, const QString& tip = {});
    void toggleField(const QString& label, std::function<std::optional<bool>(const Deployment&)> get,
                     std::function<void(Deployment&, bool)> set, const QString& tip = {});
    /// A number of the run at the right, empty while there is none.
    void figure(const QString& label, std::function<QString()> get);
    void add(QWidget* widget);
    void link(const QString& title, std::function<void()> act);

    /// Fields show the deployment as it is now; the one that is being typed into stays as it is.
    void refresh();
    void refreshFigures();
    /// Takes what is written in a field that has not been left yet.
    void commit();

private:
    /// One entry for all steps of one number that follow each other.
    QString gesture(const QString& label) const { return QStringLiteral("%1#%2").arg(label).arg(m_gesture); }
    void addRow(const QString& label, QWidget* field, const QString& tip);

    DeploymentController& m_controller;
    QFormLayout* m_rows;
    std::vector<std::function<void()>> m_fields;
    std::vector<std::function<void()>> m_figures;
    int m_gesture = 0;
};

} // namespace twinflow::ui
