// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/session.h"

#include <QSettings>

#include <algorithm>

namespace twinflow::ui {

namespace {

constexpr int kMostFiles = 100;

QString restoreKey() {
    return QStringLiteral("restoreSession");
}

} // namespace

bool restoresSession() {
    return QSettings().value(restoreKey(), true).toBool();
}

void setRestoresSession(bool restores) {
    QSettings().setValue(restoreKey(), restores);
}

Session readSession() {
    QSettings settings;
    settings.beginGroup(QStringLiteral("session"));
    Session session;
    session.project = settings.value(QStringLiteral("project")).toString();
    session.current = settings.value(QStringLiteral("current")).toInt();
    session.scale = settings.value(QStringLiteral("scale")).toDouble();
    session.centre = settings.value(QStringLiteral("centre")).toPointF();
    const int files = std::min(settings.beginReadArray(QStringLiteral("files")), kMostFiles);
    for (int i = 0; i < files; ++i) {
        settings.setArrayIndex(i);
        session.files.append({settings.value(QStringLiteral("path")).toString(),
                              settings.value(QStringLiteral("caret")).toInt(),
                              settings.value(QStringLiteral("topLine")).toInt()});
    }
    settings.endArray();
    return session;
}

void writeSession(const Session& session) {
    rememberOpen(session.project);
    QSettings settings;
    settings.beginGroup(QStringLiteral("session"));
    settings.setValue(QStringLiteral("current"), session.current);
    settings.setValue(QStringLiteral("scale"), session.scale);
    settings.setValue(QStringLiteral("centre"), session.centre);
    settings.beginWriteArray(QStringLiteral("files"), static_cast<int>(session.files.size()));
    for (int i = 0; i < session.files.size(); ++i) {
        settings.setArrayIndex(i);
        settings.setValue(QStringLiteral("path"), session.files[i].path);
        settings.setValue(QStringLiteral("caret"), session.files[i].caret);
        settings.setValue(QStringLiteral("topLine"), session.files[i].topLine);
    }
    settings.endArray();
}

void rememberOpen(const QString& project) {
    QSettings settings;
    settings.remove(QStringLiteral("session"));
    settings.setValue(QStringLiteral("session/project"), project);
}

} // namespace twinflow::ui
