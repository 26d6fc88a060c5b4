// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A model to be read, beside its text: its contents, and its neighbours as a small picture.
#pragma once

#include "bridge/deployment_controller.h"
#include "editors/model_sheet.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QTreeWidget;

namespace twinflow::ui {

class ModelPicture;

class ModelView : public QWidget {
    Q_OBJECT
public:
    ModelView(DeploymentController& controller, QString path, QWidget* parent = nullptr);
    const ModelSheet& sheet() const { return m_sheet; }

Q_SIGNALS:
    void fileActivated(const QString& path);

private:
    void read();
    void show(ModelSheet sheet);

    DeploymentController& m_controller;
    QString m_path;
    ModelSheet m_sheet;
    QLabel* m_title;
    QLabel* m_id;
    QLabel* m_description;
    QTreeWidget* m_contents;
    ModelPicture* m_picture;
    QTimer m_delay;
    JobRunner m_reading;
};

} // namespace twinflow::ui
