// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The services that can be put into the picture: dragged, or added with Enter or two clicks.
#pragma once

#include <QListWidget>

namespace twinflow::ui {

class ServicePalette : public QListWidget {
    Q_OBJECT
public:
    explicit ServicePalette(QWidget* parent = nullptr);

Q_SIGNALS:
    /// A ServiceTemplate.
    void addWanted(int serviceTemplate);

protected:
    QMimeData* mimeData(const QList<QListWidgetItem*>& items) const override;
    QStringList mimeTypes() const override;
};

} // namespace twinflow::ui
